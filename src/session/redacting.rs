//! Whether what is saved names internal components, files and people. Remembered for this sitting alone.

/// What the person asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redacting {
    pub on: bool,
    /// Scopes, namespaces and hosts as typed, separated by commas or white space.
    pub typed: String,
}

impl Redacting {
    /// Scopes, namespaces and hosts, one by one.
    pub fn internal(&self) -> Vec<String> {
        let parts = self.typed.split(|letter: char| letter == ',' || letter == ';' || letter.is_whitespace());
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_typed_as_one_likes() {
        let typed = " @acme, com.acme;git.acme.example\n\tgithub.com/acme ,".to_owned();
        let internal = Redacting { on: true, typed }.internal();
        assert_eq!(internal, ["@acme", "com.acme", "git.acme.example", "github.com/acme"]);
        assert!(Redacting::default().internal().is_empty());
    }
}
