//! A matrix that somebody drops on the page: OSADL's own files, newer than the packed one, and flict's additions to it.
//!
//! Reads text, judges nothing. OSADL's prose is left out: where the packed matrix says the same of a pair, its reason
//! is kept, elsewhere the verdict stands alone. Sources: OSADL checklists, "Access to raw data" (`matrixseqexpl.json`,
//! `matrixseq.json`, `matrixexpl.json`, `matrix.json`); flict, `osadl_additional_licenses`.

use serde_json::{Map, Value};

use super::data_age::date_of;
use super::matrix::{Cell, Matrix, Origin, matrix};
use crate::model::{Place, ReadError};

/// The longest file that is read, in bytes; OSADL's longest of 2026 has 3.7 million.
pub const MATRIX_BYTES_LIMIT: usize = 16 * 1024 * 1024;
/// The most licences a file may name; OSADL's of 2026 has 121.
pub const MATRIX_LICENSES_LIMIT: usize = 2_000;
/// The longest name of a licence, in bytes.
pub const MATRIX_NAME_LIMIT: usize = 200;

/// One statement: outbound, inbound, verdict.
type Statement<'a> = (&'a str, &'a str, Cell);

/// Reads a matrix. A file of OSADL takes the place of the packed matrix, with its own date; one of flict is laid over
/// the packed one. What a file does not state is unknown.
///
/// # Errors
/// Too long, no JSON, of another shape, a verdict that is none of OSADL's, too many or too long names: with the place.
pub fn read_osadl(text: &str) -> Result<Matrix, ReadError> {
    if text.len() > MATRIX_BYTES_LIMIT {
        let message = format!("The file has {} bytes; at most {MATRIX_BYTES_LIMIT} are read", text.len());
        return Err(refused("matrix-too-long", message, None));
    }
    let root: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|fault| {
        refused("invalid-json", format!("The file is not JSON: {fault}"), Some(place(text, &fault)))
    })?;
    let Value::Object(root) = &root else {
        return Err(refused("not-a-matrix", "The file holds no JSON object", None));
    };
    if let Some(additions) = root.get("osadl_additional_licenses") {
        let Value::Object(rows) = additions else {
            return Err(wrong("osadl_additional_licenses", "is no object of outbound licences"));
        };
        return extended(&of_map(rows, "osadl_additional_licenses.")?);
    }
    let statements = match root.get("licenses") {
        Some(Value::Array(rows)) => of_list(rows)?,
        Some(_) => return Err(wrong("licenses", "is no list")),
        None => of_map(root, "")?,
    };
    if statements.is_empty() {
        let message = "The file states no pair of licences: neither “licenses” nor outbound licences are in it";
        return Err(refused("not-a-matrix", message, None));
    }
    let date = root.get("timestamp").and_then(Value::as_str).and_then(date_of).map(str::to_owned);
    let mut names = Vec::new();
    add_names(&mut names, &statements)?;
    let mut read = Matrix::unstated(names, date, Origin::File);
    state(&mut read, &statements);
    Ok(read)
}

