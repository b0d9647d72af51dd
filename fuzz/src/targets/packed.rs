//! What holds other files.

use lockscope::formats::packed::{self, Budget};

/// Bytes that may come out of one input.
const MOST_OUT: usize = 4 * 1024 * 1024;

/// Archives of any kind in each other: never more out than the budget allows.
pub fn archives(bytes: &[u8]) {
    let (mut files, mut out) = (0usize, 0usize);
    let opened = packed::unpack("unknown", bytes, Budget::new(MOST_OUT), &mut |name, bytes| {
        assert!(!name.is_empty(), "a file without a name");
        files += 1;
        out += bytes.len();
    });
    assert!(out <= MOST_OUT + bytes.len(), "{out} bytes came out");
    if let Some(Err(error)) = opened {
        assert!(!error.message.is_empty());
    }
    let _ = files;
}
