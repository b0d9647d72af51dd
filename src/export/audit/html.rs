//! The audit table as one HTML file: no script, nothing from elsewhere, light and dark, fit for print.
//!
//! Its policy forbids everything but its own style sheet. It holds no link.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::{Audit, TITLE};
use crate::export::escape::html as escape;
use crate::view::audit::AUDIT_COLUMNS;

const STYLE: &str = include_str!("html.css");

/// One table, then what it rests on.
pub fn html(audit: &Audit) -> String {
    let hash = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; \
         base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{TITLE}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<h1>{TITLE}</h1>\n<p>{}</p>\n<table>\n<thead>\n<tr>",
        escape(&audit.counts)
    );
    for column in AUDIT_COLUMNS {
        let _ = write!(out, "<th scope=\"col\">{column}</th>");
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &audit.rows {
        out.push_str("<tr>");
        for cell in row {
            let _ = write!(out, "<td>{}</td>", escape(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n<h2>What this rests on</h2>\n<ul>\n");
    for text in &audit.stamp {
        let _ = writeln!(out, "<li>{}</li>", escape(text));
    }
    out.push_str("</ul>\n</body>\n</html>\n");
    out
}
