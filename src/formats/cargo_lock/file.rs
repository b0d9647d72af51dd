//! What a Cargo.lock says, taken line by line as Cargo writes it, or from TOML where a text is written otherwise.

use std::ops::Range;

use foldhash::HashMap;

use super::packages::{Package, Wanted};
use crate::formats::support::keyed::is_same_bytes;
use crate::formats::support::scan::{either, first_of, has_control, next};
use crate::formats::support::toml::{self, Table, Toml, Value};

/// The whole file. Packages and patches are in the order of the file, `[root]` of the oldest files first.
#[derive(Debug, Default, PartialEq)]
pub(super) struct File<'t> {
    /// The version stated, where it is a number or a text, and where it stands.
    pub version: Option<(Stated<'t>, usize)>,
    pub packages: Vec<Package<'t>>,
    /// The dependencies of all packages, those of each side by side.
    pub wanted: Vec<Wanted<'t>>,
    /// Packages without a name, which are left out: where they stand.
    pub nameless: Vec<usize>,
    /// Version 1 keeps its checksums apart: `"checksum name 1.0.0 (source)" = "…"`.
    pub checksums: HashMap<&'t str, &'t str>,
    /// Patches that nothing uses: a name and where it stands.
    pub unused_patches: Vec<(Option<&'t str>, usize)>,
}

/// A value of `version`.
#[derive(Debug, PartialEq)]
pub(super) enum Stated<'t> {
    Number(&'t str),
    Text(&'t str),
    Other,
}

impl<'t> File<'t> {
    /// Takes the file from TOML.
    pub fn of_toml(file: &'t Toml<'_>) -> Self {
        let table = &file.table;
        let mut taken = File {
            version: table.get("version").map(|value| {
                let number = value.get_ref().as_integer().map(|number| Stated::Number(number.as_str()));
                let stated = number.or_else(|| value.get_ref().as_str().map(Stated::Text)).unwrap_or(Stated::Other);
                (stated, value.span().start)
            }),
            ..Self::default()
        };
        // The oldest files hold their own package apart, as `[root]`.
        let root = table.get("root").into_iter();
        let listed = toml::get(table, "package").and_then(Value::as_array).into_iter().flatten();
        for written in root.chain(listed) {
            let table = written.get_ref().as_table();
            match table.and_then(|table| Some((toml::text(table, "name")?, table))) {
                Some((name, table)) => {
                    let package = package(name, table, written.span(), &mut taken.wanted);
                    taken.packages.push(package);
                }
                None => taken.nameless.push(written.span().start),
            }
        }
        for (key, value) in toml::table(table, "metadata").into_iter().flatten() {
            if let (Some(package), Some(sum)) = (key.get_ref().strip_prefix(CHECKSUM), value.get_ref().as_str()) {
                taken.note_checksum(package, sum);
            }
        }
        let patch = toml::table(table, "patch");
        let unused = patch.and_then(|patch| toml::get(patch, "unused")).and_then(Value::as_array);
        for written in unused.into_iter().flatten() {
            let name = written.get_ref().as_table().and_then(|table| toml::text(table, "name"));
            taken.unused_patches.push((name, written.span().start));
        }
        taken
    }

    /// Takes the file line by line; `None` where it is written in another way than Cargo's own: that is for TOML.
    #[inline(never)]
    pub fn of_lines(text: &'t str) -> Option<Self> {
        let mut file = Self::default();
        let mut root = None;
        let mut place = Place::Top;
        let mut metadata = false;
        let mut package = Package::default();
        let mut lines = Lines::of(text);
        loop {
            if lines.takes("\n") {
                continue;
            }
            if matches!(place, Place::Package | Place::Root | Place::Patch) {
                if lines.field(&mut package) {
                    continue;
                }
                if package.dependencies.is_none() && lines.takes("dependencies = [\n") {
                    package.dependencies = Some(lines.list("[", &mut file.wanted)?);
                    continue;
                }
            }
            let Some((line, offset)) = lines.step() else { break };
            if line.starts_with('#') && has_control(line.as_bytes(), [b'\t']) {
                return None;
            }
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if line.starts_with('[') {
                file.put(std::mem::take(&mut package), place, &mut root)?;
                place = match line {
                    "[[package]]" => Place::Package,
                    "[root]" => Place::Root,
                    "[[patch.unused]]" => Place::Patch,
                    "[metadata]" if !std::mem::replace(&mut metadata, true) => Place::Metadata,
                    _ => return None,
                };
                package.offset = offset;
                continue;
            }
            let (key, value) = key_and_value(line)?;
            let plain = |text: &'t str| lines.plain(text);
            match (place, key) {
                (Place::Top, "version") if file.version.is_none() => {
                    let is_number = value.bytes().all(|byte| byte.is_ascii_digit()) && !value.starts_with('0');
                    let number = Some(value).filter(|value| is_number && !value.is_empty() && value.len() < 10)?;
                    file.version = Some((Stated::Number(number), offset + line.len() - value.len()));
                }
                (Place::Metadata, key) => {
                    let (key, sum) = (plain(key)?.strip_prefix(CHECKSUM)?, plain(value)?);
                    if file.checksums.insert(key, sum).is_some() {
                        return None;
                    }
                }
                (Place::Package | Place::Root | Place::Patch, "dependencies") if package.dependencies.is_none() => {
                    package.dependencies =
                        Some(if value == "[]" { 0..0 } else { lines.list(value, &mut file.wanted)? });
                }
                (Place::Package | Place::Root | Place::Patch, key) => {
                    let field = match key {
                        "name" if package.name.is_empty() => {
                            package.name = plain(value).filter(|name| !name.is_empty())?;
                            continue;
                        }
                        "version" => &mut package.version,
                        "source" => &mut package.source,
                        "checksum" => &mut package.checksum,
                        "replace" => &mut package.replace,
                        _ => return None,
                    };
                    if field.replace(plain(value)?).is_some() {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        file.put(package, place, &mut root)?;
        file.packages.splice(0..0, root);
        file.checksums.retain(|_, sum| *sum != UNKNOWN_SUM);
        Some(file)
    }

    fn put(&mut self, package: Package<'t>, place: Place, root: &mut Option<Package<'t>>) -> Option<()> {
        match place {
            Place::Top | Place::Metadata => return Some(()),
            _ if package.name.is_empty() => return None,
            Place::Package => self.packages.push(package),
            Place::Patch => self.unused_patches.push((Some(package.name), package.offset)),
            Place::Root if root.is_none() => *root = Some(package),
            Place::Root => return None,
        }
        Some(())
    }

    fn note_checksum(&mut self, package: &'t str, sum: &'t str) {
        if sum != UNKNOWN_SUM {
            self.checksums.insert(package, sum);
        }
    }
}

const CHECKSUM: &str = "checksum ";
const UNKNOWN_SUM: &str = "<none>";

fn package<'t>(name: &'t str, table: &'t Table, span: Range<usize>, wanted: &mut Vec<Wanted<'t>>) -> Package<'t> {
    let listed = toml::get(table, "dependencies").and_then(Value::as_array);
    Package {
        name,
        version: toml::text(table, "version"),
        source: toml::text(table, "source"),
        checksum: toml::text(table, "checksum"),
        dependencies: listed.map(|listed| {
            let first = wanted.len();
            wanted.extend(listed.iter().filter_map(|wanted| wanted.get_ref().as_str()).map(Wanted::new));
            first..wanted.len()
        }),
        replace: toml::text(table, "replace"),
        offset: span.start,
    }
}

/// Under which heading a line stands.
#[derive(Clone, Copy)]
enum Place {
    Top,
    Package,
    Root,
    Patch,
    Metadata,
}

/// The lines of a text, without blanks around them, each with its offset.
struct Lines<'t> {
    text: &'t str,
    next: usize,
    /// Somewhere in the text stands a backslash or a control character: texts in quotes need a second look.
    is_odd: bool,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let is_odd = has_control(bytes, *b"\n\t") || memchr::memchr(b'\\', bytes).is_some();
        Self { text, next: 0, is_odd }
    }

    fn step(&mut self) -> Option<(&'t str, usize)> {
        let offset = self.next;
        let rest = self.text.get(offset..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        self.next = offset + length + 1;
        let line = rest.get(..length)?;
        let line = line.strip_suffix('\r').unwrap_or(line);
        let end = line.bytes().rposition(|byte| !is_blank(byte)).map_or(0, |last| last + 1);
        let start = line.bytes().position(|byte| !is_blank(byte)).unwrap_or(end);
        Some((line.get(start..end)?, offset + start))
    }

    /// Adds the texts of a list that has one a line, its bracket read already; which they are.
    fn list(&mut self, opening: &str, texts: &mut Vec<Wanted<'t>>) -> Option<Range<usize>> {
        if opening != "[" {
            return None;
        }
        let first = texts.len();
        loop {
            if let Some(text) = self.member() {
                texts.push(text);
                continue;
            }
            if self.takes("]\n") {
                return Some(first..texts.len());
            }
            match self.step()?.0 {
                "]" => return Some(first..texts.len()),
                // The last one may come without a comma; any other may not.
                line => match line.strip_suffix(',') {
                    Some(text) => texts.push(Wanted::new(self.plain(text)?)),
                    None => {
                        texts.push(Wanted::new(self.plain(line)?));
                        return (self.step()?.0 == "]").then_some(first..texts.len());
                    }
                },
            }
        }
    }

    /// Goes on past a text that comes next as it is written here. Otherwise nothing is read.
    #[inline]
    fn takes(&mut self, written: &str) -> bool {
        let end = self.next + written.len();
        let comes = self.text.as_bytes().get(self.next..end);
        let is_it = comes.is_some_and(|comes| is_same_bytes(comes, written.as_bytes()));
        if is_it {
            self.next = end;
        }
        is_it
    }

    /// A line `key = "text"` of a package in one go, where the package lacks the key. Otherwise nothing is read.
    fn field(&mut self, package: &mut Package<'t>) -> bool {
        let before = self.next;
        if self.takes("name = \"") {
            match self.rest_of_quoted().filter(|name| package.name.is_empty() && !name.is_empty()) {
                Some(name) => package.name = name,
                None => self.next = before,
            }
            return self.next > before;
        }
        let field = if self.takes("version = \"") {
            &mut package.version
        } else if self.takes("source = \"") {
            &mut package.source
        } else if self.takes("checksum = \"") {
            &mut package.checksum
        } else {
            return false;
        };
        match self.rest_of_quoted().filter(|_| field.is_none()) {
            Some(text) => *field = Some(text),
            None => self.next = before,
        }
        self.next > before
    }

    /// `text"` to the end of its line. Otherwise nothing is read.
    #[inline]
    fn rest_of_quoted(&mut self) -> Option<&'t str> {
        let (bytes, start) = (self.text.as_bytes(), self.next);
        if self.is_odd {
            return None;
        }
        let end = either(bytes, start, b'"', b'\n');
        if bytes.get(end..end + 2)? != b"\"\n" {
            return None;
        }
        self.next = end + 2;
        self.text.get(start..end)
    }

    /// A line ` "text",` in one go. Otherwise nothing is read.
    fn member(&mut self) -> Option<Wanted<'t>> {
        let bytes = self.text.as_bytes();
        let start = self.next + 2;
        if self.is_odd || bytes.get(self.next..start)? != b" \"" {
            return None;
        }
        let name_end = first_of(bytes, start, [b' ', b'"', b'\n']);
        let end = if bytes.get(name_end)? == &b' ' { either(bytes, name_end, b'"', b'\n') } else { name_end };
        if bytes.get(end..end + 3)? != b"\",\n" {
            return None;
        }
        self.next = end + 3;
        Some(Wanted { text: self.text.get(start..end)?, name: self.text.get(start..name_end)? })
    }

    /// What stands between quotes, where it needs no second look: no escape, no quote, no control character.
    fn plain(&self, text: &'t str) -> Option<&'t str> {
        let inner = text.strip_prefix('"')?.strip_suffix('"')?;
        if next(inner.as_bytes(), 0, b'"') < inner.len() {
            return None;
        }
        let is_plain = || !has_control(inner.as_bytes(), [b'\t']) && memchr::memchr(b'\\', inner.as_bytes()).is_none();
        (!self.is_odd || is_plain()).then_some(inner)
    }
}

fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

/// The two sides of ` = `: the first one of a line, or the one behind a key in quotes.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let end = match line.strip_prefix('"') {
        Some(quoted) => next(quoted.as_bytes(), 0, b'"') + 2,
        None => next(line.as_bytes(), 0, b' '),
    };
    Some((line.get(..end)?, line.get(end..)?.strip_prefix(" = ")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file, and what each of its packages depends on: the old `[root]` may stand anywhere, so that two readers
    /// that agree may keep dependencies in another order.
    fn told(mut file: File) -> (File, Vec<Option<Vec<Wanted>>>) {
        let spans: Vec<_> = file.packages.iter_mut().map(|package| package.dependencies.take()).collect();
        let wanted = std::mem::take(&mut file.wanted);
        (file, spans.into_iter().map(|span| span.map(|span| wanted[span].to_vec())).collect())
    }

    /// Lines and TOML must say the same wherever both say something.
    fn check(text: &str, by_lines: bool) {
        let lines = File::of_lines(text);
        assert_eq!(lines.is_some(), by_lines, "{text}");
        match (lines, toml::read(text)) {
            (Some(lines), Ok(toml)) => assert_eq!(told(lines), told(File::of_toml(&toml)), "{text}"),
            (Some(_), Err(error)) => panic!("{error}: {text}"),
            (None, _) => {}
        }
    }

    const WHOLE: &str = "# c\nversion = 3\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"s\"\n\
        checksum = \"c\"\ndependencies = [\n \"b\",\n \"c 1.0.0\",\n]\n\n[[package]]\nname = \"b\"\nreplace = \"x\"\n\
        dependencies = []\n\n[root]\nname = \"r\"\nversion = \"0\"\ndependencies = [\n \"a\"\n]\n\n[[patch.unused]]\n\
        name = \"p\"\n\n[metadata]\n\"checksum a 1 (s)\" = \"q\"\n\"checksum b 1 (s)\" = \"<none>\"\n";

    #[test]
    fn lines_say_what_toml_says() {
        check(WHOLE, true);
        check(&WHOLE.replace('\n', "\r\n"), true);
        check("", true);
        check("[[package]]\nname = \"é\"\n  version = \"1\"", true);
    }

    #[test]
    fn what_is_written_otherwise_is_for_toml() {
        for other in [
            "[[package]]\nname='a'\n",
            "[[package]]\nname = \"a\\n\"\n",
            "[[package]]\nname = \"a\" # c\n",
            "[[package]]\nname = \"a\"\nname = \"b\"\n",
            "[[package]]\nname = \"a\"\nversion = 1\n",
            "[[package]]\n",
            "version = 4\nversion = 4\n",
            "version = 04\n",
            "version = \"4\"\n",
            "a = 1\n",
            "[metadata]\n[metadata]\n",
            "[[package]]\nname = \"a\"\ndependencies = [\"b\"]\n",
            "[[package]]\nname = \"a\"\ndependencies = [\n\"b\"\n\"c\"\n]\n",
            "[[package]]\nname = \"a\"\ndependencies = [\n\"b\",\n",
            "[package]\nname = \"a\"\n",
            "name = \"a\"\n",
            "[[package]]\nname = \"a\"\nversion = \"1\"\nversion = \"2\"\n",
            "\u{c}[[package]]\n",
        ] {
            check(other, false);
        }
    }

    #[test]
    fn damaged_lines_are_read_as_toml_reads_them_or_not_at_all() {
        for at in 0..WHOLE.len() {
            for other in ["", "\"", "]", "[", "\n", "\\", "\u{1}", " ", "=", "#", ","] {
                let text = format!("{}{other}{}", &WHOLE[..at], &WHOLE[at + 1..]);
                if let Some(lines) = File::of_lines(&text) {
                    let toml = toml::read(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
                    assert_eq!(told(lines), told(File::of_toml(&toml)), "{text}");
                }
            }
        }
    }
}
