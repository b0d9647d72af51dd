//! A profile of one's own, from a small TOML file (`docs/quality.md`). All errors are told, each with its place; a file
//! with errors gives no profile.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Element, Profile, Requirement};
use crate::model::{Notice, Place, SafeUrl};

/// The largest profile that is read, in bytes.
pub const LARGEST_PROFILE: usize = 64 * 1024;
/// The most requirements of a profile.
pub const MOST_REQUIREMENTS: usize = 200;

/// What is wrong with a file, in its order; never empty.
pub type ProfileErrors = Vec<Notice>;

/// Reads a profile.
///
/// # Errors
/// Everything that is wrong, each with its place.
pub fn read_profile(text: &str) -> Result<Profile, ProfileErrors> {
    if text.len() > LARGEST_PROFILE {
        let message = format!("The profile has {} bytes; the limit is {LARGEST_PROFILE}", text.len());
        return Err(vec![Notice::error("too-large", message, None)]);
    }
    let table = DeTable::parse(text).map_err(|error| {
        let message = error.message().lines().next().unwrap_or_default();
        let at = error.span().map_or(0, |span| span.start);
        vec![Notice::error("invalid-toml", format!("Not TOML: {message}"), Some(place(text, at)))]
    })?;
    let mut reader = Reader { text, errors: Vec::new() };
    let profile = reader.profile(table.get_ref());
    reader.errors.sort_by(|one, other| one.place.cmp(&other.place));
    if reader.errors.is_empty() { Ok(profile) } else { Err(reader.errors) }
}

/// Is the text meant as a profile? It need not be one without errors.
pub fn is_profile(name: &str, text: &str) -> bool {
    let is_requirement = |line: &str| line.trim_end() == "[[require]]";
    let head = text.get(..text.floor_char_boundary(LARGEST_PROFILE)).unwrap_or(text);
    name.ends_with("sbom-profile.toml") || head.lines().any(is_requirement)
}

/// A profile as a file that can be read again. What no file can show stands in it as a remark.
pub fn write_profile(profile: &Profile) -> String {
    // TOML knows all the escapes of JSON that are written.
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let mut out = format!("name = {}\n", text(&profile.title));
    if let Some(link) = &profile.link {
        out.push_str(&format!("link = {}\n", text(link.as_str())));
    }
    for requirement in &profile.requirements {
        if requirement.element == Element::Unseen {
            out.push_str(&format!("\n# Cannot be seen in a file: {}\n", requirement.title));
            continue;
        }
        out.push_str(&format!("\n[[require]]\nelement = {}\n", text(requirement.element.as_str())));
        out.push_str(&format!("title = {}\n", text(&requirement.title)));
        if !requirement.is_required {
            out.push_str("level = \"recommended\"\n");
        }
        if requirement.at_least != 100 {
            out.push_str(&format!("at_least = {}\n", requirement.at_least));
        }
    }
    out
}

struct Reader<'t> {
    text: &'t str,
    errors: ProfileErrors,
}

impl Reader<'_> {
    fn wrong(&mut self, at: usize, message: String) {
        let place = place(self.text, at);
        self.errors.push(Notice::error("invalid-profile", message, Some(place)));
    }

    fn profile(&mut self, table: &DeTable) -> Profile {
        let mut profile =
            Profile { id: "own".to_owned(), title: "Own profile".to_owned(), link: None, requirements: Vec::new() };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "name" => profile.title = self.text_of("name", value).unwrap_or_default(),
                "link" => {
                    let link = self.text_of("link", value).unwrap_or_default();
                    match SafeUrl::parse(&link) {
                        Some(link) => profile.link = Some(link),
                        None => self.wrong(value.span().start, "`link` must begin with https:// or http://".to_owned()),
                    }
                }
                "require" => match value.get_ref().as_array() {
                    Some(list) if list.len() > MOST_REQUIREMENTS => {
                        let message = format!("{} requirements; the limit is {MOST_REQUIREMENTS}", list.len());
                        self.wrong(value.span().start, message);
                    }
                    Some(list) => {
                        for entry in list {
                            profile.requirements.extend(self.requirement(entry));
                        }
                    }
                    None => self.wrong(value.span().start, "`require` must be a list: write [[require]]".to_owned()),
                },
                other => {
                    let message = format!("`{}` is not known here; name, link and require are", shown(other));
                    self.wrong(key.span().start, message);
                }
            }
        }
        if profile.requirements.is_empty() && self.errors.is_empty() {
            self.wrong(0, "The profile requires nothing: add a [[require]]".to_owned());
        }
        profile
    }

    fn requirement(&mut self, entry: &Spanned<DeValue>) -> Option<Requirement> {
        let Some(table) = entry.get_ref().as_table() else {
            self.wrong(entry.span().start, "A requirement must be a table: write [[require]]".to_owned());
            return None;
        };
        let (mut element, mut title, mut is_required, mut at_least) = (None, None, true, 100);
        for (key, value) in table {
            let at = value.span().start;
            match key.get_ref().as_ref() {
                "element" => {
                    let word = self.text_of("element", value)?;
                    element = Element::ALL.into_iter().find(|known| known.as_str() == word);
                    if element.is_none() {
                        let known: Vec<&str> = Element::ALL.iter().map(|known| known.as_str()).collect();
                        let message = format!("`{}` is no element; known are {}", shown(&word), known.join(", "));
                        self.wrong(at, message);
                        return None;
                    }
                }
                "title" => title = self.text_of("title", value),
                "level" => match self.text_of("level", value)?.as_str() {
                    "required" => is_required = true,
                    "recommended" => is_required = false,
                    _ => self.wrong(at, "`level` must be \"required\" or \"recommended\"".to_owned()),
                },
                "at_least" => match value.get_ref().as_integer().and_then(|whole| whole.as_str().parse::<u8>().ok()) {
                    Some(percent) if percent <= 100 => at_least = percent,
                    _ => self.wrong(at, "`at_least` must be a whole number from 0 to 100, in percent".to_owned()),
                },
                other => {
                    let message =
                        format!("`{}` is not known here; element, title, level and at_least are", shown(other));
                    self.wrong(key.span().start, message);
                }
            }
        }
        let Some(element) = element else {
            self.wrong(entry.span().start, "A requirement must name its `element`".to_owned());
            return None;
        };
        let title = title.unwrap_or_else(|| element.title().to_owned());
        Some(Requirement { title, element, is_required, at_least })
    }

    fn text_of(&mut self, key: &str, value: &Spanned<DeValue>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(value.span().start, format!("`{key}` must be a text in quotes"));
        }
        text
    }
}

