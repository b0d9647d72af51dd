//! The OSADL licence compatibility matrix: may code under an inbound licence go into a work distributed
//! under an outbound licence?
//!
//! Row outbound, column inbound: swapping them gives wrong answers. It speaks of code integrated in one
//! work and says nothing on linking; `compatibility` adds that. The packed one is of `MATRIX_DATE`, CC-BY-4.0, see
//! `THIRD-PARTY-DATA.md`; another may be read from a file by `osadl`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::MATRIX_CREDIT;
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

/// Where a matrix comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The one in the program.
    #[default]
    Packed,
    /// A file took its place.
    File,
    /// The one in the program, with what a file adds or states otherwise.
    Extended,
}

/// A square matrix; the packed one is 121 by 121.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// The licences of the rows and columns, in the order of the source.
    pub names: Vec<String>,
    /// The day of the data, `2026-02-12`, where it is stated.
    pub date: Option<String>,
    pub origin: Origin,
    /// One letter a cell, row by row.
    reasons: Vec<Vec<u8>>,
    row_by_name: BTreeMap<String, Row>,
    /// OSADL's and FSF's words, by outbound and inbound.
    disagreements: BTreeMap<(&'static str, &'static str), (&'static str, &'static str)>,
}

/// The packed matrix, read at first use.
pub fn matrix() -> &'static Matrix {
    static MATRIX: OnceLock<Matrix> = OnceLock::new();
    MATRIX.get_or_init(read)
}

impl Matrix {
    /// Nothing is stated about any pair of these licences yet but that each is itself.
    pub(super) fn unstated(names: Vec<String>, date: Option<String>, origin: Origin) -> Self {
        let row_by_name: BTreeMap<String, Row> =
            names.iter().enumerate().map(|(row, name)| (name.clone(), row)).collect();
        let mut reasons = vec![vec![b'u'; names.len()]; names.len()];
        for (position, row) in reasons.iter_mut().enumerate() {
            if let Some(same) = row.get_mut(position) {
                *same = b's';
            }
        }
        Self { names, date, origin, reasons, row_by_name, disagreements: matrix().disagreements.clone() }
    }

    /// States one cell.
    pub(super) fn state(&mut self, outbound: Row, inbound: Row, reason: char) {
        if let (Some(cell), Ok(letter)) =
            (self.reasons.get_mut(outbound).and_then(|row| row.get_mut(inbound)), u8::try_from(reason))
        {
            *cell = letter;
        }
    }

    /// The row of a licence by its exact name (`GPL-2.0-only WITH Classpath-exception-2.0` is one).
    pub fn row(&self, name: &str) -> Option<Row> {
        self.row_by_name.get(name).copied()
    }

    /// What is said of the pair, and the letter of its reason (see `data/osadl-matrix.tsv`; `N` is a No of a file
    /// that is not in the packed matrix, so its reason is not known).
    pub fn cell(&self, outbound: Row, inbound: Row) -> (Cell, char) {
        let reason = self.reasons.get(outbound).and_then(|row| row.get(inbound)).copied().unwrap_or(b'u');
        let cell = match reason {
            b's' => Cell::Same,
            b'y' | b'p' => Cell::Yes,
            b'l' | b'r' | b'd' => Cell::Check,
            b'n' | b'c' | b'k' | b'q' | b'N' => Cell::No,
            _ => Cell::Unknown,
        };
        (cell, char::from(reason))
    }

    /// OSADL's and FSF's words where one says Yes and the other No; the FSF list speaks of the GNU licences'
    /// `-only` forms, and its entry for GPL-2.0-or-later is an artefact of that, not a disagreement. A cell that a
    /// file states otherwise is none any more.
    pub fn disagreement(&self, outbound: &str, inbound: &str) -> Option<(&'static str, &'static str)> {
        let outbound = match outbound.strip_suffix("-or-later") {
            Some(family) if family.starts_with("GPL-") => format!("{family}-only"),
            _ => outbound.to_owned(),
        };
        if inbound.ends_with("-or-later") {
            return None;
        }
        let cell = self.cell(self.row(&outbound)?, self.row(inbound)?).0.as_str();
        self.disagreements
            .iter()
            .find(|((out, into), _)| *out == outbound && *into == inbound)
            .map(|(_, words)| *words)
            .filter(|(osadl, _)| matches!(*osadl, "Yes" | "No") && *osadl == cell)
    }

    /// Which data this is, for every verdict and report: `OSADL matrix, 2026-02-12`.
    pub fn title(&self) -> String {
        match self.origin {
            Origin::File => format!("OSADL matrix of a file, {}", self.date_words()),
            Origin::Packed | Origin::Extended => format!("OSADL matrix, {}", self.edition()),
        }
    }

    /// The same without the name: `2026-02-12`; `2027-01-31, of a file`.
    pub fn edition(&self) -> String {
        let date = self.date_words();
        match self.origin {
            Origin::Packed => date.to_owned(),
            Origin::File => format!("{date}, of a file"),
            Origin::Extended => format!("{date}, extended by a file"),
        }
    }

    /// The day of the data, or that none is stated.
    pub fn date_words(&self) -> &str {
        self.date.as_deref().unwrap_or("date not stated")
    }

    /// The credit that OSADL asks for, for the page and every report.
    pub fn credit(&self) -> String {
        format!("OSADL licence compatibility matrix, {}. {MATRIX_CREDIT}", self.edition())
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
        'N' => format!("{inbound} does not fit a work under {outbound}"),
        'a' => "The licence text is ambiguous".to_owned(),
        _ => format!("No source states whether {inbound} fits {outbound}"),
    }
}

fn read() -> Matrix {
    let mut matrix = Matrix { date: Some(super::MATRIX_DATE.to_owned()), ..Matrix::default() };
    for row in table(include_str!("data/osadl-matrix.tsv")) {
        if let [name, _, reasons] = row.as_slice() {
            matrix.row_by_name.insert((*name).to_owned(), matrix.names.len());
            matrix.names.push((*name).to_owned());
            matrix.reasons.push(reasons.as_bytes().to_vec());
        }
    }
    for row in table(include_str!("data/disagreements.tsv")) {
        if let [outbound, inbound, osadl, fsf] = row.as_slice() {
            matrix.disagreements.insert((outbound, inbound), (osadl, fsf));
        }
    }
    matrix
}
