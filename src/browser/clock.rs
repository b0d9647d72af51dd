//! Time: for timings and frames, and the day for decisions that expire. Nothing in the core asks for it.

/// The day it is where the browser is, `2026-11-28`.
pub fn today() -> String {
    let now = js_sys::Date::new_0();
    format!("{:04}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// Milliseconds since the page or the worker began; 0 where there is no clock.
pub fn now() -> f64 {
    let global = js_sys::global();
    let performance = js_sys::Reflect::get(&global, &"performance".into()).ok();
    performance
        .and_then(|value| wasm_bindgen::JsCast::dyn_into::<web_sys::Performance>(value).ok())
        .map_or(0.0, |performance| performance.now())
}
