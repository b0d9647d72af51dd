//! A document's components as a list that the graph shares instead of copying.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use super::{Component, ComponentIndex};

/// The components of a document. A copy of the list costs nothing until one of the two is changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Components {
    list: Arc<Vec<Component>>,
}

/// One component of a shared list, or a copy of it that was changed.
#[derive(Clone, Debug)]
pub struct SharedComponent {
    list: Components,
    position: ComponentIndex,
    changed: Option<Box<Component>>,
}

impl Components {
    /// The component at a position, sharing the list. Past its end it is a component of which nothing is known.
    pub fn share(&self, position: ComponentIndex) -> SharedComponent {
        SharedComponent { list: self.clone(), position, changed: None }
    }
}

impl Deref for Components {
    type Target = Vec<Component>;

    fn deref(&self) -> &Vec<Component> {
        &self.list
    }
}

impl DerefMut for Components {
    fn deref_mut(&mut self) -> &mut Vec<Component> {
        Arc::make_mut(&mut self.list)
    }
}

impl From<Vec<Component>> for Components {
    fn from(list: Vec<Component>) -> Self {
        Self { list: Arc::new(list) }
    }
}

impl FromIterator<Component> for Components {
    fn from_iter<I: IntoIterator<Item = Component>>(components: I) -> Self {
        components.into_iter().collect::<Vec<_>>().into()
    }
}

impl IntoIterator for Components {
    type Item = Component;
    type IntoIter = std::vec::IntoIter<Component>;

    fn into_iter(self) -> Self::IntoIter {
        Arc::unwrap_or_clone(self.list).into_iter()
    }
}

impl<'c> IntoIterator for &'c Components {
    type Item = &'c Component;
    type IntoIter = std::slice::Iter<'c, Component>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl<'c> IntoIterator for &'c mut Components {
    type Item = &'c mut Component;
    type IntoIter = std::slice::IterMut<'c, Component>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl SharedComponent {
    /// The component, to be changed: the list keeps what it says.
    pub fn change(&mut self) -> &mut Component {
        let Self { list, position, changed } = self;
        changed.get_or_insert_with(|| Box::new(at(list, *position).clone()))
    }
}

impl Deref for SharedComponent {
    type Target = Component;

    fn deref(&self) -> &Component {
        match &self.changed {
            Some(changed) => changed,
            None => at(&self.list, self.position),
        }
    }
}

impl From<Component> for SharedComponent {
    fn from(component: Component) -> Self {
        Components::from(vec![component]).share(0)
    }
}

/// A component of which nothing is known.
static NOTHING: Component = Component::NOTHING;

fn at(list: &[Component], position: ComponentIndex) -> &Component {
    list.get(position as usize).unwrap_or(&NOTHING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_leaves_the_list_as_it_is() {
        let named = |name: &str| Component { name: name.to_owned(), ..Component::default() };
        let mut list = Components::from(vec![named("a"), named("b")]);
        let mut shared = list.share(1);
        shared.change().own = true;
        assert_eq!((shared.name.as_str(), shared.own, list[1].own), ("b", true, false));
        let other = list.share(0);
        list[0].own = true;
        assert!(!other.own);
        assert_eq!(*list.share(9), Component::default());
    }
}
