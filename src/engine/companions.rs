//! Manifests beside lockfiles: which belongs to which, by folder and family.

use crate::formats;
use crate::view::facts::LoadedFile;

/// Sharpens every lockfile by the manifest that lies in its folder, and notes the pair. Documents are
/// read anew by the caller, so that a removed manifest leaves no trace.
pub fn pair(files: &mut [LoadedFile]) {
    for file in files.iter_mut() {
        file.companion_of = None;
    }
    for manifest in 0..files.len() {
        let Some((family, folder)) = manifest_of(files.get(manifest)) else { continue };
        let target = files.iter().position(|file| {
            file.included
                && folder_of(&file.name) == folder
                && file.content.as_ref().is_ok_and(|read| read.format.sharpen.is_some() && read.format.family == family)
        });
        let Some(target) = target else { continue };
        let declared = files
            .get(manifest)
            .and_then(|file| file.content.as_ref().ok())
            .and_then(|read| read.document.manifest.clone());
        if let (Some(declared), Some(lockfile)) = (declared, files.get_mut(target)) {
            let name = lockfile.name.clone();
            if let Ok(read) = &mut lockfile.content
                && let Some(sharpen) = read.format.sharpen
            {
                sharpen(&mut read.document, &declared);
            }
            if let Some(file) = files.get_mut(manifest) {
                file.companion_of = Some(name);
            }
        }
    }
}

fn manifest_of(file: Option<&LoadedFile>) -> Option<(&'static str, String)> {
    let file = file.filter(|file| file.included)?;
    let read = file.content.as_ref().ok()?;
    let format: &formats::Format = read.format;
    read.document.manifest.as_ref().map(|_| (format.family, folder_of(&file.name)))
}

fn folder_of(name: &str) -> String {
    name.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default()
}