/// The packed matrix with what a file states.
fn extended(statements: &[Statement<'_>]) -> Result<Matrix, ReadError> {
    let packed = matrix();
    let mut names = packed.names.clone();
    add_names(&mut names, statements)?;
    let mut read = Matrix::unstated(names, packed.date.clone(), Origin::Extended);
    for outbound in 0..packed.names.len() {
        for inbound in 0..packed.names.len() {
            read.state(outbound, inbound, packed.cell(outbound, inbound).1);
        }
    }
    state(&mut read, statements);
    Ok(read)
}

fn add_names(names: &mut Vec<String>, statements: &[Statement<'_>]) -> Result<(), ReadError> {
    let mut known: std::collections::BTreeSet<String> = names.iter().cloned().collect();
    for name in statements.iter().flat_map(|(outbound, inbound, _)| [*outbound, *inbound]) {
        if !known.contains(name) {
            if known.len() >= MATRIX_LICENSES_LIMIT {
                let message = format!("The file names more than {MATRIX_LICENSES_LIMIT} licences");
                return Err(refused("matrix-too-long", message, Some(Place::Path(name.to_owned()))));
            }
            known.insert(name.to_owned());
            names.push(name.to_owned());
        }
    }
    Ok(())
}

fn state(read: &mut Matrix, statements: &[Statement<'_>]) {
    let packed = matrix();
    for (outbound, inbound, cell) in statements {
        let known = packed.row(outbound).zip(packed.row(inbound)).map(|(row, column)| packed.cell(row, column));
        let reason = match (known, cell) {
            (Some((said, reason)), cell) if said == *cell => reason,
            (_, Cell::Same) => 's',
            (_, Cell::Yes) => 'y',
            (_, Cell::Check) => 'd',
            (_, Cell::Unknown) => 'u',
            (_, Cell::No) => 'N',
        };
        if let (Some(row), Some(column)) = (read.row(outbound), read.row(inbound)) {
            read.state(row, column, reason);
        }
    }
}

/// `[{ "name": outbound, "compatibilities": [{ "name": inbound, "compatibility": verdict }] }]`.
fn of_list(rows: &[Value]) -> Result<Vec<Statement<'_>>, ReadError> {
    let mut statements = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let path = format!("licenses[{at}]");
        let outbound = name_of(row.get("name"), &path)?;
        let Some(Value::Array(cells)) = row.get("compatibilities") else {
            return Err(wrong(&format!("{path}.compatibilities"), "is no list"));
        };
        for (at, cell) in cells.iter().enumerate() {
            let path = format!("{path}.compatibilities[{at}]");
            statements.push((outbound, name_of(cell.get("name"), &path)?, verdict(cell.get("compatibility"), &path)?));
        }
    }
    Ok(statements)
}

/// `{ outbound: { inbound: verdict } }`, the verdict a text or `{ "compatibility": verdict }`.
fn of_map<'a>(rows: &'a Map<String, Value>, before: &str) -> Result<Vec<Statement<'a>>, ReadError> {
    let mut statements = Vec::new();
    for (outbound, row) in rows {
        // Beside the licences stand `timestamp` and `timeformat`.
        let Value::Object(cells) = row else { continue };
        let path = format!("{before}{outbound}");
        short(outbound, &path)?;
        for (inbound, cell) in cells {
            let path = format!("{path}.{inbound}");
            short(inbound, &path)?;
            let cell = verdict(cell.get("compatibility").or(Some(cell)), &path)?;
            statements.push((outbound.as_str(), inbound.as_str(), cell));
        }
    }
    Ok(statements)
}

fn name_of<'a>(value: Option<&'a Value>, path: &str) -> Result<&'a str, ReadError> {
    let name = value.and_then(Value::as_str).map(str::trim).filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| wrong(&format!("{path}.name"), "is no name of a licence"))?;
    short(name, path)?;
    Ok(name)
}

fn short(name: &str, path: &str) -> Result<(), ReadError> {
    if name.len() > MATRIX_NAME_LIMIT {
        return Err(wrong(path, &format!("has a name of more than {MATRIX_NAME_LIMIT} bytes")));
    }
    Ok(())
}

fn verdict(value: Option<&Value>, path: &str) -> Result<Cell, ReadError> {
    match value.and_then(Value::as_str).unwrap_or_default().trim() {
        "Same" => Ok(Cell::Same),
        "Yes" => Ok(Cell::Yes),
        "No" => Ok(Cell::No),
        "Unknown" => Ok(Cell::Unknown),
        "Check dependency" | "Check" => Ok(Cell::Check),
        _ => Err(wrong(path, "is none of Same, Yes, No, Unknown and Check dependency")),
    }
}

fn wrong(path: &str, what: &str) -> ReadError {
    // A path holds names of the file, as long as it likes.
    let path: String = path.chars().take(300).collect();
    refused("not-a-matrix", format!("The file is no licence matrix: a value {what}"), Some(Place::Path(path)))
}

fn refused(code: &str, message: impl Into<String>, place: Option<Place>) -> ReadError {
    let advice = "Get matrixseqexpl.json or matrix.json from OSADL's checklists, or correct the file";
    ReadError::new(code, message, place, advice)
}

fn place(text: &str, fault: &serde_json::Error) -> Place {
    let line = text.lines().nth(fault.line().saturating_sub(1)).unwrap_or_default();
    let before = line.get(..fault.column().saturating_sub(1).min(line.len())).unwrap_or(line);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Place::Line { line: number(fault.line().max(1)), column: number(before.chars().count() + 1) }
}
