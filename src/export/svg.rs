//! Stub.
use crate::view::scene::{Highlight, Scene};
pub enum SvgTheme {
    Light,
    Dark,
}
pub fn svg(_s: &Scene, _h: &Highlight, _t: SvgTheme, _title: &str, _stamp: &[String]) -> String {
    String::new()
}
