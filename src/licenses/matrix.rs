//! The OSADL licence compatibility matrix: may code under an inbound licence go into a work distributed
//! under an outbound licence?
//!
//! Row outbound, column inbound: swapping them gives wrong answers. It speaks of code integrated in one
//! work and says nothing on linking; `compatibility` adds that. Data of `MATRIX_DATE`, CC-BY-4.0, see
//! `THIRD-PARTY-DATA.md`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::catalogue::table;

/// The position of a licence among the rows, which are also the columns.
pub type Row = usize;

/// What OSADL says of one pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    Same,
    Yes,
    /// Only under a condition; the reason says which.
    Check,
    /// No statement: missing knowledge, not risk.
    Unknown,
    No,
}

impl Cell {
    /// OSADL's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "Same",
            Self::Yes => "Yes",
            Self::Check => "Check dependency",
            Self::Unknown => "Unknown",
            Self::No => "No",
        }
    }
}

/// The matrix, 121 by 121.
#[derive(Debug, Default)]
pub struct Matrix {
    /// The licences of the rows and columns, in the order of the source.
    pub names: Vec<&'static str>,
    reasons: Vec<&'static [u8]>,
    row_by_name: BTreeMap<&'static str, Row>,
    disagreements: BTreeMap<(&'static str, &'static str), (&'static str, &'static str)>,
}

/// The tables, read at first use.
pub fn matrix() -> &'static Matrix {
    static MATRIX: OnceLock<Matrix> = OnceLock::new();
    MATRIX.get_or_init(read)
}

impl Matrix {
    /// The row of a licence by its exact name (`GPL-2.0-only WITH Classpath-exception-2.0` is one).
    pub fn row(&self, name: &str) -> Option<Row> {
        self.row_by_name.get(name).copied()
    }

    /// What is said of the pair, and the letter of its reason (see `data/osadl-matrix.tsv`).
    pub fn cell(&self, outbound: Row, inbound: Row) -> (Cell, char) {
        let reason = self.reasons.get(outbound).and_then(|row| row.get(inbound)).copied().unwrap_or(b'u');
        let cell = match reason {
            b's' => Cell::Same,
            b'y' | b'p' => Cell::Yes,
            b'l' | b'r' | b'd' => Cell::Check,
            b'n' | b'c' | b'k' | b'q' => Cell::No,
            _ => Cell::Unknown,
        };
        (cell, char::from(reason))
    }

    /// OSADL's and FSF's words where one says Yes and the other No; the FSF list speaks of the GNU licences'
    /// `-only` forms, and its entry for GPL-2.0-or-later is an artefact of that, not a disagreement.
    pub fn disagreement(&self, outbound: &str, inbound: &str) -> Option<(&'static str, &'static str)> {
        let outbound = match outbound.strip_suffix("-or-later") {
            Some(family) if family.starts_with("GPL-") => format!("{family}-only"),
            _ => outbound.to_owned(),
        };
        if inbound.ends_with("-or-later") {
            return None;
        }
        self.disagreements
            .iter()
            .find(|((out, into), _)| *out == outbound && *into == inbound)
            .map(|(_, words)| *words)
            .filter(|(osadl, _)| matches!(*osadl, "Yes" | "No"))
    }
}

/// A reason letter as a sentence about the two licences.
pub fn reason_sentence(reason: char, outbound: &str, inbound: &str) -> String {
    match reason {
        's' => format!("{inbound} is the licence of the work itself"),
        'p' => format!("Neither {inbound} nor {outbound} is a copyleft licence"),
        'y' => format!("{inbound} may go into a work under {outbound}"),
        'n' => format!("{inbound} is explicitly excluded from a work under {outbound}"),
        'c' => format!("{inbound} is a copyleft licence, {outbound} is not"),
        'k' => format!("{inbound} and {outbound} are both copyleft licences and neither permits the other"),
        'q' => format!("{inbound} is a copyleft licence and the text of {outbound} is ambiguous"),
        'l' => format!("{inbound} may be linked with {outbound}, not merged into the same code"),
        'r' => format!("{inbound} must first be relicensed before it goes into a work under {outbound}"),
        'd' => format!("Whether {inbound} fits {outbound} depends on the case"),
        'a' => "The licence text is ambiguous".to_owned(),
        _ => format!("No source states whether {inbound} fits {outbound}"),
    }
}

fn read() -> Matrix {
    let mut matrix = Matrix::default();
    for row in table(include_str!("data/osadl-matrix.tsv")) {
        if let [name, _, reasons] = row.as_slice() {
            matrix.row_by_name.insert(name, matrix.names.len());
            matrix.names.push(name);
            matrix.reasons.push(reasons.as_bytes());
        }
    }
    for row in table(include_str!("data/disagreements.tsv")) {
        if let [outbound, inbound, osadl, fsf] = row.as_slice() {
            matrix.disagreements.insert((outbound, inbound), (osadl, fsf));
        }
    }
    matrix
}
