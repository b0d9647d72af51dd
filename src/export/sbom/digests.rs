//! Checksums in the words of the standards: algorithm by name, value in hexadecimal.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};

/// A checksum that the standards know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Checksum {
    pub algorithm: &'static Algorithm,
    /// In small letters.
    pub hexadecimal: String,
}

/// An algorithm; `None` where a standard has no name for it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Algorithm {
    /// Without hyphens and underscores, in small letters.
    name: &'static str,
    /// Bytes of its checksums; 0 for any of the usual lengths.
    length: usize,
    pub cyclonedx: Option<&'static str>,
    pub spdx2: Option<&'static str>,
    pub spdx3: Option<&'static str>,
}

const fn algorithm(
    name: &'static str,
    length: usize,
    cyclonedx: Option<&'static str>,
    spdx2: Option<&'static str>,
    spdx3: Option<&'static str>,
) -> Algorithm {
    Algorithm { name, length, cyclonedx, spdx2, spdx3 }
}

/// Source: CycloneDX 1.6, `hash-alg`; SPDX 2.3, clause 7.10; SPDX 3.0.1, Core, HashAlgorithm.
static ALGORITHMS: [Algorithm; 17] = [
    algorithm("md2", 16, None, Some("MD2"), Some("md2")),
    algorithm("md4", 16, None, Some("MD4"), Some("md4")),
    algorithm("md5", 16, Some("MD5"), Some("MD5"), Some("md5")),
    algorithm("md6", 0, None, Some("MD6"), Some("md6")),
    algorithm("adler32", 4, None, Some("ADLER32"), Some("adler32")),
    algorithm("sha1", 20, Some("SHA-1"), Some("SHA1"), Some("sha1")),
    algorithm("sha224", 28, None, Some("SHA224"), Some("sha224")),
    algorithm("sha256", 32, Some("SHA-256"), Some("SHA256"), Some("sha256")),
    algorithm("sha384", 48, Some("SHA-384"), Some("SHA384"), Some("sha384")),
    algorithm("sha512", 64, Some("SHA-512"), Some("SHA512"), Some("sha512")),
    algorithm("sha3256", 32, Some("SHA3-256"), Some("SHA3-256"), Some("sha3_256")),
    algorithm("sha3384", 48, Some("SHA3-384"), Some("SHA3-384"), Some("sha3_384")),
    algorithm("sha3512", 64, Some("SHA3-512"), Some("SHA3-512"), Some("sha3_512")),
    algorithm("blake2b256", 32, Some("BLAKE2b-256"), Some("BLAKE2b-256"), Some("blake2b256")),
    algorithm("blake2b384", 48, Some("BLAKE2b-384"), Some("BLAKE2b-384"), Some("blake2b384")),
    algorithm("blake2b512", 64, Some("BLAKE2b-512"), Some("BLAKE2b-512"), Some("blake2b512")),
    algorithm("blake3", 32, Some("BLAKE3"), Some("BLAKE3"), Some("blake3")),
];

/// The checksum of `algorithm:value`, the value in hexadecimal or base64; `None` where the algorithm is not known or
/// the value is none of its.
pub fn checksum(stated: &str) -> Option<Checksum> {
    let (algorithm, value) = stated.split_once(':')?;
    let letters = algorithm.bytes().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase());
    let algorithm = ALGORITHMS.iter().find(|known| letters.clone().eq(known.name.bytes()))?;
    let value = value.trim();
    let fits = |bytes: usize| match algorithm.length {
        0 => matches!(bytes, 16 | 20 | 32 | 48 | 64),
        length => bytes == length,
    };
    if value.bytes().all(|byte| byte.is_ascii_hexdigit()) && value.len().is_multiple_of(2) && fits(value.len() / 2) {
        return Some(Checksum { algorithm, hexadecimal: value.to_ascii_lowercase() });
    }
    let engines = [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE];
    let bytes = engines.into_iter().find_map(|engine| engine.decode(value).ok()).filter(|bytes| fits(bytes.len()))?;
    Some(Checksum { algorithm, hexadecimal: bytes.iter().map(|byte| format!("{byte:02x}")).collect() })
}

/// The checksums in a standard's words, each once, and what the standard cannot say.
pub fn split(
    stated: &[String],
    name: impl Fn(&Algorithm) -> Option<&'static str>,
) -> (Vec<(&'static str, String)>, Vec<&str>) {
    let (mut known, mut others) = (Vec::new(), Vec::new());
    for hash in stated {
        match checksum(hash).and_then(|sum| Some((name(sum.algorithm)?, sum.hexadecimal))) {
            Some(sum) if known.contains(&sum) => {}
            Some(sum) => known.push(sum),
            None => others.push(hash.as_str()),
        }
    }
    (known, others)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_becomes_hexadecimal_and_what_has_another_length_is_no_checksum() {
        let sum = |text: &str| checksum(text).map(|sum| (sum.algorithm.spdx2.unwrap_or(""), sum.hexadecimal));
        let hexadecimal = "00ff".repeat(16);
        let expected = Some(("SHA256", hexadecimal.clone()));
        assert_eq!(sum("sha256:AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8="), expected);
        assert_eq!(sum(&format!("SHA-256:{}", hexadecimal.to_uppercase())), expected);
        assert_eq!(sum("sha3_512:00"), None);
        assert_eq!(sum("h1:AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8="), None);
        assert_eq!(sum("sha256"), None);
    }
}
