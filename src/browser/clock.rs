//! Time, for timings and frames only: nothing in the core may depend on it.

/// Milliseconds since the page or the worker began; 0 where there is no clock.
pub fn now() -> f64 {
    let global = js_sys::global();
    let performance = js_sys::Reflect::get(&global, &"performance".into()).ok();
    performance
        .and_then(|value| wasm_bindgen::JsCast::dyn_into::<web_sys::Performance>(value).ok())
        .map_or(0.0, |performance| performance.now())
}
