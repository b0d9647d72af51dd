//! Judging again on facts gathered before comes to what judging afresh comes to, whatever was judged in between.

use lockscope::graph::{Graph, build};
use lockscope::licenses::{
    Choice, Context, Correction, EvidenceView, Grounds, Judgement, Modified, Outbound, Relation, RelationOf,
    RelationRule, Settlements, Subject, UseCase, judge_on,
};
use lockscope::model::{
    Component, Dependency, Document, Ecosystem, LicenseRole, ListMeaning, PackageUrl, Scope, StatedLicense,
};

/// Licences, by component in turns; those of one entry stand side by side.
const LICENSES: [&[&str]; 30] = [
    &["MIT"],
    &["Apache-2.0"],
    &["MIT OR Apache-2.0"],
    &["GPL-2.0-only"],
    &["GPL-2.0-or-later"],
    &["MIT OR GPL-3.0-only"],
    &["GPL-2.0-only OR Apache-2.0"],
    &["BSD-4-Clause"],
    &["OpenSSL"],
    &["MPL-2.0"],
    &["LGPL-2.1-only"],
    &["(MIT OR Apache-2.0) AND (ISC OR GPL-2.0-only)"],
    &["AGPL-3.0-only"],
    &["GPL-3.0-only WITH GCC-exception-3.1"],
    &["GPL-2.0-only WITH Classpath-exception-2.0"],
    &["NOASSERTION"],
    &["NONE"],
    &[],
    &["BSD"],
    &["LicenseRef-ours"],
    &["free for all"],
    &["EPL-1.0", "GPL-2.0-only"],
    &["CDDL-1.0", "Apache-2.0"],
    &["GPL-2.0-only AND Apache-2.0"],
    &["SSPL-1.0"],
    &["BUSL-1.1"],
    &["CC-BY-SA-4.0"],
    &["GPL-3.0-or-later OR MPL-2.0"],
    &["EUPL-1.2"],
    &["ms-pl"],
];

/// Two roots and a third that nobody claims, several ecosystems, scopes and roles, and components that no root reaches.
fn graph() -> Graph {
    const ECOSYSTEMS: [Ecosystem; 3] = [Ecosystem::Npm, Ecosystem::Cargo, Ecosystem::Maven];
    let mut document = Document { roots: vec![0, 1], ..Document::default() };
    let mut random = 1_u32;
    let mut below = |limit: u32| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 8) % limit
    };
    for at in 0..400_u32 {
        let name = format!("p{at}");
        let role = [LicenseRole::Declared, LicenseRole::Declared, LicenseRole::Concluded][below(3) as usize];
        let list = if below(2) == 0 { ListMeaning::Any } else { ListMeaning::All };
        let mut licenses: Vec<StatedLicense> = LICENSES[(at as usize * 7) % LICENSES.len()]
            .iter()
            .map(|text| StatedLicense { role, list, ..StatedLicense::declared(*text) })
            .collect();
        if at % 11 == 0 {
            licenses.push(StatedLicense { role: LicenseRole::Concluded, ..StatedLicense::declared("ISC") });
        }
        document.components.push(Component {
            package_url: PackageUrl::npm(&name, Some("1.0.0")),
            version: Some("1.0.0".to_owned()),
            ecosystem: ECOSYSTEMS[below(3) as usize],
            own: at < 2,
            licenses,
            name,
            ..Component::default()
        });
        let scope = [Scope::Runtime, Scope::Runtime, Scope::Optional, Scope::Development][below(4) as usize];
        if at > 1 && at % 13 != 0 {
            document.dependencies.push(Dependency::new(below(at), at, scope));
            document.dependencies.push(Dependency::new(below(400), at, Scope::Runtime));
        }
    }
    document.dependencies.retain(|dependency| dependency.from != dependency.to);
    let mut other = Document::default();
    for name in ["top", "p5"] {
        other.components.push(Component {
            name: name.to_owned(),
            package_url: PackageUrl::npm(name, Some("1.0.0")),
            version: Some("1.0.0".to_owned()),
            ecosystem: Ecosystem::Npm,
            licenses: vec![StatedLicense::declared("GPL-3.0-only")],
            ..Component::default()
        });
    }
    other.dependencies.push(Dependency::new(0, 1, Scope::Runtime));
    build(&[&document, &other])
}

