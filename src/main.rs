//! The one binary that is both page and engine: it asks which global scope it wakes up in.

#[cfg(target_arch = "wasm32")]
fn main() {
    match lockscope::worker::boot::engine_scope() {
        Some(scope) => lockscope::worker::boot::start(scope),
        None => lockscope::ui::start(),
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Lockscope is a web page: run `cargo xtask serve`.");
    std::process::exit(2);
}
