//! What a name looks like to a hurried reader: letters of other scripts, digits and pairs that pass for a letter.
//!
//! A small table of the letters most often mistaken for Latin ones, after Unicode's list of confusable characters
//! (UTS #39, <https://www.unicode.org/reports/tr39/>); it is no complete one.

/// The letter that another one passes for.
const FACES: [(&str, char); 27] = [
    ("аα", 'a'),
    ("ВвЬβ", 'b'),
    ("сϲ", 'c'),
    ("ԁ", 'd'),
    ("еєε", 'e'),
    ("ɡ", 'g'),
    ("һн", 'h'),
    ("іι", 'i'),
    ("јϳ", 'j'),
    ("кκ", 'k'),
    ("ӏⅼǀ", 'l'),
    ("мμ", 'm'),
    ("пη", 'n'),
    ("оοσ", 'o'),
    ("рρ", 'p'),
    ("ԛ", 'q'),
    ("гг", 'r'),
    ("ѕ", 's'),
    ("тτ", 't'),
    ("υս", 'u'),
    ("ѵν", 'v'),
    ("ѡωԝ", 'w'),
    ("хχ", 'x'),
    ("уγү", 'y'),
    ("ᴢ", 'z'),
    ("０", 'o'),
    ("１", 'l'),
];

/// One letter of a face, and whether a digit stands for it: numbers differ by right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    pub face: char,
    pub is_digit: bool,
}

/// The face of a name: small letters, without separators, look-alikes as what they pass for.
pub fn face(name: &str) -> Vec<Letter> {
    let mut out: Vec<Letter> = Vec::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        let face = match letter {
            '-' | '_' | '.' => continue,
            letter if is_unseen(letter) => continue,
            '0' => 'o',
            '1' => 'l',
            letter if letter.is_ascii() => letter,
            letter => FACES.iter().find(|(group, _)| group.contains(letter)).map_or(letter, |(_, face)| *face),
        };
        let last = out.last().filter(|last| !last.is_digit).map(|last| last.face);
        let joined = match (last, face) {
            (Some('r'), 'n') => Some('m'),
            (Some('v'), 'v') => Some('w'),
            _ => None,
        };
        match (joined, out.last_mut()) {
            (Some(joined), Some(last)) => last.face = joined,
            _ => out.push(Letter { face, is_digit: letter.is_ascii_digit() }),
        }
    }
    out
}

/// Does the name hold letters of other scripts than Latin that pass for Latin ones beside Latin ones, or unseen ones?
pub fn is_disguised(name: &str) -> bool {
    if name.is_ascii() {
        return name.bytes().any(|byte| byte.is_ascii_control());
    }
    let passes = |letter: char| FACES.iter().any(|(group, _)| group.contains(letter));
    name.chars().any(is_unseen) || name.chars().any(passes) && name.chars().any(|letter| letter.is_ascii_alphabetic())
}

/// Letters that take no room, or turn the direction.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
        || letter.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_have_one_face() {
        let text = |name: &str| face(name).iter().map(|letter| letter.face).collect::<String>();
        for name in ["lodash", "l0dash", "1odash", "lo-dash", "Lodash", "lоdash", "lo\u{200B}dash"] {
            assert_eq!(text(name), "lodash", "{name}");
        }
        assert_eq!((text("modern"), text("rnoderm")), ("modem".to_owned(), "moderm".to_owned()));
    }

    #[test]
    fn foreign_names_are_no_disguise() {
        assert!(is_disguised("lоdash") && is_disguised("a\u{202E}b") && is_disguised("a\tb"));
        assert!(!is_disguised("lodash") && !is_disguised("größe") && !is_disguised("пакет") && !is_disguised("日本語"));
    }
}