fn contexts() -> Vec<Context> {
    let context = |use_case, outbound| Context { use_case, outbound, ..Context::default() };
    let license = |id: &str| Outbound::License(id.to_owned());
    vec![
        context(UseCase::Binary, Outbound::Proprietary),
        context(UseCase::Binary, Outbound::Undecided),
        context(UseCase::Library, license("GPL-3.0-only")),
        Context { modified: Modified::Everything, ..context(UseCase::Source, license("MIT OR Apache-2.0")) },
        Context { client_side: true, ..context(UseCase::Saas, Outbound::Proprietary) },
        context(UseCase::Internal, license("GPL-2.0-only")),
    ]
}

fn settlements() -> Vec<Settlements> {
    let because = || "decided".to_owned();
    let subject = |package: &str| Subject { package: package.to_owned(), versions: None };
    let correction = |package: &str, expression: &str| Correction {
        subject: subject(package),
        expression: expression.to_owned(),
        because: because(),
    };
    let choice = |of: Option<&str>, choice: &str| Choice {
        subject: of.map(subject),
        given: None,
        choice: choice.to_owned(),
        because: because(),
    };
    let relation = |of, relation| vec![RelationRule { of, relation }];
    vec![
        Settlements::default(),
        Settlements { corrections: vec![correction("pkg:npm/p21", "MPL-2.0")], ..Settlements::default() },
        Settlements {
            corrections: vec![correction("pkg:npm/p1*", "MIT OR GPL-2.0-only"), correction("pkg:npm/p3", "not one")],
            choices: vec![choice(None, "Apache-2.0"), choice(Some("pkg:npm/p12"), "GPL-2.0-only")],
            ..Settlements::default()
        },
        Settlements { choices: vec![choice(Some("pkg:npm/p*"), "MIT")], ..Settlements::default() },
        Settlements {
            preferences: vec!["Apache-2.0".to_owned()],
            refused: vec!["MPL-2.0".to_owned()],
            ..Settlements::default()
        },
        Settlements {
            relations: relation(RelationOf::Ecosystem(Ecosystem::Cargo), Relation::Process),
            ..Settlements::default()
        },
        Settlements {
            relations: relation(RelationOf::Component(subject("pkg:npm/p3")), Relation::Merged),
            ..Settlements::default()
        },
        Settlements {
            relations: relation(RelationOf::Component(subject("pkg:npm/p1*")), Relation::Process),
            ..Settlements::default()
        },
        Settlements {
            relations: relation(
                RelationOf::Edge { from: subject("pkg:npm/p*"), to: subject("pkg:npm/p5") },
                Relation::Static,
            ),
            ..Settlements::default()
        },
    ]
}

fn afresh(graph: &Graph, context: &Context, settlements: &Settlements) -> Judgement {
    judge_on(graph, &mut Grounds::new(graph, &[true, true], context.evidence), context, settlements)
}

#[test]
fn judging_again_gives_what_judging_afresh_gives() {
    let graph = graph();
    let mut grounds = Grounds::new(&graph, &[true, true], EvidenceView::default());
    let (contexts, settlements) = (contexts(), settlements());
    let first = afresh(&graph, &contexts[0], &settlements[0]);
    // Each change is followed by one of the other kind, and every pair by the way back.
    for (turn, context) in contexts.iter().enumerate() {
        for at in 0..settlements.len() {
            let settled = &settlements[(at * 3 + turn) % settlements.len()];
            let again = judge_on(&graph, &mut grounds, context, settled);
            assert!(again == afresh(&graph, context, settled), "{context:?} {settled:?}");
            let back = judge_on(&graph, &mut grounds, &contexts[0], &settlements[0]);
            assert!(back == first, "back from {context:?} {settled:?}");
        }
    }
    for settled in settlements.iter().chain(settlements.iter().rev()) {
        let again = judge_on(&graph, &mut grounds, &contexts[0], settled);
        assert!(again == afresh(&graph, &contexts[0], settled), "in a row: {settled:?}");
    }
    let kinds = |judgement: &Judgement| {
        let mut kinds: Vec<_> = judgement.findings.iter().map(|finding| finding.kind.letter()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    };
    assert_eq!(kinds(&first), ["C", "E", "H", "O", "U"]);
}
