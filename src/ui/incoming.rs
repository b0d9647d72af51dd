//! What of the files that came in is opened, and what is said of the rest.

use std::collections::BTreeMap;

use yew::Callback;

use super::hooks::drop::Incoming;
use super::hooks::engine::Engine;
use crate::browser::files::PickedFile;
use crate::session::Action;
use crate::view::files::{is_installed_folder, is_installed_manifest, is_usual_name};
use crate::view::words::count;

/// Takes files in: all that were dropped one by one, of folders only those with a usual name.
pub fn take_in((picked, mut left_out): Incoming, engine: &Engine, act: &Callback<Action>) {
    let (installed, picked) = installed_folders(picked);
    let is_wanted = |file: &PickedFile| !file.path.contains('/') || is_usual_name(&file.path);
    let (mut wanted, passed): (Vec<PickedFile>, Vec<PickedFile>) = picked.into_iter().partition(is_wanted);
    wanted.extend(installed);
    if !passed.is_empty() {
        left_out.insert(
            0,
            format!("{} of the folder passed over: not named like a lockfile or SBOM", count(passed.len(), "file")),
        );
    }
    if wanted.is_empty() && left_out.is_empty() {
        left_out.push("Nothing to read was in it".to_owned());
    }
    if !left_out.is_empty() {
        act.emit(Action::Say(some_of(&left_out)));
    }
    if !wanted.is_empty() {
        engine.open(wanted);
    }
}

/// The first few sentences, and how many more there are: a workspace may have a hundred folders to skip.
fn some_of(sentences: &[String]) -> String {
    const TOLD: usize = 6;
    let mut told = sentences.iter().take(TOLD).cloned().collect::<Vec<_>>();
    if sentences.len() > TOLD {
        told.push(format!("And {} more", sentences.len() - TOLD));
    }
    told.join(". ")
}

/// Of picked folders of installed code, the manifests, each folder as one archive; and all other files.
fn installed_folders(picked: Vec<PickedFile>) -> (Vec<PickedFile>, Vec<PickedFile>) {
    let mut folders: BTreeMap<String, Vec<PickedFile>> = BTreeMap::new();
    let mut others = Vec::new();
    for file in picked {
        match file.path.split_once('/').filter(|(folder, _)| is_installed_folder(folder)) {
            Some((folder, _)) if is_installed_manifest(&file.path) => {
                folders.entry(folder.to_owned()).or_default().push(file);
            }
            Some(_) => {}
            None => others.push(file),
        }
    }
    let archive = |(folder, files): (String, Vec<PickedFile>)| PickedFile::archive(&folder, &files);
    (folders.into_iter().filter_map(archive).collect(), others)
}
