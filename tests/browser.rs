//! What only a browser can show, run in headless Chromium (`cargo xtask test browser`).
//!
//! Whole screens and the sealed page are tested from outside, in `tests/e2e`.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use lockscope::browser::{clock, files, hash, media, settings};
use lockscope::formats::support::scan::{all_hexadecimal, all_plain, either, has_control};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn pasted_text_is_a_file_with_the_same_text() {
    let pasted = files::PickedFile::from_text("pasted text", "naïve — ✓").unwrap();
    assert_eq!(pasted.path, "pasted text");
    assert_eq!(pasted.size(), 14.0);
    assert_eq!(files::read_text(&pasted.blob).await.unwrap(), "naïve — ✓");
}

#[wasm_bindgen_test]
fn a_setting_is_kept_and_a_large_one_is_not() {
    settings::save("test", "dark").unwrap();
    assert_eq!(settings::load("test").as_deref(), Some("dark"));
    assert_eq!(settings::save("test", &"x".repeat(settings::LONGEST + 1)), None);
    assert_eq!(settings::load("test").as_deref(), Some("dark"));
    settings::remove("test").unwrap();
    assert_eq!(settings::load("test"), None);
}

#[wasm_bindgen_test]
fn the_hash_says_what_was_put_there() {
    hash::replace("view=graph&selected=a b").unwrap();
    assert_eq!(hash::read(), "view=graph&selected=a b");
}

#[wasm_bindgen_test]
fn time_passes_and_preferences_can_be_asked() {
    let begun = clock::now();
    assert!(begun > 0.0);
    media::prefers(media::Preference::ReducedMotion);
    assert!(media::pixel_ratio() > 0.0);
    assert!(clock::now() >= begun);
}

/// Here sixteen bytes are looked at in one go, outside a browser eight.
#[wasm_bindgen_test]
fn many_bytes_in_one_go_say_what_a_walk_says() {
    let mut bytes = vec![b'a'; 70];
    for other in [b'"', b' ', 0x7f, 0xc3, 0, b':', b'/', b'0', b'9', b'@', b'F', b'G', b'`', b'f', b'g'] {
        for place in 0..bytes.len() {
            bytes[place] = other;
            for from in 0..=bytes.len() {
                let walk = bytes.iter().skip(from).position(|byte| matches!(byte, b'"' | b':'));
                assert_eq!(either(&bytes, from, b'"', b':'), walk.map_or(bytes.len(), |length| from + length));
                let plain = bytes[from..].iter().all(|byte| byte.is_ascii_graphic() && *byte != b':');
                assert_eq!(all_plain(&bytes[from..], [b':']), plain, "{other} at {place} from {from}");
                let control = bytes[from..].iter().any(|byte| matches!(byte, 0 | 0x7f));
                assert_eq!(has_control(&bytes[from..], [b'\n']), control, "{other} at {place} from {from}");
                let hexadecimal = bytes[from..].iter().all(u8::is_ascii_hexdigit);
                assert_eq!(all_hexadecimal(&bytes[from..]), hexadecimal, "{other} at {place} from {from}");
            }
            bytes[place] = b'a';
        }
    }
}
