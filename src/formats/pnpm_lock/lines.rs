//! A lockfile's flat lists from its text, read once from top to bottom, where it is written as pnpm writes it.

use super::file::{File, Importer, Package, Span, Spot, Stated, Wanted, end};
use crate::formats::support::yaml::pull::{Found, Key, LineReader};

/// What one thing takes in a file of usual shape, in bytes; only to make room at once.
const BYTES_PER_PACKAGE: usize = 256;
const BYTES_PER_WANTED: usize = 64;

impl<'t> File<'t> {
    /// Everything that a text says; `None` where it takes the tree to tell.
    pub fn of_lines(text: &'t str) -> Option<Self> {
        let mut reader = LineReader::new(text)?;
        let mut file = Self::default();
        file.wanted.reserve(text.len() / BYTES_PER_WANTED);
        file.packages.reserve(text.len() / BYTES_PER_PACKAGE);
        file.stated.reserve(text.len() / BYTES_PER_PACKAGE);
        let (mut first, mut has_importers) = (None, false);
        let mut own = [0..0, 0..0, 0..0];
        reader.map(|reader, key| {
            first.get_or_insert(spot(key));
            match key.text {
                "lockfileVersion" => {
                    let Found::Text(version) = reader.value(key)? else { return None };
                    file.version = Some((Some(version), Spot { line: key.line, column: key.value_column() }));
                }
                "shrinkwrapVersion" => file.shrinkwrap_version = reader.text(key)?,
                "importers" => has_importers = file.take_importers(reader, key)?,
                "packages" => file.take_packages(reader, key)?,
                "snapshots" => {
                    file.has_snapshots = true;
                    file.snapshots.reserve(file.packages.len());
                    file.take_snapshots(reader, key)?;
                }
                section => match section_of_importer(section) {
                    Some(at) => *own.get_mut(at)? = file.take_wanted(reader, key)?,
                    None => reader.skip(key)?,
                },
            }
            Some(())
        })?;
        if !has_importers {
            file.importers.push(Importer { path: ".", spot: first?, wanted: own });
        }
        Some(file)
    }

    /// Are there any importers, even none?
    fn take_importers(&mut self, reader: &mut LineReader<'t>, key: Key<'t>) -> Option<bool> {
        match reader.value(key)? {
            Found::Map => reader.map(|reader, key| {
                let mut wanted = [0..0, 0..0, 0..0];
                each_field(reader, key, |reader, field| {
                    match section_of_importer(field.text) {
                        Some(at) => *wanted.get_mut(at)? = self.take_wanted(reader, field)?,
                        None => reader.skip(field)?,
                    }
                    Some(())
                })?;
                self.importers.push(Importer { path: key.text, spot: spot(key), wanted });
                Some(())
            })?,
            Found::Nothing => return Some(false),
            _ => return None,
        }
        Some(true)
    }

    fn take_packages(&mut self, reader: &mut LineReader<'t>, key: Key<'t>) -> Option<()> {
        each_field(reader, key, |reader, key| {
            let mut package = Package { key: key.text, spot: spot(key), ..Package::default() };
            let mut stated = Stated::default();
            each_field(reader, key, |reader, field| {
                match field.text {
                    "name" => stated.name = reader.text(field)?,
                    "version" => stated.version = reader.text(field)?,
                    "resolution" => take_resolution(reader, field, &mut stated)?,
                    _ => self.take_field(reader, field, &mut package)?,
                }
                Some(())
            })?;
            self.packages.push(package);
            self.stated.push(stated);
            Some(())
        })
    }

    fn take_snapshots(&mut self, reader: &mut LineReader<'t>, key: Key<'t>) -> Option<()> {
        each_field(reader, key, |reader, key| {
            let mut package = Package { key: key.text, spot: spot(key), ..Package::default() };
            each_field(reader, key, |reader, field| self.take_field(reader, field, &mut package))?;
            self.snapshots.push(package);
            Some(())
        })
    }

    fn take_field(&mut self, reader: &mut LineReader<'t>, field: Key<'t>, package: &mut Package<'t>) -> Option<()> {
        let [dependencies, optional] = &mut package.wanted;
        match field.text {
            "dependencies" => *dependencies = self.take_wanted(reader, field)?,
            "optionalDependencies" => *optional = self.take_wanted(reader, field)?,
            "dev" => package.is_development = reader.text(field)? == Some("true"),
            "optional" => package.is_optional = reader.text(field)? == Some("true"),
            "peerDependencies" => {
                let start = end(&self.peers);
                each_field(reader, field, |reader, peer| {
                    self.peers.push(peer.text);
                    reader.skip(peer)
                })?;
                package.peers = start..end(&self.peers);
            }
            "requiresBuild" => package.marks.install_script = reader.text(field)? == Some("true"),
            "deprecated" => {
                package.marks.deprecated = true;
                reader.skip(field)?;
            }
            other => {
                package.is_for_some |= matches!(other, "os" | "cpu" | "libc");
                reader.skip(field)?;
            }
        }
        Some(())
    }

    fn take_wanted(&mut self, reader: &mut LineReader<'t>, section: Key<'t>) -> Option<Span> {
        let start = end(&self.wanted);
        each_field(reader, section, |reader, key| {
            let reference = match reader.value(key)? {
                Found::Text(text) => text,
                Found::Nothing => "",
                Found::Map => {
                    let mut version = None;
                    reader.map(|reader, field| match field.text {
                        "version" => reader.text(field).map(|text| version = text),
                        _ => reader.skip(field),
                    })?;
                    version.unwrap_or("")
                }
                Found::Flow(at) => {
                    let mut version = "";
                    reader.flow_map(key, at, |name, text| {
                        if name == "version" {
                            version = text;
                        }
                    })?;
                    version
                }
                Found::Other => return None,
            };
            self.wanted.push(Wanted { name: key.text, reference, spot: spot(key) });
            Some(())
        })?;
        Some(start..end(&self.wanted))
    }
}

fn take_resolution<'t>(reader: &mut LineReader<'t>, key: Key<'t>, stated: &mut Stated<'t>) -> Option<()> {
    match reader.value(key)? {
        Found::Flow(at) => reader.flow_map(key, at, |name, text| stated.resolve(name, Some(text))),
        Found::Map => reader.map(|reader, field| {
            let text = reader.text(field)?;
            stated.resolve(field.text, text);
            Some(())
        }),
        Found::Nothing | Found::Text(_) => Some(()),
        Found::Other => None,
    }
}

/// Visits the fields of a block map. What is no map has none; one on the key's line has to be empty.
fn each_field<'t>(
    reader: &mut LineReader<'t>,
    key: Key<'t>,
    visit: impl FnMut(&mut LineReader<'t>, Key<'t>) -> Option<()>,
) -> Option<()> {
    match reader.value(key)? {
        Found::Map => reader.map(visit),
        Found::Flow(at) => {
            let mut is_empty = true;
            reader.flow_map(key, at, |_, _| is_empty = false)?;
            is_empty.then_some(())
        }
        Found::Nothing | Found::Text(_) => Some(()),
        Found::Other => None,
    }
}

/// Which of an importer's three lists is it?
fn section_of_importer(section: &str) -> Option<usize> {
    ["dependencies", "devDependencies", "optionalDependencies"].iter().position(|known| *known == section)
}

fn spot(key: Key) -> Spot {
    Spot { line: key.line, column: key.column }
}
