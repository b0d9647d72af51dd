//! Reading: bytes and a name in, a `Document` out. One file per format, two lines here for each.
//!
//! A format is recognised by its content; its name only breaks ties. A parser is a pure function. It
//! keeps going: what it cannot read becomes a `Notice`, and `Err` is for a document that is
//! unreadable as a whole. A format imports the model and `support`, never another format.

mod input;
pub mod packed;
pub mod support;
mod unknown;
mod unsupported;

mod cargo_lock;
mod cargo_metadata;
mod cargo_toml;
mod cyclonedx_json;
mod license_table;
mod npm_package_lock;
mod package_json;
mod pnpm_lock;
mod spdx3_json;
mod spdx_json;
mod spdx_rdf;
mod spdx_tag_value;
mod spdx_xml;
mod spdx_yaml;
mod yarn_berry;
mod yarn_classic;

pub use input::{Input, LARGEST_FILE};

use crate::model::{Document, Manifest, ReadError};

/// One format: how it is called, what it can carry, how it is recognised and read.
pub struct Format {
    /// A stable id, such as `npm-package-lock`.
    pub id: &'static str,
    /// What people call it, such as `npm lockfile`.
    pub title: &'static str,
    /// The heading it is listed under, such as `JavaScript`.
    pub family: &'static str,
    /// Usual file names; `*` stands for anything. They only break ties.
    pub file_names: &'static [&'static str],
    /// The versions it is read in, for the list on screen, such as `1, 2, 3`.
    pub versions: &'static str,
    /// What it can carry at all.
    pub holds: Holds,
    /// Is this document of this format, whatever its version? Looks at content only, and at little of it:
    /// every file is shown to every format. `Input::sketch`, `head` and `tail` are made for this.
    pub identify: fn(&Input) -> bool,
    /// Reads a document of this format.
    pub parse: fn(&Input) -> Result<Document, ReadError>,
    /// What a manifest dropped alongside adds: roots, direct scopes. `None` where it adds nothing.
    pub sharpen: Option<fn(&mut Document, &Manifest)>,
}

impl Format {
    /// Is this one of the format's usual names?
    pub fn has_name(&self, file_name: &str) -> bool {
        self.file_names.iter().any(|usual| match usual.strip_prefix('*') {
            Some(end) => file_name.len() > end.len() && file_name.ends_with(end),
            None => file_name == *usual,
        })
    }
}

/// What the format can carry at all; what a file leaves out is another matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    /// What needs what.
    pub dependencies: bool,
    /// Licences, as stated.
    pub licenses: bool,
    /// Checksums of what is fetched.
    pub hashes: bool,
    /// When a dependency is needed.
    pub scopes: bool,
    /// Known vulnerabilities, or statements about them.
    pub vulnerabilities: bool,
    /// A manifest beside a lockfile (`package.json`): no document of its own.
    pub manifest: bool,
}

impl Holds {
    /// Names and versions at most; the base of every other answer.
    pub const NOTHING: Self = Self {
        dependencies: false,
        licenses: false,
        hashes: false,
        scopes: false,
        vulnerabilities: false,
        manifest: false,
    };
}

/// Every format, in the order in which `identify` asks them.
pub fn all() -> &'static [Format] {
    const ALL: &[Format] = &[
        npm_package_lock::FORMAT,
        yarn_classic::FORMAT,
        yarn_berry::FORMAT,
        pnpm_lock::FORMAT,
        cargo_lock::FORMAT,
        cargo_metadata::FORMAT,
        cyclonedx_json::FORMAT,
        spdx_json::FORMAT,
        spdx_tag_value::FORMAT,
        spdx_yaml::FORMAT,
        spdx_xml::FORMAT,
        spdx_rdf::FORMAT,
        spdx3_json::FORMAT,
        package_json::FORMAT,
        cargo_toml::FORMAT,
        license_table::FORMAT,
    ];
    ALL
}

/// The format with this id.
pub fn by_id(id: &str) -> Option<&'static Format> {
    all().iter().find(|format| format.id == id)
}

/// Which format is this? By content; the name decides only between several that fit.
///
/// # Errors
/// `unsupported-format` where it is a known one that is not read, `unknown-format` where none fits, with
/// what the content looks like; `truncated` or `invalid-json` for JSON too broken to tell.
pub fn identify(input: &Input) -> Result<&'static Format, ReadError> {
    let ask = || all().iter().filter(|format| (format.identify)(input)).collect::<Vec<_>>();
    let mut fitting = ask();
    if fitting.is_empty() && input.look_further() {
        fitting = ask();
    }
    let named = fitting.iter().find(|format| format.has_name(input.file_name()));
    named.or(fitting.first()).copied().ok_or_else(|| match &input.binary {
        Some(error) => error.clone(),
        None => unknown::explain(input),
    })
}

/// Reads one file.
///
/// # Errors
/// Where the bytes are not text, of no known format, or unreadable as a whole.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let input = Input::new(name, bytes)?;
    let format = identify(&input)?;
    (format.parse)(&input)
}

/// Is the file of this path named like one of a known format, perhaps compressed? Of folders and archives, such
/// files are read.
pub fn is_usual_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.strip_suffix(".gz").or(name.strip_suffix(".zst")).unwrap_or(name);
    let fits = |pattern: &&str| match pattern.split_once('*') {
        Some((head, tail)) => name.len() >= head.len() + tail.len() && name.starts_with(head) && name.ends_with(tail),
        None => name == *pattern,
    };
    all().iter().any(|format| format.file_names.iter().any(&fits))
}
