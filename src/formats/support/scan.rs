//! Where the next byte of interest stands, eight bytes at a time, in WebAssembly sixteen: for stretches too short for
//! `memchr` to pay.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The first place at or after `at` where one of these bytes stands; the length of the text where none does.
#[inline]
pub fn first_of<const COUNT: usize>(bytes: &[u8], mut at: usize, wanted: [u8; COUNT]) -> usize {
    #[cfg(target_arch = "wasm32")]
    match sixteen::first(bytes, at, |sixteen| sixteen::any_of(sixteen, wanted)) {
        Ok(found) => return found,
        Err(rest) => at = rest,
    }
    let words = wanted.map(|byte| ONES.wrapping_mul(u64::from(byte)));
    while let Some(word) = word_at(bytes, at) {
        let found = words.iter().fold(0, |found, wanted| found | zeros(word ^ wanted));
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or(&[]);
    at.min(bytes.len()) + rest.iter().position(|byte| wanted.contains(byte)).unwrap_or(rest.len())
}

/// The first place at or after `at` where one of two bytes stands; the length of the text where neither does.
#[inline]
pub fn either(bytes: &[u8], at: usize, one: u8, other: u8) -> usize {
    first_of(bytes, at, [one, other])
}

/// The first place at or after `at` where this byte stands; the length of the text where it does not.
#[inline]
pub fn next(bytes: &[u8], at: usize, byte: u8) -> usize {
    first_of(bytes, at, [byte])
}

/// The first place at or after `at` where something else stands than printable ASCII: a blank, a control character, a
/// byte of a longer character or one of `others`; the length of the text where nothing does.
#[inline]
pub fn plain_end<const COUNT: usize>(bytes: &[u8], at: usize, others: [u8; COUNT]) -> usize {
    #[cfg(target_arch = "wasm32")]
    let at = match sixteen::first(bytes, at, |sixteen| !sixteen::printable(sixteen) | sixteen::any_of(sixteen, others))
    {
        Ok(found) => return found,
        Err(rest) => rest,
    };
    let is_other = |byte: &u8| !byte.is_ascii_graphic() || others.contains(byte);
    let rest = bytes.get(at..).unwrap_or(&[]);
    at.min(bytes.len()) + rest.iter().position(is_other).unwrap_or(rest.len())
}

/// Are all bytes printable ASCII, none of them a blank or one of `others`?
#[inline]
pub fn all_plain<const COUNT: usize>(bytes: &[u8], others: [u8; COUNT]) -> bool {
    plain_end(bytes, 0, others) == bytes.len()
}

/// Are all bytes hexadecimal digits?
#[inline]
pub fn all_hexadecimal(bytes: &[u8]) -> bool {
    #[cfg(target_arch = "wasm32")]
    let bytes = sixteen::from_first(bytes, |sixteen| !sixteen::all_hexadecimal(sixteen));
    bytes.iter().all(u8::is_ascii_hexdigit)
}

/// Is there a control character that is none of `allowed`?
#[inline]
pub fn has_control<const COUNT: usize>(bytes: &[u8], allowed: [u8; COUNT]) -> bool {
    #[cfg(target_arch = "wasm32")]
    let bytes = sixteen::from_first(bytes, |sixteen| sixteen::has_control(sixteen, allowed));
    bytes.iter().any(|byte| byte.is_ascii_control() && !allowed.contains(byte))
}

/// Sixteen bytes in one go.
#[cfg(target_arch = "wasm32")]
mod sixteen {
    use std::arch::wasm32::{
        u8x16_all_true, u8x16_bitmask, u8x16_eq, u8x16_ge, u8x16_le, u8x16_lt, u8x16_splat, u64x2, v128, v128_and,
        v128_andnot, v128_any_true, v128_or,
    };

    #[inline]
    pub fn at(bytes: &[u8], at: usize) -> Option<v128> {
        let [low, high] = bytes.get(at..)?.first_chunk::<16>()?.as_chunks::<8>().0 else { return None };
        Some(u64x2(u64::from_le_bytes(*low), u64::from_le_bytes(*high)))
    }

    /// Where the first byte stands, from `at` on, for which there is a bit; otherwise where fewer than sixteen are left.
    #[inline]
    pub fn first(bytes: &[u8], mut at: usize, bits: impl Fn(v128) -> u16) -> Result<usize, usize> {
        while let Some(sixteen) = self::at(bytes, at) {
            let found = bits(sixteen);
            if found != 0 {
                return Ok(at + found.trailing_zeros() as usize);
            }
            at += 16;
        }
        Err(at)
    }

    /// What is left from the first sixteen bytes of which this holds, or after the last sixteen.
    #[inline]
    pub fn from_first(mut bytes: &[u8], holds: impl Fn(v128) -> bool) -> &[u8] {
        while at(bytes, 0).is_some_and(|sixteen| !holds(sixteen)) {
            bytes = bytes.get(16..).unwrap_or_default();
        }
        bytes
    }

    /// A bit for each byte that is one of these, the first in the lowest place.
    #[inline]
    pub fn any_of<const COUNT: usize>(bytes: v128, wanted: [u8; COUNT]) -> u16 {
        let found = wanted.iter().fold(u64x2(0, 0), |found, byte| v128_or(found, u8x16_eq(bytes, u8x16_splat(*byte))));
        u8x16_bitmask(found)
    }

    #[inline]
    pub fn has_control<const COUNT: usize>(bytes: v128, allowed: [u8; COUNT]) -> bool {
        let controls = v128_or(u8x16_lt(bytes, u8x16_splat(b' ')), u8x16_eq(bytes, u8x16_splat(0x7F)));
        let others =
            allowed.iter().fold(controls, |others, byte| v128_andnot(others, u8x16_eq(bytes, u8x16_splat(*byte))));
        v128_any_true(others)
    }

    /// A bit for each byte that is printable ASCII, the first in the lowest place.
    #[inline]
    pub fn printable(bytes: v128) -> u16 {
        u8x16_bitmask(between(bytes, b'!', b'~'))
    }

    #[inline]
    pub fn all_hexadecimal(bytes: v128) -> bool {
        let letters = between(v128_or(bytes, u8x16_splat(0x20)), b'a', b'f');
        u8x16_all_true(v128_or(between(bytes, b'0', b'9'), letters))
    }

    #[inline]
    fn between(bytes: v128, first: u8, last: u8) -> v128 {
        v128_and(u8x16_ge(bytes, u8x16_splat(first)), u8x16_le(bytes, u8x16_splat(last)))
    }
}

/// The high bit of each byte that is zero; bytes after the first such one may err.
#[inline]
fn zeros(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & HIGHS
}

/// The eight bytes at `at`, the first in the lowest place; `None` where fewer are left.
#[inline]
pub fn word_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk::<8>().map(|chunk| u64::from_le_bytes(*chunk))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_walk_byte_by_byte_finds() {
        let alphabet = *b"\"\n#\x21\x23\x5b\xa2\xdc\xff\x00a\x80";
        let mut state = 7u32;
        let mut bytes = Vec::new();
        for _ in 0..4000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let pick = (state >> 24) as usize;
            bytes.push(if pick < 200 { b'b' } else { alphabet[pick % alphabet.len()] });
        }
        for from in 0..=bytes.len() + 2 {
            for (one, other) in [(b'"', b'\n'), (b'#', 0xff), (0, 0x80), (b'a', b'a')] {
                let walk = bytes.iter().skip(from).position(|byte| *byte == one || *byte == other);
                let expected = walk.map_or(bytes.len(), |length| from + length);
                assert_eq!(either(&bytes, from, one, other), expected);
            }
            assert_eq!(next(&bytes, from, b'a'), either(&bytes, from, b'a', b'a'));
        }
    }

    #[test]
    fn one_byte_anywhere_is_not_plain() {
        for length in 0..40 {
            let plain = vec![b'a'; length];
            assert!(all_plain(&plain, [b':']) && all_hexadecimal(&plain));
            for (at, other) in (0..length).flat_map(|at| [b' ', 0x7f, 0xc3, b'\0', b':'].map(|other| (at, other))) {
                let mut bytes = plain.clone();
                bytes[at] = other;
                assert!(!all_plain(&bytes, [b':']), "{other} at {at} of {length}");
                assert_eq!(has_control(&bytes, [0]), other == 0x7f, "{other} at {at} of {length}");
                assert!(!all_hexadecimal(&bytes), "{other} at {at} of {length}");
            }
        }
    }
}
