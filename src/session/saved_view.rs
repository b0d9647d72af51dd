//! What of a session a saved workspace keeps: how one looks and at what. What is shown follows from it.
//!
//! To keep more, give `SavedView` a field, take it in `of` and put it back in `restore`. A field that is missing, of an
//! older shape or of a later version is as at the start; what is in it is never an error.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::{GroupBy, Kept, LicensesPart, Lit, QualityPart, SavedQuery, Screen, Session};
use crate::licenses::{Context, FindingKind, Settlements};
use crate::view::compare::CompareRequest;
use crate::view::complexity::ComplexityRequest;
use crate::view::estate::EstateRequest;
use crate::view::graph::GraphRequest;
use crate::view::hygiene::HygieneRequest;
use crate::view::inventory::InventoryRequest;
use crate::view::license_matrix::Joined;
use crate::view::licenses::LicensesRequest;
use crate::view::quality::QualityRequest;
use crate::view::tree::TreeRequest;
use crate::view::vulnerabilities::VulnerabilitiesRequest;

/// The keys of `view` in a workspace file (`docs/workspace.md`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedView {
    #[serde(deserialize_with = "lenient")]
    pub screen: Screen,
    #[serde(deserialize_with = "lenient")]
    pub selected: Option<u32>,
    #[serde(deserialize_with = "lenient")]
    pub lit: Lit,
    #[serde(deserialize_with = "lenient")]
    pub graph: GraphRequest,
    #[serde(deserialize_with = "lenient")]
    pub as_tree: bool,
    #[serde(deserialize_with = "lenient")]
    pub tree: TreeRequest,
    #[serde(deserialize_with = "lenient")]
    pub inventory: InventoryRequest,
    #[serde(deserialize_with = "lenient")]
    pub licenses_part: LicensesPart,
    #[serde(deserialize_with = "lenient")]
    pub licenses: LicensesRequest,
    #[serde(deserialize_with = "lenient")]
    pub group_by: GroupBy,
    #[serde(deserialize_with = "lenient")]
    pub hidden_kinds: Vec<FindingKind>,
    #[serde(deserialize_with = "lenient")]
    pub open_finding: Option<usize>,
    #[serde(deserialize_with = "lenient")]
    pub joined: Joined,
    #[serde(deserialize_with = "lenient")]
    pub complexity: ComplexityRequest,
    #[serde(deserialize_with = "lenient")]
    pub compare: CompareRequest,
    #[serde(deserialize_with = "lenient")]
    pub quality_part: QualityPart,
    #[serde(deserialize_with = "lenient")]
    pub quality: QualityRequest,
    #[serde(deserialize_with = "lenient")]
    pub vulnerabilities: VulnerabilitiesRequest,
    #[serde(deserialize_with = "lenient")]
    pub hygiene: HygieneRequest,
    #[serde(deserialize_with = "lenient")]
    pub estate: EstateRequest,
    /// Queries under names.
    #[serde(deserialize_with = "lenient")]
    pub queries: Vec<SavedQuery>,
    /// Who answers for which project.
    #[serde(deserialize_with = "lenient")]
    pub owners: BTreeMap<String, String>,
    #[serde(deserialize_with = "lenient")]
    pub closed_banners: BTreeSet<String>,
}

/// A saved workspace that takes the place of what was loaded; its files follow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    pub view: SavedView,
    pub context: Context,
    pub settlements: Settlements,
}

/// A saved workspace that waits beside loaded files for a word on what is to become of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    pub name: String,
    pub files: usize,
    pub decisions: usize,
}

impl Beginning {
    /// A new sitting, with what is the person's and not the files'.
    pub fn begin(self, before: &Session) -> Session {
        Session {
            context: self.context,
            settlements: self.settlements,
            beginning: Some(Box::new(self.view)),
            theme: before.theme,
            drawing: before.drawing.clone(),
            rail_folded: before.rail_folded,
            person: before.person.clone(),
            generation: before.generation,
            shown: before.shown.clone(),
            redacting: before.redacting.clone(),
            ..Session::default()
        }
    }
}

impl SavedView {
    /// What is to be kept of a session.
    pub fn of(session: &Session) -> Self {
        let session = session.clone();
        Self {
            screen: session.screen,
            selected: session.selected,
            lit: session.lit,
            graph: GraphRequest { quick: false, ..session.view },
            as_tree: session.as_tree,
            tree: session.tree_request,
            inventory: session.inventory_request,
            licenses_part: session.licenses_part,
            licenses: session.licenses_request,
            group_by: session.group_by,
            hidden_kinds: session.hidden_kinds,
            open_finding: session.open_finding,
            joined: session.joined,
            complexity: session.complexity_request,
            compare: session.compare_request,
            quality_part: session.quality_part,
            quality: session.quality_request,
            vulnerabilities: session.vulnerabilities_request,
            hygiene: session.hygiene_request,
            estate: session.estate_request,
            queries: session.saved_queries,
            owners: session.owners,
            closed_banners: session.closed_banners,
        }
    }

