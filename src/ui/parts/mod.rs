//! Small parts that several screens share. Props in, `Html` out; no state, no rule of the domain.

pub mod bar;
pub mod button;
pub mod choice;
pub mod component_link;
pub mod faces;
pub mod graph_canvas;
pub mod icon;
pub mod meeting;
pub mod modal;
pub mod outward;
pub mod query_field;
pub mod route;
pub mod saved_queries;
pub mod severity;
pub mod term;
