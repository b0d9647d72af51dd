//! How every saved HTML file begins: the policy that forbids all but its own style sheet, and its title.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::escape::html as escape;

/// The file up to its heading. `style` is our own style sheet; it names nothing from elsewhere.
pub fn begin(title: &str, style: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(style.as_bytes()));
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; \
         base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n\
         <body>\n<h1>{title}</h1>\n"
    )
}