    /// Puts it back.
    pub fn restore(self, session: &mut Session) {
        session.screen = self.screen;
        session.selected = self.selected;
        session.lit = self.lit;
        session.view = self.graph;
        session.as_tree = self.as_tree;
        session.tree_request = self.tree;
        session.inventory_request = self.inventory;
        session.licenses_part = self.licenses_part;
        session.licenses_request = self.licenses;
        session.group_by = self.group_by;
        session.hidden_kinds = self.hidden_kinds;
        session.open_finding = self.open_finding;
        session.joined = self.joined;
        session.complexity_request = self.complexity;
        session.compare_request = self.compare;
        session.quality_part = self.quality_part;
        session.quality_request = self.quality;
        session.vulnerabilities_request = self.vulnerabilities;
        session.hygiene_request = self.hygiene;
        session.estate_request = self.estate;
        let kept = Kept { queries: self.queries, owners: self.owners }.within_limits();
        (session.saved_queries, session.owners) = (kept.queries, kept.owners);
        session.closed_banners = self.closed_banners;
    }

    /// Without what names components by their numbers, which another version may have given to others.
    pub fn without_components(self) -> Self {
        Self {
            selected: None,
            lit: Lit::default(),
            graph: GraphRequest { query: self.graph.query.clone(), ..self.graph.from_the_start() },
            tree: TreeRequest::default(),
            complexity: ComplexityRequest::default(),
            open_finding: None,
            ..self
        }
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Out of a workspace file; what is not understood is as at the start.
    pub fn from_json(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

/// A value over that of the start: keys of it that are missing or not understood stay as they are there.
fn lenient<'de, D: Deserializer<'de>, T: Default + Serialize + DeserializeOwned>(given: D) -> Result<T, D::Error> {
    let given = Value::deserialize(given)?;
    let mut value = serde_json::to_value(T::default()).unwrap_or_default();
    match (&mut value, given) {
        (Value::Object(known), Value::Object(given)) => {
            for (key, inner) in given {
                let Some(before) = known.get_mut(&key).map(|known| std::mem::replace(known, inner)) else { continue };
                let is_understood = serde_json::from_value::<T>(Value::Object(known.clone())).is_ok();
                if let (false, Some(known)) = (is_understood, known.get_mut(&key)) {
                    *known = before;
                }
            }
        }
        (value, given) => *value = given,
    }
    Ok(serde_json::from_value(value).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Action, Opening, apply};
    use crate::view::scene::Palette;

    fn after(session: Session, actions: Vec<Action>) -> Session {
        actions.into_iter().fold(session, |session, action| apply(&session, action))
    }

    fn opened() -> Vec<Action> {
        vec![Action::Opening(vec![Opening { id: 4, name: "a".to_owned() }]), Action::Opened { file: 4, readable: true }]
    }

    fn sitting() -> Session {
        let mut actions = opened();
        actions.extend([
            Action::SetQuery("license:GPL*".to_owned()),
            Action::ShowPart(LicensesPart::Matrix),
            Action::Complexity(ComplexityRequest { within: Some(3), ..Default::default() }),
            Action::Show(Screen::Graph),
            Action::SetLayout("map".to_owned()),
            Action::SetPalette(Palette::Depth),
            Action::Expand(3),
            Action::Light(vec![vec![0, 3]]),
            Action::Select(Some(3)),
        ]);
        after(Session::default(), actions)
    }

    #[test]
    fn a_view_comes_back_once_all_files_are_open() {
        let before = sitting();
        let view = SavedView::from_json(&SavedView::of(&before).to_json());
        let beginning = Beginning { view, ..Beginning::default() };
        let other = after(Session::default(), vec![Action::SetSearch("x".to_owned()), Action::Expand(9)]);
        let begun = apply(&other, Action::BeginAgain(Box::new(beginning)));
        assert_eq!((begun.view.expanded.len(), begun.search.as_str(), begun.selected), (0, "", None));
        let restored = after(begun, opened());
        assert_eq!(SavedView::of(&restored), SavedView::of(&before));
        assert_eq!(restored.selected, Some(3));
        assert_eq!(after(restored, vec![Action::FilesChanged]).selected, None, "and only once");
    }

    #[test]
    fn what_is_not_understood_is_as_at_the_start() {
        let mut json: Value = serde_json::from_str(&SavedView::of(&sitting()).to_json()).unwrap();
        json["screen"] = "Cinema".into();
        json["graph"]["palette"] = "Sparkling".into();
        json["graph"]["later"] = 7.into();
        json["inventory"] = 7.into();
        json["later"] = 7.into();
        json.as_object_mut().unwrap().remove("licenses_part");
        let view = SavedView::from_json(&json.to_string());
        assert_eq!((view.screen, view.licenses_part), (Screen::Overview, LicensesPart::Findings));
        assert_eq!((view.graph.palette, view.graph.layout.as_str()), (Palette::Verdict, "map"));
        assert_eq!((view.inventory.query.as_str(), view.complexity.within), ("", Some(3)));
        for odd in ["", "null", "7", "[]", "{\"graph\":[]}", "{\"selected\":-1}"] {
            assert_eq!(SavedView::from_json(odd), SavedView::default(), "{odd}");
        }
    }

    #[test]
    fn of_another_version_no_component_is_named() {
        let view = SavedView::of(&sitting()).without_components();
        let json = view.to_json();
        assert_eq!((view.selected, view.graph.layout.as_str(), view.screen), (None, "map", Screen::Graph));
        assert!(!json.contains("[3]") && view.complexity.within.is_none() && view.graph.also.is_empty(), "{json}");
    }
}
