//! Where the next byte of interest stands: sixteen or eight bytes at a time instead of one by one.

use crate::formats::support::keyed::{finish, mix};
use crate::formats::support::scan::word_at;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;
const SPACES: u64 = 0x2020_2020_2020_2020;

/// The first byte at or after `at` that ends a run of plain text in a string: a quote, a backslash or a control
/// character; the length of the text where there is none.
pub(super) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(pair) = pair_at(bytes, at) {
        let length = plain_of_pair(pair);
        if length < 16 {
            return at + length;
        }
        at += 16;
    }
    let rest = bytes.get(at..).unwrap_or(&[]);
    at + rest.iter().position(|&byte| byte == b'"' || byte == b'\\' || byte < 0x20).unwrap_or(rest.len())
}

/// The same for a key, with its [`quick_hash`](crate::formats::support::keyed::quick_hash) made on the way. A key that ends the text has none.
#[inline]
pub(super) fn key_end(bytes: &[u8], mut at: usize) -> Option<(usize, u64)> {
    let mut hash = 0;
    loop {
        let word = word_at(bytes, at)?;
        let found = ends_plain(word);
        if found != 0 {
            let bits = found.trailing_zeros() & !7;
            return Some((at + (bits / 8) as usize, finish(hash, word & !(u64::MAX << bits), bits)));
        }
        hash = mix(hash, word);
        at += 8;
    }
}

/// The high bit of each byte that ends plain text; bytes after the first such one may err.
#[inline]
fn ends_plain(word: u64) -> u64 {
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let found = (quote.wrapping_sub(ONES) & !quote)
        | (backslash.wrapping_sub(ONES) & !backslash)
        | (word.wrapping_sub(SPACES) & !word);
    found & HIGHS
}

/// How many of sixteen bytes come before the first that ends plain text.
#[cfg(not(target_arch = "wasm32"))]
#[inline]
fn plain_of_pair((low, high): (u64, u64)) -> usize {
    match (ends_plain(low), ends_plain(high)) {
        (0, 0) => 16,
        (0, high) => 8 + (high.trailing_zeros() / 8) as usize,
        (low, _) => (low.trailing_zeros() / 8) as usize,
    }
}

#[cfg(target_arch = "wasm32")]
#[inline]
fn plain_of_pair((low, high): (u64, u64)) -> usize {
    use core::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_lt, u8x16_splat, u64x2, v128_or};
    let bytes = u64x2(low, high);
    let quotes = v128_or(u8x16_eq(bytes, u8x16_splat(b'"')), u8x16_eq(bytes, u8x16_splat(b'\\')));
    let ends = u8x16_bitmask(v128_or(quotes, u8x16_lt(bytes, u8x16_splat(0x20))));
    (u32::from(ends) | 1 << 16).trailing_zeros() as usize
}

/// The first byte at or after `at` that is no space, tab or line end.
pub(super) fn space_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            // Behind a line end stand many spaces or none.
            Some(b'\n') => at = indent_end(bytes, at + 1),
            Some(b' ' | b'\t' | b'\r') => at += 1,
            _ => return at,
        }
    }
}

#[inline]
fn indent_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(word) = word_at(bytes, at) {
        let other = word ^ SPACES;
        if other != 0 {
            return at + (other.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    at
}

#[inline]
fn pair_at(bytes: &[u8], at: usize) -> Option<(u64, u64)> {
    let (low, rest) = bytes.get(at..)?.split_first_chunk::<8>()?;
    Some((u64::from_le_bytes(*low), u64::from_le_bytes(*rest.first_chunk::<8>()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_walk_byte_by_byte_finds() {
        let alphabet = b"\"\\\x1f\x20\x21\x23\x5b\x5d\x7f\x80\xa2\xdc\xff\n\0a";
        let mut state = 7u32;
        let mut bytes = Vec::new();
        for _ in 0..4000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let pick = (state >> 24) as usize;
            bytes.push(if pick < 200 { b'a' } else { alphabet[pick % alphabet.len()] });
        }
        let walk = |from: usize, ends: fn(u8) -> bool| {
            bytes[from..].iter().position(|&byte| ends(byte)).map_or(bytes.len(), |length| from + length)
        };
        for from in 0..=bytes.len() {
            assert_eq!(plain_end(&bytes, from), walk(from, |byte| byte == b'"' || byte == b'\\' || byte < 0x20));
            if let Some((end, hash)) = key_end(&bytes, from) {
                assert_eq!(
                    (end, hash),
                    (plain_end(&bytes, from), crate::formats::support::keyed::quick_hash(&bytes[from..end]))
                );
            }
            assert_eq!(space_end(&bytes, from), walk(from, |byte| !b" \t\r\n".contains(&byte)));
        }
        let blank = b"\n                       \n\t   x";
        assert_eq!(space_end(blank, 0), blank.len() - 1);
    }
}
