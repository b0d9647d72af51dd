//! The third-party list as CSV: a line for each component, then the gaps and what the list says of itself.
//!
//! Licence texts are left to the other formats.

use super::labels;
use crate::export::csv::line;
use crate::model::SafeUrl;
use crate::view::third_party::ThirdPartyView;

/// The list.
pub fn csv(view: &ThirdPartyView) -> String {
    let headings = [
        "component",
        "version",
        "package URL",
        "supplier",
        "source",
        "licence as stated",
        "licence chosen",
        "why",
        "copyright",
        "modified",
        "source offer",
        "acknowledgement",
        "read from",
        "gaps",
    ];
    let mut out = String::new();
    line(&mut out, headings.into_iter());
    for (position, entry) in view.entries.iter().enumerate() {
        let gaps = view.gaps.iter().filter(|gap| gap.entries.binary_search(&position).is_ok());
        let gaps: Vec<&str> = gaps.map(|gap| gap.title.as_str()).collect();
        let cells = [
            entry.name.as_str(),
            &entry.version,
            &entry.package_url,
            &entry.supplier,
            entry.source.as_ref().map_or("", SafeUrl::as_str),
            &entry.declared,
            &entry.chosen,
            &entry.why,
            &entry.copyright.join("; "),
            if entry.modified { "yes" } else { "no" },
            &entry.source_offer,
            &entry.acknowledgements.join("; "),
            &entry.files.join("; "),
            &gaps.join("; "),
        ];
        line(&mut out, cells.into_iter());
    }
    for text in view.left_out.iter().map(|text| format!("Left out: {text}")) {
        line(&mut out, [text.as_str()].into_iter());
    }
    for gap in &view.gaps {
        let labels = labels(view, &gap.entries).join("; ");
        line(&mut out, [gap.title.as_str(), labels.as_str()].into_iter());
    }
    for text in std::iter::once(&view.notice).chain(&view.stamp).chain(&view.credits) {
        line(&mut out, [text.as_str()].into_iter());
    }
    out
}
