//! The view in the address, after `#`: how one looks, never at what. No name, query or number out of a file stands in it.

use super::{LicensesPart, QualityPart, Screen, Session};
use crate::layout;
use crate::view::graph::Grouping;
use crate::view::scene::Palette;

/// `graph?layout=map&colour=depth&group=cycle&tree=1`: only what differs from how the page begins.
pub fn address(session: &Session) -> String {
    let mut words = session.screen.as_str().to_owned();
    let mut parts: Vec<(&str, &str)> = Vec::new();
    match session.screen {
        Screen::Graph => {
            let view = &session.view;
            let layout = layout::method(&view.layout);
            if layout.id != layout::ALL[0].id {
                parts.push(("layout", layout.id));
            }
            if view.palette != Palette::default() {
                parts.push(("colour", view.palette.as_str()));
            }
            if let Some(grouping) = view.grouping {
                parts.push(("group", grouping.as_str()));
            }
            if session.as_tree {
                parts.push(("tree", "1"));
            }
        }
        Screen::Licenses if session.licenses_part != LicensesPart::default() => {
            parts.push(("part", session.licenses_part.as_str()));
        }
        Screen::Quality if session.quality_part != QualityPart::default() => {
            parts.push(("part", session.quality_part.as_str()));
        }
        _ => {}
    }
    for (position, (key, value)) in parts.into_iter().enumerate() {
        words.push_str(if position == 0 { "?" } else { "&" });
        words.push_str(key);
        words.push('=');
        words.push_str(value);
    }
    words
}

/// A session that looks as the address says; what is not understood is left as it is at the start.
pub fn from_address(address: &str) -> Session {
    let (screen, parts) = address.split_once('?').unwrap_or((address, ""));
    let mut session = Session { screen: Screen::from_word(screen), ..Session::default() };
    for (key, value) in parts.split('&').filter_map(|part| part.split_once('=')) {
        match key {
            "layout" => session.view.layout = layout::method(value).id.to_owned(),
            "colour" => {
                let known = Palette::ALL.into_iter().find(|palette| palette.as_str() == value);
                session.view.palette = known.unwrap_or_default();
            }
            "group" => session.view.grouping = Grouping::ALL.into_iter().find(|known| known.as_str() == value),
            "tree" => session.as_tree = value == "1",
            "part" if session.screen == Screen::Quality => {
                let known = QualityPart::ALL.into_iter().find(|part| part.as_str() == value);
                session.quality_part = known.unwrap_or_default();
            }
            "part" => {
                let known = LicensesPart::ALL.into_iter().find(|part| part.as_str() == value);
                session.licenses_part = known.unwrap_or_default();
            }
            _ => {}
        }
    }
    session
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Action, apply};

    #[test]
    fn an_address_brings_the_view_back() {
        let actions = [
            Action::Show(Screen::Graph),
            Action::SetLayout("map".to_owned()),
            Action::SetPalette(Palette::Depth),
            Action::Group(Some(Grouping::Cycle)),
            Action::AsTree(true),
        ];
        let session = actions.into_iter().fold(Session::default(), |session, action| apply(&session, action));
        assert_eq!(address(&session), "graph?layout=map&colour=depth&group=cycle&tree=1");
        assert_eq!(address(&from_address(&address(&session))), address(&session));
        assert_eq!(address(&Session::default()), "overview");
    }

    #[test]
    fn nothing_out_of_a_file_stands_in_the_address() {
        let actions = [
            Action::Show(Screen::Graph),
            Action::FilterGraph("name:secret".to_owned()),
            Action::SetQuery("secret".to_owned()),
            Action::SetSearch("secret".to_owned()),
            Action::OpenSet("secret".to_owned()),
            Action::Focus(Some(41_957)),
        ];
        let session = actions.into_iter().fold(Session::default(), |session, action| apply(&session, action));
        assert_eq!(address(&session), "graph");
    }

    #[test]
    fn an_odd_address_begins_as_ever() {
        for odd in ["", "?", "graph?", "graph?layout=<b>&colour=&tree=2&x", "no such view?layout=map=map"] {
            let session = from_address(odd);
            assert_eq!(address(&session).split('?').next(), Some(session.screen.as_str()), "{odd}");
        }
    }
}
