//! The envelope of every message: a plain object with a kind, a number and what the kind carries.
//!
//! To the engine: `ask {id, body}`, `open {id, file_id, name, blob}`, `texts {id, bytes}` and
//! `save {id, today, view, closed, ids, blobs}`.
//! To the page: `ready`, `progress {id, body}`, `answer {id, body}`, `saved {id, blob}`, `restored {id, file_id, body, blobs}`,
//! `refused {id, reason}`, `died {reason}`.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::codec;
use super::journal::RequestId;
use crate::engine::{Progress, Request, Response, Restoring};

/// Page to engine.
pub enum ToEngine {
    Ask {
        id: RequestId,
        request: Request,
    },
    Open {
        id: RequestId,
        file_id: u32,
        name: String,
        blob: Blob,
    },
    /// The packed licence texts, once before the first request that wants them.
    Texts {
        id: RequestId,
        bytes: Uint8Array,
    },
    /// Write the workspace as one file.
    Save {
        id: RequestId,
        /// `2026-11-28`.
        today: String,
        /// The page's own, as JSON.
        view: String,
        /// Files inside archives that were closed.
        closed: Vec<u32>,
        /// Every open file, by its id.
        files: Vec<(u32, Blob)>,
    },
}

/// Engine to page.
pub enum ToPage {
    Ready,
    Progress {
        id: RequestId,
        progress: Progress,
    },
    Answer {
        id: RequestId,
        response: Box<Response>,
    },
    /// The workspace as one file.
    Saved {
        id: RequestId,
        blob: Blob,
    },
    /// An opened file is a saved workspace: what to ask for to have it again, and its files in their order.
    Restored {
        id: RequestId,
        file_id: u32,
        restoring: Box<Restoring>,
        blobs: Vec<Blob>,
    },
    /// The message could not be carried out; the engine goes on.
    Refused {
        id: RequestId,
        reason: String,
    },
    /// The engine is about to stop and must be discarded.
    Died {
        reason: String,
    },
}

impl ToEngine {
    pub fn encode(&self) -> Result<JsValue, String> {
        Ok(match self {
            Self::Ask { id, request } => object("ask", &[("id", id.number()), ("body", codec::encode_order(request)?)]),
            Self::Open { id, file_id, name, blob } => object(
                "open",
                &[("id", id.number()), ("file_id", (*file_id).into()), ("name", name.into()), ("blob", blob.into())],
            ),
            Self::Texts { id, bytes } => object("texts", &[("id", id.number()), ("bytes", bytes.into())]),
            Self::Save { id, today, view, closed, files } => object(
                "save",
                &[
                    ("id", id.number()),
                    ("today", today.into()),
                    ("view", view.into()),
                    ("closed", codec::encode_order(closed)?),
                    ("ids", codec::encode_order(&files.iter().map(|(file, _)| *file).collect::<Vec<_>>())?),
                    ("blobs", files.iter().map(|(_, blob)| blob).collect::<Array>().into()),
                ],
            ),
        })
    }

    pub fn decode(value: &JsValue) -> Result<Self, String> {
        let id = id_of(value)?;
        match text_of(value, "kind")?.as_str() {
            "ask" => Ok(Self::Ask { id, request: codec::decode_order(field(value, "body"))? }),
            "open" => Ok(Self::Open {
                id,
                file_id: number_of(value, "file_id")?,
                name: text_of(value, "name")?,
                blob: field(value, "blob").dyn_into().map_err(|_| "a message held no file".to_owned())?,
            }),
            "texts" => {
                let bytes = field(value, "bytes").dyn_into().map_err(|_| "a message held no bytes".to_owned())?;
                Ok(Self::Texts { id, bytes })
            }
            "save" => {
                let ids: Vec<u32> = codec::decode_order(field(value, "ids"))?;
                Ok(Self::Save {
                    id,
                    today: text_of(value, "today")?,
                    view: text_of(value, "view")?,
                    closed: codec::decode_order(field(value, "closed"))?,
                    files: ids.into_iter().zip(blobs_of(value)?).collect(),
                })
            }
            other => Err(format!("unknown message {other:?}")),
        }
    }
}

/// The bytes in a message to the page: they cross without being copied.
pub fn handed_over(value: &JsValue) -> Array {
    field(value, "body").dyn_into::<Uint8Array>().iter().map(Uint8Array::buffer).collect()
}

impl ToPage {
    pub fn encode(&self) -> Result<JsValue, String> {
        Ok(match self {
            Self::Ready => object("ready", &[]),
            Self::Progress { id, progress } => {
                object("progress", &[("id", id.number()), ("body", codec::encode(progress)?)])
            }
            Self::Answer { id, response } => {
                object("answer", &[("id", id.number()), ("body", codec::encode_answer(response)?)])
            }
            Self::Saved { id, blob } => object("saved", &[("id", id.number()), ("blob", blob.into())]),
            Self::Restored { id, file_id, restoring, blobs } => object(
                "restored",
                &[
                    ("id", id.number()),
                    ("file_id", (*file_id).into()),
                    ("body", codec::encode(restoring)?),
                    ("blobs", blobs.iter().collect::<Array>().into()),
                ],
            ),
            Self::Refused { id, reason } => object("refused", &[("id", id.number()), ("reason", reason.into())]),
            Self::Died { reason } => object("died", &[("reason", reason.into())]),
        })
    }

    pub fn decode(value: &JsValue) -> Result<Self, String> {
        match text_of(value, "kind")?.as_str() {
            "ready" => Ok(Self::Ready),
            "progress" => Ok(Self::Progress { id: id_of(value)?, progress: codec::decode(field(value, "body"))? }),
            "answer" => {
                Ok(Self::Answer { id: id_of(value)?, response: Box::new(codec::decode_answer(field(value, "body"))?) })
            }
            "saved" => {
                let blob = field(value, "blob").dyn_into().map_err(|_| "a message held no file".to_owned())?;
                Ok(Self::Saved { id: id_of(value)?, blob })
            }
            "restored" => Ok(Self::Restored {
                id: id_of(value)?,
                file_id: number_of(value, "file_id")?,
                restoring: Box::new(codec::decode(field(value, "body"))?),
                blobs: blobs_of(value)?,
            }),
            "refused" => Ok(Self::Refused { id: id_of(value)?, reason: text_of(value, "reason")? }),
            "died" => Ok(Self::Died { reason: text_of(value, "reason")? }),
            other => Err(format!("unknown message {other:?}")),
        }
    }
}

/// The number of a message, where it has one.
pub fn id_of(value: &JsValue) -> Result<RequestId, String> {
    number_of(value, "id").map(RequestId)
}

fn object(kind: &str, fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    // Setting a field of a fresh plain object cannot fail.
    let _ = Reflect::set(&object, &"kind".into(), &kind.into());
    for (name, value) in fields {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

fn field(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

fn blobs_of(value: &JsValue) -> Result<Vec<Blob>, String> {
    let blobs: Array = field(value, "blobs").dyn_into().map_err(|_| "a message held no files".to_owned())?;
    blobs.iter().map(|blob| blob.dyn_into().map_err(|_| "a message held no file".to_owned())).collect()
}

fn text_of(value: &JsValue, name: &str) -> Result<String, String> {
    field(value, name).as_string().ok_or_else(|| format!("a message held no {name}"))
}

fn number_of(value: &JsValue, name: &str) -> Result<u32, String> {
    field(value, name).as_f64().map(|number| number as u32).ok_or_else(|| format!("a message held no {name}"))
}
