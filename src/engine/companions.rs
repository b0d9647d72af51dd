//! Manifests beside lockfiles: which belongs to which, by folder and family.

use std::collections::{BTreeMap, HashSet};

use crate::formats::Format;
use crate::model::{Document, Manifest};
use crate::view::facts::{LoadedFile, folder_of};

/// Lockfiles of whole workspaces, which find a manifest's own package by its name or add a root for it: to
/// these belong also manifests in folders below that have no lockfile of their own.
const OF_WORKSPACES: [&str; 4] = ["cargo-lock", "uv-lock", "yarn-berry", "yarn-classic"];

/// Sharpens lockfiles by the manifests that belong to them, and notes the pairs. `originals` keeps, by
/// file, what each sharpened document was before: a removed manifest leaves no trace.
pub fn pair(files: &mut [LoadedFile], originals: &mut BTreeMap<u32, Document>) {
    for file in files.iter_mut() {
        file.companion_of.clear();
        if let (Ok(read), Some(original)) = (&mut file.content, originals.remove(&file.id)) {
            read.document = original;
        }
    }
    originals.clear();
    let folders = lockfile_folders(files);
    for position in 0..files.len() {
        let Some((family, manifest)) = manifest_of(files.get(position)) else { continue };
        let folder = files.get(position).map(|file| folder_of(&file.name).to_owned()).unwrap_or_default();
        let targets = targets(files, &folders, family, &folder, &manifest);
        let mut sharpened = Vec::new();
        for lockfile in targets {
            let Some(LoadedFile { id, name, content: Ok(read), .. }) = files.get_mut(lockfile) else { continue };
            if let Some(sharpen) = read.format.sharpen {
                originals.entry(*id).or_insert_with(|| read.document.clone());
                sharpen(&mut read.document, &manifest);
                sharpened.push(name.clone());
            }
        }
        if let Some(file) = files.get_mut(position) {
            file.companion_of = sharpened;
        }
    }
}

/// Lockfiles that can be sharpened, by family and folder.
type Folders = BTreeMap<(&'static str, String), Vec<usize>>;

fn lockfile_folders(files: &[LoadedFile]) -> Folders {
    let mut folders = Folders::new();
    for (position, file) in files.iter().enumerate().filter(|(_, file)| file.included) {
        if let Some(format) = format_of(file).filter(|format| format.sharpen.is_some()) {
            folders.entry((format.family, folder_of(&file.name).to_owned())).or_default().push(position);
        }
    }
    folders
}

/// The lockfiles of the manifest's folder; where there are none, those of the nearest folder above that are of
/// a whole workspace and know the manifest's package or what it asks for.
fn targets(
    files: &[LoadedFile],
    folders: &Folders,
    family: &'static str,
    folder: &str,
    manifest: &Manifest,
) -> Vec<usize> {
    if let Some(beside) = folders.get(&(family, folder.to_owned())) {
        return beside.clone();
    }
    let mut above = folder;
    while !above.is_empty() {
        above = folder_of(above);
        let Some(found) = folders.get(&(family, above.to_owned())) else { continue };
        let fits = |position: &&usize| {
            files
                .get(**position)
                .and_then(|file| file.content.as_ref().ok())
                .is_some_and(|read| OF_WORKSPACES.contains(&read.format.id) && knows(&read.document, manifest))
        };
        return found.iter().filter(fits).copied().collect();
    }
    Vec::new()
}

fn knows(document: &Document, manifest: &Manifest) -> bool {
    let is_member =
        document.components.iter().any(|component| component.own && Some(&component.name) == manifest.name.as_ref());
    is_member || {
        let asked: HashSet<String> =
            manifest.dependencies.iter().map(|wanted| format!("{}@{}", wanted.name, wanted.requirement)).collect();
        document.requests.iter().any(|(request, _)| asked.contains(request))
    }
}

fn manifest_of(file: Option<&LoadedFile>) -> Option<(&'static str, Manifest)> {
    let file = file.filter(|file| file.included)?;
    let read = file.content.as_ref().ok()?;
    read.document.manifest.clone().map(|manifest| (read.format.family, manifest))
}

fn format_of(file: &LoadedFile) -> Option<&'static Format> {
    file.content.as_ref().ok().map(|read| read.format)
}
