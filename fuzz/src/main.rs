//! One program for all targets: `LOCKSCOPE_FUZZ` names the one that runs. Started by `cargo xtask fuzz`.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

mod targets;

static TARGET: LazyLock<targets::Target> = LazyLock::new(|| {
    let name = std::env::var("LOCKSCOPE_FUZZ").unwrap_or_default();
    targets::by_name(&name).unwrap_or_else(|| {
        let names: Vec<&str> = targets::all().iter().map(|target| target.name).collect();
        eprintln!("LOCKSCOPE_FUZZ names no target; targets: {}", names.join(" "));
        std::process::exit(2)
    })
});

fuzz_target!(|bytes: &[u8]| {
    TARGET.run(bytes);
});
