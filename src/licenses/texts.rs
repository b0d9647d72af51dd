//! The texts of the SPDX licences and exceptions, as one block that the page hands over on first need.
//!
//! The block is one Zstandard frame (RFC 8878). Unpacked it is UTF-8: the line `lockscope licence texts 1`, then for each
//! id a line `id TAB offset TAB length` (bytes, counted from the body's begin), an empty line, the body. Ids of one text
//! share it. `xtask` packs it from the crate `spdx`; without it every answer is "no text".

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;

use ruzstd::decoding::StreamingDecoder;

/// The first line of an unpacked block.
pub const HEADING: &str = "lockscope licence texts 1";
/// The most bytes that may come out of a block; the list 3.29.0 has 4.3 MB.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;
/// The most ids in a block; the list 3.29.0 has 833.
pub const MOST_IDS: usize = 10_000;

/// Texts by SPDX id. Empty until a block is unpacked.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    body: String,
    index: BTreeMap<String, Range<usize>>,
}

impl Texts {
    /// Unpacks a block.
    ///
    /// # Errors
    /// In words: the block is damaged, of another version, or larger than the limits.
    pub fn unpack(block: &[u8]) -> Result<Self, String> {
        let decoder =
            StreamingDecoder::new(block).map_err(|error| format!("The licence texts are damaged: {error}"))?;
        let mut bytes = Vec::new();
        let read = decoder.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| format!("The licence texts are damaged: {error}"))?;
        if bytes.len() > MOST_BYTES {
            return Err(format!("The licence texts unpack to more than {MOST_BYTES} bytes"));
        }
        let text = String::from_utf8(bytes).map_err(|_| "The licence texts are not UTF-8".to_owned())?;
        Self::read(&text)
    }

    /// Reads an unpacked block.
    ///
    /// # Errors
    /// As for `unpack`.
    pub fn read(text: &str) -> Result<Self, String> {
        let (head, body) = text.split_once("\n\n").ok_or("The licence texts have no body")?;
        let mut lines = head.lines();
        if lines.next() != Some(HEADING) {
            return Err(format!("The licence texts do not begin with “{HEADING}”"));
        }
        let mut index = BTreeMap::new();
        for line in lines {
            let (id, range) =
                entry(line, body).ok_or_else(|| format!("The licence texts have a broken entry: {line}"))?;
            if index.len() == MOST_IDS {
                return Err(format!("The licence texts name more than {MOST_IDS} ids"));
            }
            index.insert(id.to_owned(), range);
        }
        Ok(Self { body: body.to_owned(), index })
    }

    /// The text of a licence or an exception, by its id as the SPDX list spells it.
    pub fn get(&self, id: &str) -> Option<&str> {
        self.body.get(self.index.get(id)?.clone())
    }

    /// Has no block been unpacked?
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// How many ids have a text.
    pub fn len(&self) -> usize {
        self.index.len()
    }
}

fn entry<'a>(line: &'a str, body: &str) -> Option<(&'a str, Range<usize>)> {
    let mut fields = line.split('\t');
    let (id, offset, length) = (fields.next()?, fields.next()?, fields.next()?);
    let start: usize = offset.parse().ok()?;
    let range = start..start.checked_add(length.parse().ok()?)?;
    (fields.next().is_none() && body.get(range.clone()).is_some()).then_some((id, range))
}

/// Does a text of the SPDX list leave the copyright line to be filled in (`Copyright (c) <year> <copyright holders>`)?
/// Only its beginning counts: the GPL has such a line in its appendix, as advice.
pub fn lacks_copyright_line(text: &str) -> bool {
    const OPEN: [&str; 8] = ["<year", "<yyyy", "<jahr", "<owner", "<copyright", "<asset name", "[year]", "[copyright"];
    let start: String = text.chars().take(1_200).collect::<String>().to_lowercase();
    OPEN.iter().any(|mark| start.contains(mark))
}

#[cfg(test)]
mod tests {
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    fn block(text: &str) -> Vec<u8> {
        compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
    }

    #[test]
    fn a_block_gives_each_text_by_its_id() {
        let text = format!("{HEADING}\nA-1\t0\t5\nA-1-or-later\t0\t5\nB\t5\t4\n\naaaaabüb");
        let texts = Texts::unpack(&block(&text)).unwrap();
        assert_eq!(
            (texts.get("A-1"), texts.get("A-1-or-later"), texts.get("B")),
            (Some("aaaaa"), Some("aaaaa"), Some("büb"))
        );
        assert_eq!((texts.get("C"), texts.len(), Texts::default().get("B")), (None, 3, None));
    }

    #[test]
    fn damage_and_other_versions_are_refused_in_words() {
        for (text, why) in [
            ("lockscope licence texts 2\n\n", "do not begin with"),
            ("lockscope licence texts 1\nA\t0\t9\n\nab", "broken entry: A"),
            ("lockscope licence texts 1\nA\t18446744073709551615\t2\n\nab", "broken entry"),
            ("lockscope licence texts 1\nA\t1\t1\n\nü", "broken entry"),
            ("lockscope licence texts 1", "no body"),
        ] {
            assert!(Texts::unpack(&block(text)).unwrap_err().contains(why), "{text}");
        }
        assert!(Texts::unpack(b"no frame").unwrap_err().contains("damaged"));
        let ids: String = (0..=MOST_IDS).map(|id| format!("{id}\t0\t1\n")).collect();
        assert!(Texts::read(&format!("{HEADING}\n{ids}\na")).unwrap_err().contains("more than 10000 ids"));
    }

    #[test]
    fn a_block_that_swells_past_the_limit_is_refused() {
        let bomb = block(&"a".repeat(MOST_BYTES + 1));
        assert!(bomb.len() < 100_000, "{}", bomb.len());
        assert!(Texts::unpack(&bomb).unwrap_err().contains("more than 16777216 bytes"));
    }

    #[test]
    fn a_template_is_told_from_advice_in_an_appendix() {
        assert!(lacks_copyright_line("MIT License\n\nCopyright (c) <year> <copyright holders>\n"));
        assert!(lacks_copyright_line("Copyright [YEAR] [NAME] [EMAIL]"));
        assert!(!lacks_copyright_line("Copyright (c) 1999 Regents"));
        assert!(!lacks_copyright_line(&format!("{}Copyright (C) <year> <name of author>", "terms ".repeat(300))));
    }
}
