//! Licences and what people say about them: expressions, matrices, texts, policies, records.

use lockscope::export::record;
use lockscope::licenses::texts::Texts;
use lockscope::licenses::{Context, Relation, UseCase, judge_text, read_osadl};
use lockscope::policy::{self, Policy};

/// Any text as a licence: judged, and the same twice.
pub fn expressions(bytes: &[u8]) {
    let Some((&pick, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let use_case = UseCase::ALL[pick as usize % UseCase::ALL.len()];
    let context = Context { use_case, ..Context::default() };
    let relation = Relation::ALL[(pick >> 4) as usize % Relation::ALL.len()];
    let judged = judge_text(text, &context, relation);
    assert_eq!(judge_text(text, &context, relation), judged, "judged another way the second time");
}

/// A licence matrix as OSADL publishes it.
pub fn matrix(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = read_osadl(text);
    }
}

/// The block of licence texts, packed and unpacked.
pub fn texts(bytes: &[u8]) {
    let _ = Texts::unpack(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(texts) = Texts::read(text) {
        assert!(!texts.is_empty() || texts.get("MIT").is_none(), "a text of none");
    }
}

/// Our own rules: what was read and written reads the same, in both spellings, but for the places where the rules stand and the
/// order of those on classes and licences, which JSON sorts.
pub fn policies(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = policy::check(text);
    let Ok(read) = policy::read("lockscope-policy.toml", text) else { return };
    for text in [policy::to_toml(&read.policy), policy::to_json(&read.policy)] {
        match policy::read("lockscope-policy", &text) {
            Ok(again) => {
                let (again, read) = (sorted(again.policy), sorted(read.policy.clone()));
                assert_eq!(again, read, "the rules changed on the way:\n{text}");
            }
            Err(refused) => panic!("what was written is not read: {:?}\n{text}", refused.notices),
        }
    }
}

fn sorted(policy: Policy) -> Policy {
    let mut policy = policy.without_places();
    policy.licenses.sort_by(|one, other| one.license.cmp(&other.license));
    policy.defaults.sort_by_key(|rule| (rule.class.as_str(), rule.use_case.map(UseCase::as_str)));
    policy
}

/// Rules of other tools; the first byte picks the format.
pub fn policy_formats(bytes: &[u8]) {
    let Some((&pick, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let _ = policy::recognise("unknown", text);
    let formats = policy::all();
    let format = &formats[pick as usize % formats.len()];
    if let Ok(read) = policy::read_as(format, text) {
        for format in formats {
            let _ = policy::export(&read.policy, format);
        }
        let _ = (policy::settlements(&read.policy), policy::decisions(&read.policy));
    }
}

/// Records: what was read and written reads the same.
pub fn records(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = record::is_record(text);
    let Ok((first, _)) = record::read("record.json", text) else { return };
    let written = record::write(&first);
    match record::read("record.json", &written) {
        Ok((again, _)) => assert_eq!(again, first, "the record changed on the way:\n{written}"),
        Err(error) => assert!(written.len() > record::LARGEST_RECORD, "what was written is not read: {error:?}"),
    }
}
