//! Where the next byte of interest stands, eight bytes at a time: for stretches too short for `memchr` to pay.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The first place at or after `at` where one of these bytes stands; the length of the text where none does.
#[inline]
pub fn first_of<const COUNT: usize>(bytes: &[u8], mut at: usize, wanted: [u8; COUNT]) -> usize {
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

/// Are all bytes so? Sixteen at a time, where the compiler can look at so many in one go.
#[inline]
pub fn all(bytes: &[u8], is_so: impl Fn(u8) -> bool) -> bool {
    let (stretches, rest) = bytes.as_chunks::<16>();
    let others = |stretch: &[u8; 16]| stretch.iter().fold(0, |others, &byte| others | u8::from(!is_so(byte)));
    stretches.iter().all(|stretch| others(stretch) == 0) && rest.iter().all(|&byte| is_so(byte))
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
}
