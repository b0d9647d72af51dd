//! The licence texts of the SPDX list as the block that the page carries; `src/licenses/texts.rs` tells its form.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::io::Write as _;

use crate::Outcome;

/// The first line of the block, as the module expects it.
const HEADING: &str = "lockscope licence texts 1";
/// The slowest and smallest: packed once a build, unpacked on every first need.
const LEVEL: i32 = 22;
/// Bits of the window: all texts fit into it, so that each can refer to any before.
const WINDOW: u32 = 23;

/// The block of all texts of the list.
pub fn block() -> Outcome<Vec<u8>> {
    pack(&unpacked(&all()))
}

/// All ids with their texts, licences first, each sorted by id.
fn all() -> Vec<(&'static str, &'static str)> {
    let licenses = spdx::text::LICENSE_TEXTS.iter().copied();
    let mut all: Vec<(&str, &str)> = licenses.chain(spdx::text::EXCEPTION_TEXTS.iter().copied()).collect();
    // The crate has six ids of the GFDL twice.
    let mut seen = HashSet::new();
    all.retain(|(id, text)| *id != "NOASSERTION" && !text.trim().is_empty() && seen.insert(*id));
    all
}

fn unpacked(texts: &[(&str, &str)]) -> String {
    let mut head = format!("{HEADING}\n");
    let mut body = String::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (id, text) in texts {
        let offset = *places.entry(text).or_insert_with(|| {
            body.push_str(text);
            body.len() - text.len()
        });
        let _ = writeln!(head, "{id}\t{offset}\t{}", text.len());
    }
    format!("{head}\n{body}")
}

fn pack(text: &str) -> Outcome<Vec<u8>> {
    let said = |fault: std::io::Error| format!("zstd: {fault}");
    let mut writer = zstd::Encoder::new(Vec::new(), LEVEL).map_err(said)?;
    writer.set_pledged_src_size(Some(text.len() as u64)).map_err(said)?;
    writer.window_log(WINDOW).map_err(said)?;
    writer.long_distance_matching(true).map_err(said)?;
    writer.write_all(text.as_bytes()).and_then(|()| writer.finish()).map_err(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_text_share_it() {
        let text = unpacked(&[("A-only", "aa"), ("A-or-later", "aa"), ("B", "b")]);
        assert_eq!(text, "lockscope licence texts 1\nA-only\t0\t2\nA-or-later\t0\t2\nB\t2\t1\n\naab");
    }

    #[test]
    fn no_id_or_first_line_can_break_the_index() {
        let all = all();
        assert!(all.len() > 800, "{}", all.len());
        assert!(all.iter().all(|(id, _)| !id.contains(['\t', '\n'])));
        let different: std::collections::BTreeSet<&str> = all.iter().map(|(id, _)| *id).collect();
        assert_eq!(different.len(), all.len());
        assert!(different.contains("MIT") && different.contains("Classpath-exception-2.0"));
    }

    #[test]
    fn the_block_is_small_and_unpacked_to_what_was_packed() {
        let text = unpacked(&all());
        let packed = pack(&text).unwrap();
        println!("{} ids, {} bytes, packed {} bytes", all().len(), text.len(), packed.len());
        assert_eq!(zstd::decode_all(packed.as_slice()).unwrap(), text.as_bytes());
        assert!(packed.len() * 8 < text.len(), "{}", packed.len());
    }
}
