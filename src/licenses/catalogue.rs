//! What is known of each licence and exception of the SPDX list: class, reach, flags, replacement.
//!
//! Read once from two small tables beside this file (`data/licenses.tsv`, `data/exceptions.tsv`), whose
//! headings name their sources. Holds no judgement.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::LicenseClass;

/// The position of a licence in `Catalogue::licenses`.
pub type LicenseId = u16;
/// The position of an exception in `Catalogue::exceptions`.
pub type ExceptionId = u16;

/// One licence of the SPDX list 3.29.0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct License {
    /// The SPDX id as the list spells it.
    pub id: &'static str,
    pub class: LicenseClass,
    /// The finer class of the source, such as `source-available`.
    pub class_detail: &'static str,
    pub reach: Reach,
    /// Has a clause for use over a network (AGPL section 13 and its like).
    pub network: bool,
    /// Has an advertising clause (BSD-4-Clause and its like).
    pub advertising: bool,
    pub osi_approved: bool,
    pub deprecated: bool,
    pub material: Material,
    /// What a deprecated id is called now, as an expression; empty where nothing replaces it.
    pub replacement: &'static str,
}

/// What the copyleft of a licence reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    None,
    File,
    Library,
    ModifiedWork,
    CombinedWork,
}

/// For what a licence was written. Only software licences are judged as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Material {
    Software,
    Document,
    Data,
    Font,
    Hardware,
}

impl Material {
    /// The word in sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Software => "software",
            Self::Document => "documents",
            Self::Data => "data",
            Self::Font => "fonts",
            Self::Hardware => "hardware",
        }
    }
}

/// One exception of the SPDX list 3.29.0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    pub id: &'static str,
    pub effect: Effect,
}

/// What an exception permits (the project's own reading of the texts).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    Linking,
    Output,
    Boundary,
    Gpl2Compatible,
    FossPartner,
    NamedPartner,
    PatentOrCure,
    HardwareWrap,
}

/// Both tables, with look-up by lower-case id.
#[derive(Debug, Default)]
pub struct Catalogue {
    pub licenses: Vec<License>,
    pub exceptions: Vec<Exception>,
    license_by_name: BTreeMap<String, LicenseId>,
    exception_by_name: BTreeMap<String, ExceptionId>,
}

/// The tables, read at first use.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(read)
}

impl Catalogue {
    /// The licence with this id in any case; the placeholder `NOASSERTION` is none.
    pub fn find_license(&self, id: &str) -> Option<LicenseId> {
        self.license_by_name.get(&id.to_ascii_lowercase()).copied()
    }

    /// The exception with this id in any case.
    pub fn find_exception(&self, id: &str) -> Option<ExceptionId> {
        self.exception_by_name.get(&id.to_ascii_lowercase()).copied()
    }

    /// The licence at a position.
    pub fn license(&self, id: LicenseId) -> &License {
        static NOTHING: License = License {
            id: "",
            class: LicenseClass::Unknown,
            class_detail: "unknown",
            reach: Reach::None,
            network: false,
            advertising: false,
            osi_approved: false,
            deprecated: false,
            material: Material::Software,
            replacement: "",
        };
        self.licenses.get(id as usize).unwrap_or(&NOTHING)
    }

    /// The exception at a position.
    pub fn exception(&self, id: ExceptionId) -> &Exception {
        static NOTHING: Exception = Exception { id: "", effect: Effect::HardwareWrap };
        self.exceptions.get(id as usize).unwrap_or(&NOTHING)
    }
}

/// The lines of an embedded table, split at tabs, without its heading.
pub(super) fn table(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t').collect())
}

fn read() -> Catalogue {
    let mut catalogue = Catalogue::default();
    for row in table(include_str!("data/licenses.tsv")) {
        let field = |position: usize| row.get(position).copied().unwrap_or_default();
        let id = field(0);
        let (class, class_detail) = class(field(1));
        if id != "NOASSERTION" {
            catalogue.license_by_name.insert(id.to_ascii_lowercase(), catalogue.licenses.len() as LicenseId);
        }
        catalogue.licenses.push(License {
            id,
            class,
            class_detail,
            reach: match field(2) {
                "f" => Reach::File,
                "l" => Reach::Library,
                "w" => Reach::ModifiedWork,
                "c" => Reach::CombinedWork,
                _ => Reach::None,
            },
            network: field(3).contains('n'),
            advertising: field(3).contains('a'),
            osi_approved: field(3).contains('o'),
            deprecated: field(3).contains('x'),
            material: match field(4) {
                "d" => Material::Document,
                "t" => Material::Data,
                "f" => Material::Font,
                "h" => Material::Hardware,
                _ => Material::Software,
            },
            replacement: field(5),
        });
    }
    for row in table(include_str!("data/exceptions.tsv")) {
        let id = row.first().copied().unwrap_or_default();
        catalogue.exception_by_name.insert(id.to_ascii_lowercase(), catalogue.exceptions.len() as ExceptionId);
        catalogue.exceptions.push(Exception { id, effect: effect(row.get(1).copied().unwrap_or_default()) });
    }
    catalogue
}

fn class(letter: &str) -> (LicenseClass, &'static str) {
    match letter {
        "P" => (LicenseClass::Permissive, "permissive"),
        "W" => (LicenseClass::WeakCopyleft, "weak-copyleft"),
        "S" => (LicenseClass::StrongCopyleft, "strong-copyleft"),
        "N" => (LicenseClass::NetworkCopyleft, "network-copyleft"),
        "D" => (LicenseClass::PublicDomain, "public-domain"),
        "C" => (LicenseClass::Restricted, "non-commercial"),
        "R" => (LicenseClass::Restricted, "restricted-use"),
        "A" => (LicenseClass::Restricted, "source-available"),
        "F" => (LicenseClass::Restricted, "proprietary-free"),
        _ => (LicenseClass::Unknown, "unknown"),
    }
}

fn effect(name: &str) -> Effect {
    match name {
        "linking" => Effect::Linking,
        "output" => Effect::Output,
        "boundary" => Effect::Boundary,
        "gpl2-compat" => Effect::Gpl2Compatible,
        "foss-partner" => Effect::FossPartner,
        "named-partner" => Effect::NamedPartner,
        "patent-or-cure" => Effect::PatentOrCure,
        _ => Effect::HardwareWrap,
    }
}
