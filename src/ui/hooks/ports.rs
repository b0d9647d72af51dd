//! The two doors of every component: change the session, or ask something of the engine or browser.

use yew::prelude::*;

use super::workspace_file::Restore;
use crate::engine::{CopyFormat, ExportFormat};
use crate::licenses::decisions::Decision;
use crate::session::{Action, SavedView};

/// What a component may ask for beyond a change of the session.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    PickFiles,
    PickFolder,
    /// Text that was pasted or typed in.
    OpenText {
        name: String,
        text: String,
    },
    Sample(usize),
    Remove(u32),
    Include(u32, bool),
    /// Stop what is running; files that were read stay.
    Cancel,
    Export(ExportFormat),
    /// The picture as drawn, as PNG of so many device pixels for each CSS pixel.
    ExportPng(u8),
    /// How a query may go on.
    Complete(String),
    Copy(u32, CopyFormat),
    /// The page on one component, as Markdown.
    CopyEvaluation(u32),
    CopyFinding(usize),
    Decide(Box<Decision>),
    Withdraw(Box<Decision>),
    /// Rules to judge by, as text.
    UsePolicy(String),
    ClearPolicy,
    /// The rules that hold, by the id of a format.
    SavePolicy(String),
    /// All decisions as the file one hands over.
    SaveRecord,
    /// All that is loaded, and how it is looked at, as one file.
    SaveWorkspace(Box<SavedView>),
    /// What is to become of a saved workspace beside loaded files.
    Restore(Restore),
    CopyText(String),
    /// What could be saved, as text for the clipboard.
    CopyExport(ExportFormat),
    /// Text that the page holds itself: the file's name, and the text.
    SaveText(String, String),
    Print,
    SaveApp,
}

/// The doors, handed down by context.
#[derive(Clone, PartialEq)]
pub struct Ports {
    pub act: Callback<Action>,
    pub ask: Callback<Ask>,
}

impl Ports {
    /// A press that changes the session.
    pub fn on_act(&self, action: Action) -> Callback<MouseEvent> {
        self.act.reform(move |_: MouseEvent| action.clone())
    }

    /// A press that asks for something.
    pub fn on_ask(&self, ask: Ask) -> Callback<MouseEvent> {
        self.ask.reform(move |_: MouseEvent| ask.clone())
    }
}

/// The ports of the app this component is in. Outside of one they lead nowhere.
#[hook]
pub fn use_ports() -> Ports {
    use_context::<Ports>().unwrap_or(Ports { act: Callback::noop(), ask: Callback::noop() })
}
