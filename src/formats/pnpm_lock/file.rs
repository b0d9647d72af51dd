//! What a lockfile says, as flat lists of borrowed text: all that the components and their dependencies are made from.
//!
//! It is filled from top to bottom (`lines`) or, where a text is written in another way, from its tree (`tree`). Both
//! say the same.

use std::ops::Range;

use crate::model::{Marks, Place};

/// A whole file.
#[derive(Default)]
pub(super) struct File<'t> {
    /// `lockfileVersion`, and where it stands.
    pub version: Option<(Option<&'t str>, Spot)>,
    pub shrinkwrap_version: Option<&'t str>,
    pub has_snapshots: bool,
    pub importers: Vec<Importer<'t>>,
    /// What stands under `packages`.
    pub packages: Vec<Package<'t>>,
    /// What each of `packages` says of itself.
    pub stated: Vec<Stated<'t>>,
    pub snapshots: Vec<Package<'t>>,
    /// What importers, packages and snapshots depend on.
    pub wanted: Vec<Wanted<'t>>,
    /// The names of peers, package by package.
    pub peers: Vec<&'t str>,
}

/// Line and column, both from 1.
#[derive(Clone, Copy, Default)]
pub(super) struct Spot {
    pub line: u32,
    pub column: u32,
}

/// The project, or a workspace.
pub(super) struct Importer<'t> {
    pub path: &'t str,
    pub spot: Spot,
    /// What it needs: at run time, for development, optionally.
    pub wanted: [Span; 3],
}

/// A stretch of [`File::wanted`] or [`File::peers`].
pub(super) type Span = Range<u32>;

/// An entry under `packages` or `snapshots`.
#[derive(Default)]
pub(super) struct Package<'t> {
    pub key: &'t str,
    pub spot: Spot,
    /// `dependencies` and `optionalDependencies`.
    pub wanted: [Span; 2],
    /// `peerDependencies`.
    pub peers: Span,
    pub is_development: bool,
    pub is_optional: bool,
    /// It is for some systems or processors only.
    pub is_for_some: bool,
    pub marks: Marks,
}

/// What an entry under `packages` says of itself.
#[derive(Default)]
pub(super) struct Stated<'t> {
    pub name: Option<&'t str>,
    pub version: Option<&'t str>,
    /// The fields of `resolution`.
    pub kind: Option<&'t str>,
    pub integrity: Option<&'t str>,
    pub repository: Option<&'t str>,
    pub commit: Option<&'t str>,
    pub tarball: Option<&'t str>,
    pub directory: Option<&'t str>,
}

/// A dependency, as its dependent names it.
pub(super) struct Wanted<'t> {
    pub name: &'t str,
    /// A version, an address or a whole key; empty where none is written.
    pub reference: &'t str,
    pub spot: Spot,
}

impl Spot {
    pub fn place(self) -> Place {
        Place::Line { line: self.line, column: self.column }
    }
}

impl<'t> Stated<'t> {
    /// Takes a field of `resolution`.
    pub fn resolve(&mut self, field: &str, text: Option<&'t str>) {
        let field = match field {
            "type" => &mut self.kind,
            "integrity" => &mut self.integrity,
            "repo" => &mut self.repository,
            "commit" => &mut self.commit,
            "tarball" => &mut self.tarball,
            "directory" => &mut self.directory,
            _ => return,
        };
        *field = text;
    }
}

impl<'t> File<'t> {
    /// The dependencies of one stretch.
    pub fn wanted(&self, span: &Span) -> &[Wanted<'t>] {
        self.wanted.get(span.start as usize..span.end as usize).unwrap_or(&[])
    }

    /// The names of a package's peers.
    pub fn peers(&self, span: &Span) -> &[&'t str] {
        self.peers.get(span.start as usize..span.end as usize).unwrap_or(&[])
    }
}

/// How much there is, as the end of a [`Span`].
pub(super) fn end<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}