/// As much of a word as a message has room for.
fn shown(word: &str) -> String {
    word.chars().take(40).collect()
}

fn place(text: &str, at: usize) -> Place {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Place::Line { line: line as u32, column: column as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(text: &str) -> Vec<String> {
        let errors = read_profile(text).unwrap_err();
        errors
            .iter()
            .map(|error| match &error.place {
                Some(place) => format!("{place}: {}", error.message),
                None => error.message.clone(),
            })
            .collect()
    }

    #[test]
    fn a_profile_is_read_whole() {
        let text = "name = \"Suppliers\"\nlink = \"https://rules.example/sbom\"\n\n[[require]]\nelement = \"supplier\"\nat_least = 90\n\n[[require]]\nelement = \"hash\"\nlevel = \"recommended\"\ntitle = \"Checksums\"\n";
        let profile = read_profile(text).unwrap();
        assert_eq!(
            (profile.title.as_str(), profile.link.as_ref().map(SafeUrl::as_str)),
            ("Suppliers", Some("https://rules.example/sbom"))
        );
        let said: Vec<String> = profile
            .requirements
            .iter()
            .map(|one| format!("{} {} {} {}", one.title, one.element.as_str(), one.is_required, one.at_least))
            .collect();
        assert_eq!(said, ["a supplier supplier true 90", "Checksums hash false 100"]);
    }

    #[test]
    fn every_error_is_told_with_its_place() {
        assert_eq!(
            errors(
                "nam = \"a\"\nlink = \"javascript:1\"\n[[require]]\nelement = \"hash\"\nat_least = 101\nlevel = \"must\"\n[[require]]\ntitle = \"x\"\n"
            ),
            [
                "line 1, column 1: `nam` is not known here; name, link and require are",
                "line 2, column 8: `link` must begin with https:// or http://",
                "line 5, column 12: `at_least` must be a whole number from 0 to 100, in percent",
                "line 6, column 9: `level` must be \"required\" or \"recommended\"",
                "line 7, column 1: A requirement must name its `element`",
            ]
        );
        assert!(
            errors("[[require]]\nelement = \"colour\"")[0].starts_with("line 2, column 11: `colour` is no element")
        );
        assert_eq!(
            errors("name = "),
            ["line 1, column 8: Not TOML: string values must be quoted, expected literal string"]
        );
        assert_eq!(errors("name = \"a\""), ["line 1, column 1: The profile requires nothing: add a [[require]]"]);
    }

    #[test]
    fn what_is_written_is_read_again() {
        for profile in super::super::profiles() {
            let text = write_profile(&profile);
            assert!(is_profile("any", &text));
            let read = read_profile(&text).unwrap();
            let seen: Vec<&Requirement> =
                profile.requirements.iter().filter(|one| one.element != Element::Unseen).collect();
            assert_eq!((read.title, read.link), (profile.title, profile.link));
            assert_eq!(read.requirements.iter().collect::<Vec<_>>(), seen);
        }
    }

    #[test]
    fn other_files_are_no_profiles() {
        assert!(is_profile("sbom-profile.toml", "name ="));
        assert!(!is_profile("Cargo.lock", "version = 4\n\n[[package]]\nname = \"require\"\n"));
        assert!(!is_profile("a.md", "Write `[[require]]` for each"));
    }

    #[test]
    fn limits_are_named() {
        let many = "[[require]]\nelement = \"hash\"\n".repeat(MOST_REQUIREMENTS + 1);
        assert!(errors(&many)[0].ends_with("201 requirements; the limit is 200"));
        assert_eq!(errors(&"#".repeat(LARGEST_PROFILE + 1)), ["The profile has 65537 bytes; the limit is 65536"]);
    }
}
