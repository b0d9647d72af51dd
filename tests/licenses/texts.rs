//! Licence texts as documents have them, and what is read from them.

use lockscope::graph::build;
use lockscope::licenses::{
    Context, Evidence, EvidenceView, FindingKind, Outbound, Relation, UseCase, Verdict, judge, judge_text,
};
use lockscope::model::{Ecosystem, LicenseRole, ListMeaning, StatedLicense};

use crate::graphs::{context, document, graph_of, node};

/// What a text is read as: the expression, empty where there is none, and the evidence.
pub fn read(text: &str) -> (String, Evidence) {
    let graph = graph_of("app > a", &[("a", text)]);
    let judged = judge(&graph, &Context::default(), &[true]);
    let component = &judged.components[node(&graph, "a") as usize];
    (component.expression.clone().unwrap_or_default(), component.evidence.clone())
}

/// The same as one line: `exact MIT`.
fn line(text: &str) -> String {
    let (expression, evidence) = read(text);
    let what = match &evidence {
        Evidence::Ambiguous(candidates) => candidates.join("|"),
        _ => expression,
    };
    format!("{} {what}", evidence.word()).trim_end().to_owned()
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| line(text) != *expected)
        .map(|(text, expected)| format!("{text}: {}, not {expected}", line(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ids_are_read_in_any_case_and_deprecated_ones_replaced() {
    check(&[
        ("MIT", "exact MIT"),
        ("MIT OR Apache-2.0", "exact MIT OR Apache-2.0"),
        ("apache-2.0", "rewritten Apache-2.0"),
        ("mit or apache-2.0", "rewritten MIT OR Apache-2.0"),
        ("MIT Or Apache-2.0", "rewritten MIT OR Apache-2.0"),
        ("GPL-2.0", "rewritten GPL-2.0-only"),
        ("GPL-2.0+", "rewritten GPL-2.0-or-later"),
        ("gpl-2.0-or-later+", "rewritten GPL-2.0-or-later"),
        ("GPL-2.0-only+", "rewritten GPL-2.0-or-later"),
        ("GPL-2.0-with-classpath-exception", "rewritten GPL-2.0-only WITH Classpath-exception-2.0"),
        ("GPL-2.0-with-bison-exception+", "rewritten GPL-2.0-or-later WITH Bison-exception-2.2"),
        ("wxWindows", "rewritten GPL-2.0-or-later WITH WxWindows-exception-3.1"),
        ("Nunit", "rewritten zlib-acknowledgement"),
        ("Apache-1.1+", "exact Apache-1.1+"),
        ("X11", "exact X11"),
        ("x11", "rewritten X11"),
        ("psf-2.0", "rewritten PSF-2.0"),
        ("Unlicense", "exact Unlicense"),
    ]);
}

#[test]
fn expressions_keep_their_shape() {
    check(&[
        ("MIT AND (ISC OR BSD-2-Clause) AND MIT", "exact MIT AND (ISC OR BSD-2-Clause)"),
        ("MIT OR ISC AND Zlib", "exact MIT OR (ISC AND Zlib)"),
        ("(MIT OR Nonsense-1.0)", "rewritten MIT OR Nonsense-1.0"),
        ("LicenseRef-Own", "exact LicenseRef-Own"),
        ("licenseref-Own", "rewritten licenseref-Own"),
        ("DocumentRef-other", "rewritten DocumentRef-other"),
        ("AdditionRef-own", "unknown"),
        ("DocumentRef-other:LicenseRef-Own", "exact DocumentRef-other:LicenseRef-Own"),
        (
            "MIT AND DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2",
            "exact MIT AND DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2",
        ),
        ("GPL-2.0-only WITH classpath-exception-2.0", "rewritten GPL-2.0-only WITH Classpath-exception-2.0"),
        ("GPL-2.0-only WITH Classpath exception", "alias GPL-2.0-only WITH Classpath-exception-2.0"),
        ("Apache-2.0 WITH Classpath-exception-2.0", "exact Apache-2.0 WITH Classpath-exception-2.0"),
        ("GPL-2.0-only WITH Nonsense-exception", "rewritten GPL-2.0-only"),
        ("GPL-2.0-only WITH AdditionRef-own", "rewritten GPL-2.0-only"),
        ("Apache License 2.0 OR MIT", "alias Apache-2.0 OR MIT"),
        // An expression of ids goes before any table: one of the sources has MIT alone for this one.
        ("apache-2.0 or mit", "rewritten Apache-2.0 OR MIT"),
        // Another has "-only" for this one.
        ("AGPL-3.0-or-later with font exception", "alias AGPL-3.0-or-later WITH Font-exception-2.0"),
    ]);
}

#[test]
fn special_words_are_no_licences() {
    assert_eq!(read("UNLICENSED"), (String::new(), Evidence::StatedNone));
    assert_eq!(read("Unlicensed"), (String::new(), Evidence::StatedNone));
    assert_eq!(read("NONE"), (String::new(), Evidence::StatedNone));
    assert_eq!(read("NOASSERTION"), (String::new(), Evidence::NotStated));
    assert_eq!(read(""), (String::new(), Evidence::NotInFile));
    for text in [
        "SEE LICENSE IN LICENSE.md",
        "Nonsense-1.0",
        "Some own licence text",
        "(MIT",
        "MIT AND",
        "WITH",
        "a://b",
        "unknown",
        "Custom",
        "other",
        "Nonstandard",
        "see license",
        "Dual License",
        "OSI Approved",
        "Permissive",
        "Autoconf exception",
        "https://unknown.example/license.txt",
        "OR",
        "MIT MIT",
        "AND MIT",
        "MIT OR OR ISC",
        "()",
    ] {
        assert!(
            matches!(read(text), (expression, Evidence::Unreadable(_)) if expression.is_empty()),
            "{text}: {:?}",
            read(text)
        );
    }
    assert_eq!(line("proprietary"), "rewritten proprietary");
}

/// What six tools make of these names differs: each keeps its candidates here.
#[test]
fn names_that_tools_read_differently_keep_their_candidates() {
    check(&[
        ("BSD", "ambiguous 0BSD|BSD-2-Clause|BSD-3-Clause|BSD-4-Clause"),
        ("BSD License", "ambiguous 0BSD|BSD-2-Clause|BSD-3-Clause|BSD-4-Clause"),
        ("GPL", "ambiguous GPL-1.0-only|GPL-1.0-or-later|GPL-2.0-only|GPL-2.0-or-later|GPL-3.0-only|GPL-3.0-or-later"),
        (
            "LGPL",
            "ambiguous LGPL-2.0-only|LGPL-2.0-or-later|LGPL-2.1-only|LGPL-2.1-or-later|LGPL-3.0-only|LGPL-3.0-or-later",
        ),
        ("GNU GPL v2", "ambiguous GPL-2.0-only|GPL-3.0-only"),
        ("AGPL", "ambiguous AGPL-1.0-only|AGPL-3.0-only|AGPL-3.0-or-later"),
        ("UNLICENSED", "absent"),
        ("MIT/X11", "ambiguous MIT|X11"),
        ("zlib/libpng", "ambiguous Libpng|Zlib|zlib-acknowledgement"),
        ("BSL", "ambiguous BSL-1.0|BUSL-1.1"),
        ("Apache", "ambiguous Apache-1.0|Apache-1.1|Apache-2.0"),
        ("CDDL", "ambiguous CDDL-1.0|CDDL-1.1"),
        ("EPL", "ambiguous EPL-1.0|EPL-2.0"),
        ("Public Domain", "ambiguous CC0-1.0|PDDL-1.0|Unlicense"),
        ("new BSD", "ambiguous 0BSD|BSD-3-Clause"),
        ("License :: OSI Approved :: Apache Software License", "ambiguous Apache-1.0|Apache-1.1|Apache-2.0"),
        ("MIT AND BSD", "ambiguous 0BSD|BSD-2-Clause|BSD-3-Clause|BSD-4-Clause"),
    ]);
}

#[test]
fn agreed_names_are_aliases_never_exact() {
    check(&[
        ("Apache License, Version 2.0", "alias Apache-2.0"),
        ("The Apache Software License, Version 2.0", "alias Apache-2.0"),
        ("The MIT License", "alias MIT"),
        ("MIT Licence", "alias MIT"),
        ("GPLv3", "alias GPL-3.0-only"),
        ("GPL3+", "alias GPL-3.0-or-later"),
        ("GNU General Public License v2.0 or later", "alias GPL-2.0-or-later"),
        (
            "GNU General Public License, version 2 with the GNU Classpath Exception",
            "alias GPL-2.0-only WITH Classpath-exception-2.0",
        ),
        ("License :: OSI Approved :: MIT License", "alias MIT"),
        ("CDDL + GPLv2 with classpath exception", "alias CDDL-1.0 OR GPL-2.0-only WITH Classpath-exception-2.0"),
        ("\"MIT License\"", "alias MIT"),
    ]);
}

#[test]
fn a_likeness_is_no_name() {
    check(&[("MIT Lisence", "unknown"), ("Apache License 2.1", "unknown"), ("GPL-4.0", "unknown"), ("MTI", "unknown")]);
}

#[test]
fn addresses_are_read_by_their_table() {
    check(&[
        ("https://www.apache.org/licenses/LICENSE-2.0.txt", "url Apache-2.0"),
        ("http://www.apache.org/licenses/LICENSE-2.0.html", "url Apache-2.0"),
        ("http://apache.org/licenses/LICENSE-2.0/", "url Apache-2.0"),
        ("https://opensource.org/licenses/MIT", "url MIT"),
        ("https://opensource.org/license/mit/", "url MIT"),
        ("https://spdx.org/licenses/BSD-3-Clause.html", "url BSD-3-Clause"),
        ("https://licenses.nuget.example/MIT%20OR%20Apache-2.0", "url MIT OR Apache-2.0"),
        ("https://www.gnu.org/licenses/old-licenses/gpl-2.0.html", "url GPL-2.0-only"),
        ("https://creativecommons.org/publicdomain/zero/1.0/legalcode", "url CC0-1.0"),
        ("https://creativecommons.org/licenses/by/4.0/deed.en", "url CC-BY-4.0"),
        ("www.apache.org/licenses/LICENSE-2.0", "url Apache-2.0"),
        ("MIT (https://example.org/LICENSE)", "rewritten MIT"),
        ("BSD License (https://opensource.org/licenses/BSD-3-Clause)", "url BSD-3-Clause"),
        ("Own words; https://opensource.org/licenses/ISC", "url ISC"),
        ("https://github.com/example/project/blob/main/LICENSE", "unknown"),
    ]);
}

#[test]
fn ecosystems_own_spellings_are_read() {
    check(&[
        ("MIT/Apache-2.0", "rewritten MIT OR Apache-2.0"),
        ("MIT / Apache-2.0", "rewritten MIT OR Apache-2.0"),
        ("BSD-3-Clause/BSD", "ambiguous 0BSD|BSD-2-Clause|BSD-3-Clause|BSD-4-Clause"),
        ("MIT and/or Apache-2.0", "rewritten MIT OR Apache-2.0"),
        ("'MIT'", "rewritten MIT"),
        ("MIT, BSD-3-Clause", "rewritten MIT AND BSD-3-Clause"),
        ("MIT,ISC", "rewritten MIT AND ISC"),
        ("Apache-2.0;MIT", "rewritten Apache-2.0 AND MIT"),
        ("MIT|ISC", "rewritten MIT OR ISC"),
        ("MIT & Zlib", "rewritten MIT AND Zlib"),
        ("MIT + Zlib", "rewritten MIT AND Zlib"),
        ("MIT, BSD", "ambiguous 0BSD|BSD-2-Clause|BSD-3-Clause|BSD-4-Clause"),
        ("GPL3+, partial:GCCRLE", "alias GPL-3.0-or-later AND partial:GCCRLE"),
        ("GPL-2 | GPL-3", "alias GPL-2.0-only OR GPL-3.0-only"),
        ("MIT + file LICENSE", "rewritten MIT"),
        ("file LICENSE", "unknown"),
        ("GPL-2 | file LICENCE", "alias GPL-2.0-only"),
        ("One licence, another licence", "unknown"),
    ]);
}

#[test]
fn the_evidence_says_which_rule_read_the_text() {
    for (text, expected) in [
        ("GPLv3", "“GPLv3” read as GPL-3.0-only by the table of names"),
        (
            "https://opensource.org/licenses/MIT",
            "“https://opensource.org/licenses/MIT” read as MIT by the table of addresses",
        ),
        ("GPL-3.0", "GPL-3.0 is deprecated: read as GPL-3.0-only"),
        ("MIT/ISC", "“/” read as OR"),
        ("MIT, ISC", "“,” read as AND: the text does not say how its parts are meant"),
    ] {
        let (Evidence::Rewritten(how) | Evidence::Alias(how) | Evidence::Url(how)) = read(text).1 else {
            panic!("{text}")
        };
        assert_eq!(how, expected);
    }
}

// ---- whose word, and lists ----

fn stated(raw: &str, role: LicenseRole, list: ListMeaning) -> StatedLicense {
    StatedLicense { raw: raw.to_owned(), role, list }
}

fn concluded(licenses: Vec<StatedLicense>, ecosystem: Ecosystem, evidence: EvidenceView) -> (String, Evidence) {
    let mut document = document("app > a", &[]);
    document.components[1].licenses = licenses;
    document.components[1].ecosystem = ecosystem;
    let judged = judge(&build(&[&document]), &Context { evidence, ..Context::default() }, &[true]);
    (judged.components[1].expression.clone().unwrap_or_default(), judged.components[1].evidence.clone())
}

#[test]
fn declared_concluded_and_detected_are_kept_apart() {
    let all = || {
        vec![
            stated("GPL-2.0-only", LicenseRole::Detected, ListMeaning::Single),
            stated("MIT", LicenseRole::Declared, ListMeaning::Single),
            stated("ISC", LicenseRole::Concluded, ListMeaning::Single),
        ]
    };
    for (view, expected) in EvidenceView::ALL.into_iter().zip(["ISC", "MIT", "ISC", "GPL-2.0-only"]) {
        assert_eq!(concluded(all(), Ecosystem::Npm, view).0, expected, "{view:?}");
    }
    let declared = || vec![stated("MIT", LicenseRole::Declared, ListMeaning::Single)];
    assert_eq!(concluded(declared(), Ecosystem::Npm, EvidenceView::Concluded).1, Evidence::NotInFile);
    let detected = || vec![stated("MIT", LicenseRole::Detected, ListMeaning::Single)];
    assert_eq!(concluded(detected(), Ecosystem::Npm, EvidenceView::Strongest).0, "MIT");
    assert_eq!(concluded(detected(), Ecosystem::Npm, EvidenceView::Declared).1, Evidence::NotInFile);
    let silent = vec![
        stated("NOASSERTION", LicenseRole::Concluded, ListMeaning::Single),
        stated("MIT", LicenseRole::Declared, ListMeaning::Single),
    ];
    assert_eq!(concluded(silent.clone(), Ecosystem::Npm, EvidenceView::Strongest).0, "MIT");
    assert_eq!(concluded(silent, Ecosystem::Npm, EvidenceView::Concluded).1, Evidence::NotStated);
}

#[test]
fn a_name_with_several_meanings_does_not_dispute_one_of_them() {
    let disputes = |declared: &str, concluded: &str| {
        let mut document = document("app > a", &[]);
        document.components[1].licenses = vec![
            stated(declared, LicenseRole::Declared, ListMeaning::Single),
            stated(concluded, LicenseRole::Concluded, ListMeaning::Single),
        ];
        let judged = judge(&build(&[&document]), &Context::default(), &[true]);
        judged.findings.iter().any(|finding| finding.kind == FindingKind::Evidence)
    };
    assert!(!disputes("BSD", "BSD-3-Clause"));
    assert!(!disputes("MIT License", "MIT"));
    assert!(disputes("BSD", "MIT"));
    assert!(disputes("MIT", "ISC"));
}

#[test]
fn a_context_kept_before_evidence_could_be_chosen_is_still_read() {
    let kept = r#"{"use_case":"Binary","outbound":"Undecided","modified":"Nothing"}"#;
    assert_eq!(serde_json::from_str::<Context>(kept).unwrap(), Context::default());
}

#[test]
fn a_list_means_what_its_ecosystem_says() {
    let list = |meaning| ["MIT", "Apache License 2.0"].map(|raw| stated(raw, LicenseRole::Declared, meaning)).to_vec();
    for (ecosystem, meaning, expected, said) in [
        (Ecosystem::Maven, ListMeaning::Any, "MIT OR Apache-2.0", "any one may be chosen"),
        (Ecosystem::Composer, ListMeaning::Any, "MIT OR Apache-2.0", "any one may be chosen"),
        (Ecosystem::Gem, ListMeaning::Unstated, "MIT AND Apache-2.0", "the format does not say"),
        (Ecosystem::Npm, ListMeaning::Unstated, "MIT AND Apache-2.0", "the format does not say"),
        (Ecosystem::Npm, ListMeaning::All, "MIT AND Apache-2.0", "all apply"),
    ] {
        let (expression, evidence) = concluded(list(meaning), ecosystem, EvidenceView::Strongest);
        assert_eq!(expression, expected);
        // As weak as its weakest part.
        assert!(matches!(&evidence, Evidence::Alias(how) if how.contains(said)), "{evidence:?}");
    }
}

// ---- traps seen in other tools ----

#[test]
fn gpl_is_no_part_of_lgpl_and_agpl() {
    let under = |id: &str| context(UseCase::Binary, Outbound::License(id.to_owned()));
    let verdict = |text, id| judge_text(text, &under(id), Relation::Dynamic).0;
    assert_eq!(verdict("LGPL-2.1-only", "MIT"), Verdict::Duties);
    assert_eq!(verdict("GPL-2.0-or-later", "GPL-3.0-or-later"), Verdict::Allowed);
    assert_eq!(verdict("GPL-2.0-only", "GPL-3.0-only"), Verdict::Conflict);
    assert_eq!(verdict("AGPL-3.0-only", "GPL-3.0-only"), Verdict::Duties);
    assert_eq!(verdict("Apache-1.0", "Apache-2.0"), Verdict::Allowed);
    assert_eq!(verdict("EPL-2.0", "GPL-2.0-only"), Verdict::Conflict);
}

#[test]
fn share_alike_and_cddl_are_not_permissive() {
    use lockscope::licenses::{LicenseClass, catalogue};
    for id in ["CDDL-1.0", "CDDL-1.1", "CC-BY-SA-4.0"] {
        let license = catalogue().find_license(id).map(|at| catalogue().license(at)).unwrap();
        assert_ne!(license.class, LicenseClass::Permissive, "{id}");
    }
}

#[test]
fn a_permissive_choice_does_not_hide_another_duty() {
    let context = context(UseCase::Binary, Outbound::License("MIT".to_owned()));
    let judged = judge_text("(MIT OR GPL-3.0-only) AND AGPL-3.0-only", &context, Relation::Dynamic);
    assert_eq!(judged.0, Verdict::Conflict);
    assert!(judged.2.unwrap().licenses().contains(&"AGPL-3.0-only"));
}

#[test]
fn a_missing_licence_is_not_permissive() {
    for text in ["", "NOASSERTION", "NONE", "UNLICENSED", "LicenseRef-Own"] {
        assert_eq!(judge_text(text, &Context::default(), Relation::Dynamic).0, Verdict::Unknown, "{text}");
    }
}

#[test]
fn an_exception_on_the_wrong_licence_lifts_nothing() {
    let context = context(UseCase::Binary, Outbound::License("GPL-2.0-only".to_owned()));
    let judged = judge_text("Apache-2.0 WITH Classpath-exception-2.0", &context, Relation::Dynamic);
    assert_eq!(judged.0, Verdict::Conflict);
}
