//! Documents out of bytes, for whatever works on graphs.

use lockscope::model::{Component, Dependency, DependencyKind, Document, Scope, StatedLicense};

/// Components at most.
const MOST: u32 = 64;

/// The first byte says how many components there are, the second how many roots; then three bytes an arrow.
pub fn document(bytes: &[u8]) -> Document {
    let count = u32::from(bytes.first().copied().unwrap_or(0)) % MOST;
    let roots = u32::from(bytes.get(1).copied().unwrap_or(0)) % 4;
    let components = (0..count).map(|number| Component {
        name: format!("p{}", number / 2),
        version: Some(format!("{}.0.0", number % 2)),
        own: number < roots,
        licenses: license(number, bytes),
        ..Component::default()
    });
    let dependencies = bytes.get(2..).unwrap_or_default().chunks_exact(3).filter(|_| count > 0).map(|arrow| {
        let scope = [Scope::Unknown, Scope::Runtime, Scope::Development, Scope::Optional][arrow[2] as usize % 4];
        let mut made = Dependency::new(u32::from(arrow[0]) % count, u32::from(arrow[1]) % count, scope);
        if arrow[2] & 16 != 0 {
            made.kind = DependencyKind::Contains;
        }
        made
    });
    Document {
        format: "npm-package-lock",
        roots: (0..roots.min(count)).collect(),
        components: components.collect(),
        dependencies: dependencies.collect(),
        ..Document::default()
    }
}

fn license(number: u32, bytes: &[u8]) -> Vec<StatedLicense> {
    const TEXTS: [&str; 6] = ["MIT", "GPL-2.0-only", "Apache-2.0", "MIT OR GPL-3.0-only", "?", "AGPL-3.0-or-later"];
    match bytes.get(number as usize) {
        Some(byte) if byte % 8 < 6 => vec![StatedLicense::declared(TEXTS[*byte as usize % 8])],
        _ => Vec::new(),
    }
}
