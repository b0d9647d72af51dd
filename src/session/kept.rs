//! What of a session is worth keeping beside the files: named queries, and who answers for which project, with their limits. It goes
//! into the `view` of a workspace file (`SavedView`), never into the browser's settings: it may name what is in the files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Session;

/// Named queries at most; the oldest make room.
pub const MOST_QUERIES: usize = 50;
/// Letters of a name or label at most.
pub const LONGEST_LABEL: usize = 80;

/// A query under a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedQuery {
    pub name: String,
    pub query: String,
}

/// All that is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub queries: Vec<SavedQuery>,
    /// Label by the project's key.
    pub owners: BTreeMap<String, String>,
}

impl Kept {
    /// What a session keeps.
    pub fn of(session: &Session) -> Self {
        Self { queries: session.saved_queries.clone(), owners: session.owners.clone() }
    }

    /// The same within the limits: for what comes out of a file.
    pub fn within_limits(self) -> Self {
        let mut kept = Self::default();
        for SavedQuery { name, query } in self.queries {
            kept.keep(&name, &query);
        }
        for (key, owner) in self.owners {
            kept.label(&key, &owner);
        }
        kept
    }

    /// Takes a query under a name, in place of one of the same name. Without a name or a query nothing is taken.
    pub fn keep(&mut self, name: &str, query: &str) {
        let (name, query) = (label(name), query.trim().to_owned());
        if name.is_empty() || query.is_empty() {
            return;
        }
        self.queries.retain(|known| known.name != name);
        self.queries.push(SavedQuery { name, query });
        if self.queries.len() > MOST_QUERIES {
            self.queries.remove(0);
        }
    }

    /// Names who answers for a project; an empty label takes the name back.
    pub fn label(&mut self, key: &str, owner: &str) {
        let owner = label(owner);
        if owner.is_empty() {
            self.owners.remove(key);
        } else {
            self.owners.insert(key.to_owned(), owner);
        }
    }
}

fn label(text: &str) -> String {
    text.trim().chars().take(LONGEST_LABEL).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Action, apply};

    #[test]
    fn what_is_kept_comes_back() {
        let actions = [
            Action::KeepQuery("old log4j".to_owned(), "log4j-core<2.17.0".to_owned()),
            Action::KeepQuery(" copyleft ".to_owned(), "license:AGPL*".to_owned()),
            Action::KeepQuery("copyleft".to_owned(), "license:*GPL*".to_owned()),
            Action::KeepQuery(" ".to_owned(), "x".to_owned()),
            Action::SetOwner("services/pay".to_owned(), " Payments ".to_owned()),
            Action::SetOwner("services/web".to_owned(), "Shop".to_owned()),
            Action::SetOwner("services/web".to_owned(), String::new()),
        ];
        let session = actions.into_iter().fold(Session::default(), |session, action| apply(&session, action));
        let kept = Kept::of(&session);
        let told: Vec<&str> = kept.queries.iter().map(|kept| kept.query.as_str()).collect();
        assert_eq!(told, ["log4j-core<2.17.0", "license:*GPL*"]);
        assert_eq!(kept.owners, BTreeMap::from([("services/pay".to_owned(), "Payments".to_owned())]));
        assert_eq!(kept.clone().within_limits(), kept);
        assert!(session.generation > 0, "the engine has to hear of the owners");
    }

    #[test]
    fn limits_hold() {
        let mut kept = Kept::default();
        for number in 0..60 {
            kept.keep(&format!("query {number}"), "direct");
        }
        kept.label("a", &"x".repeat(200));
        assert_eq!((kept.queries.len(), kept.queries[0].name.as_str()), (MOST_QUERIES, "query 10"));
        assert_eq!(kept.owners["a"].len(), LONGEST_LABEL);
        kept.queries.push(SavedQuery { name: "y".repeat(200), query: "direct".to_owned() });
        let kept = kept.within_limits();
        assert_eq!((kept.queries.len(), kept.queries[MOST_QUERIES - 1].name.len()), (MOST_QUERIES, LONGEST_LABEL));
    }
}
