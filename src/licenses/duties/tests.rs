use super::*;
use crate::licenses::{Outbound, judge_text};

fn context(use_case: UseCase, modified: Modified) -> Context {
    Context { use_case, outbound: Outbound::Proprietary, modified, ..Context::default() }
}

/// `TEXT COPYRIGHT …` of an expression, each with its term where there are several; `?` marks what binds later.
fn codes(text: &str, relation: Relation, use_case: UseCase, modified: bool) -> String {
    let context = context(use_case, if modified { Modified::Everything } else { Modified::Nothing });
    let (_, _, terms) = judge_text(text, &context, relation);
    let found = duties(terms.as_ref(), relation, false, &context);
    let mark = |when| if when == When::Now { "" } else { "?" };
    found.iter().map(|duty| format!("{}{}", duty.code.as_str(), mark(duty.when))).collect::<Vec<_>>().join(" ")
}

#[test]
fn duties_follow_the_licence_the_use_and_the_changes() {
    use Relation::{Dynamic, Merged, Process, Static, Tool};
    use UseCase::{Binary, Internal, Library, Saas, Source};
    for (license, relation, use_case, modified, expected) in [
        ("MIT", Static, Binary, false, "TEXT COPYRIGHT"),
        ("Apache-2.0", Static, Binary, false, "TEXT COPYRIGHT NOTICE PATENT(grant) TRADEMARK(none)"),
        ("Apache-2.0", Static, Binary, true, "TEXT COPYRIGHT NOTICE CHANGES PATENT(grant) TRADEMARK(none)"),
        ("LGPL-2.1-only", Dynamic, Binary, false, "TEXT COPYRIGHT SOURCE NORESTRICT"),
        ("LGPL-2.1-only", Static, Binary, false, "TEXT COPYRIGHT SOURCE RELINK NORESTRICT"),
        ("LGPL-2.1-only", Dynamic, Binary, true, "TEXT COPYRIGHT CHANGES SOURCE SAME(library) NORESTRICT"),
        ("MPL-2.0", Dynamic, Binary, false, "TEXT COPYRIGHT SOURCE PATENT(grant) TRADEMARK(none)"),
        ("MPL-2.0", Dynamic, Binary, true, "TEXT COPYRIGHT SOURCE SAME(file) PATENT(grant) TRADEMARK(none)"),
        ("MPL-2.0", Merged, Source, true, "TEXT COPYRIGHT SAME(file) PATENT(grant) TRADEMARK(none)"),
        (
            "GPL-3.0-only",
            Dynamic,
            Binary,
            false,
            "TEXT COPYRIGHT SOURCE SAME(work) INSTALL-INFO? NORESTRICT PATENT(grant)",
        ),
        ("GPL-3.0-only", Process, Binary, false, "TEXT COPYRIGHT SOURCE INSTALL-INFO? NORESTRICT PATENT(grant)"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", Dynamic, Binary, false, "TEXT COPYRIGHT SOURCE NORESTRICT"),
        ("AGPL-3.0-only", Dynamic, Saas, false, "NETWORK-SOURCE? PATENT(grant)"),
        ("AGPL-3.0-only", Dynamic, Saas, true, "NETWORK-SOURCE PATENT(grant)"),
        ("OSL-3.0", Dynamic, Saas, false, "NETWORK-SOURCE PATENT(grant) TRADEMARK(none)"),
        ("MIT", Dynamic, Saas, false, "NONE-STATED"),
        ("MIT", Dynamic, Internal, false, "NONE-STATED"),
        ("MIT", Static, Library, false, "TEXT? COPYRIGHT?"),
        ("MIT", Merged, Library, false, "TEXT COPYRIGHT"),
        ("BSD-4-Clause", Dynamic, Binary, false, "TEXT COPYRIGHT ADVERT NAME"),
        ("BSL-1.0", Static, Binary, false, "NONE-STATED"),
        ("BSL-1.0", Merged, Source, false, "TEXT COPYRIGHT"),
        ("CC0-1.0", Static, Binary, false, "NONE-STATED PATENT(none) TRADEMARK(none)"),
        ("Beerware", Static, Binary, false, "TEXT"),
        ("LicenseRef-ours", Static, Binary, false, "NO-DATA"),
        ("BSD", Static, Binary, false, "NO-DATA"),
        ("GPL-3.0-only", Tool, Binary, true, ""),
    ] {
        let found = codes(license, relation, use_case, modified);
        assert_eq!(found, expected, "{license} {relation:?} {use_case:?} modified {modified}");
    }
}

#[test]
fn only_the_chosen_alternative_counts_and_all_parts_of_an_and() {
    let both = codes("MIT AND BSD-4-Clause", Relation::Static, UseCase::Binary, false);
    assert_eq!(both, "TEXT TEXT COPYRIGHT COPYRIGHT ADVERT NAME");
    assert_eq!(codes("MIT OR GPL-3.0-only", Relation::Static, UseCase::Binary, false), "TEXT COPYRIGHT");
}

#[test]
fn no_licence_is_no_duty_data_and_an_own_component_has_none() {
    let context = Context::default();
    let found = duties(None, Relation::Static, false, &context);
    assert_eq!(found.iter().map(|duty| duty.code).collect::<Vec<_>>(), [DutyCode::NoData]);
    assert!(duties(None, Relation::Static, true, &context).is_empty());
}

#[test]
fn every_duty_names_its_term_and_a_source() {
    let context = context(UseCase::Binary, Modified::Everything);
    for license in &catalogue().licenses {
        let (_, _, terms) = judge_text(license.id, &context, Relation::Static);
        let found = duties(terms.as_ref(), Relation::Static, false, &context);
        assert!(!found.is_empty(), "{}", license.id);
        for duty in found {
            assert!(!duty.source.is_empty() && !duty.words.is_empty() && !duty.words.ends_with('.'), "{duty:?}");
        }
    }
}

#[test]
fn every_row_of_the_table_is_an_id_with_letters_the_rules_know() {
    for license in catalogue().licenses.iter().filter(|license| license.id != "NOASSERTION") {
        let Some(marks) = table::marks(license.id) else { continue };
        assert!(marks.choosealicense.chars().all(|letter| "tcuhsnwlfGNT0".contains(letter)), "{}", license.id);
        assert!(marks.ort.chars().all(|letter| "no".contains(letter)), "{}", license.id);
        assert!(marks.own.chars().all(|letter| "RIXFWE".contains(letter)), "{}", license.id);
    }
}
