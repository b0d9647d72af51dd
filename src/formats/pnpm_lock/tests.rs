//! What is read by lines is what the tree says.

use super::file::File;
use super::*;

/// Reads a text both ways. Was it read by lines?
fn check(text: &str) -> bool {
    let Ok(input) = Input::new("shop/pnpm-lock.yaml", text.as_bytes()) else { return false };
    let tree = parse_tree(&input);
    if File::of_lines(text).is_none() {
        return false;
    }
    let yaml = yaml::read(text).unwrap_or_else(|error| panic!("{text}\n{error}"));
    assert!(yaml.notices.is_empty(), "{text}");
    assert_eq!(parse(&input), tree, "{text}");
    true
}

const VERSION_9: &str = "lockfileVersion: '9.0'\n\nsettings:\n  autoInstallPeers: true\n\ncatalogs:\n  default:\n    a:\n      \
    specifier: ^1.0.0\n      version: 1.0.0\n\nimporters:\n\n  .:\n    dependencies:\n      '@s/a':\n        specifier: ^1.0.0\n        \
    version: 1.0.0(b@2.0.0)\n      w:\n        specifier: workspace:*\n        version: link:packages/w\n    devDependencies: {}\n  \
    packages/w: {}\n  ../x:\n    optionalDependencies:\n      b: {specifier: '>=1', version: 2.0.0}\n\npackages:\n\n  '@s/a@1.0.0':\n    \
    resolution: {integrity: sha512-a+/b==}\n    engines: {node: ^12 || >=14}\n    peerDependencies:\n      b: '*'\n    \
    peerDependenciesMeta:\n      b:\n        optional: true\n    cpu: [x64, arm64]\n\n  b@2.0.0:\n    resolution: {tarball: \
    https://host.example/b.tgz, integrity: sha1-x}\n    version: 2.0.0\n    deprecated: |-\n      old\n\n      text\n    os:\n    - linux\n  \
    c@file:c:\n    resolution: {directory: c, type: directory}\n    deprecated: \"no\\n\"\n    hasBin: true\n\nsnapshots:\n\n  \
    '@s/a@1.0.0(b@2.0.0)':\n    dependencies:\n      b: 2.0.0\n      c: file:c\n    optionalDependencies:\n      gone: 1.0.0\n    \
    transitivePeerDependencies:\n      - x\n\n  b@2.0.0: {}\n\n  c@file:c: {}\n";

const VERSION_5: &str = "lockfileVersion: 5.4\n\nspecifiers:\n  a: ^1.0.0\n\ndependencies:\n  a: 1.0.0_b@2.0.0\n  f: \
    registry.example/f/1.0.0\n\ndevDependencies:\n  b: 2.0.0\n\npackages:\n\n  /a/1.0.0_b@2.0.0:\n    resolution:\n      integrity: \
    sha512-a\n      tarball: a.tgz\n    peerDependencies:\n      b: '>=2'\n    dependencies:\n      b: 2.0.0\n    dev: false\n\n  /b/2.0.0:\n    \
    resolution: {integrity: sha1-x}\n    dev: true\n    optional: true\n\n  registry.example/f/1.0.0:\n    resolution: {tarball: f.tgz}\n    \
    name: f\n    version: 1.0.0\n    dev: false\n\n  g.example/o/n/0123:\n    resolution: {commit: '0123', repo: g.example, type: git}\n";

#[test]
fn lines_are_enough_for_what_pnpm_writes() {
    assert!(check(VERSION_9));
    assert!(check(VERSION_5));
}

#[test]
fn what_is_not_plainly_so_is_left_to_the_tree() {
    for (usual, other) in [
        ("'9.0'\n", "'9.0'\r\n"),
        ("'9.0'\n", "'9.0' # note\n"),
        ("'9.0'\n", "&x '9.0'\n"),
        ("'9.0'\n", "'9.0'\n---\n"),
        ("    hasBin: true\n", "    hasBin: true\n    hasBin: true\n"),
        ("    hasBin: true\n", "    engines: {a: b, a: c}\n"),
        ("    hasBin: true\n", "    hasBin: a: b\n"),
        ("    hasBin: true\n", "    hasBin: true\n      more: text\n"),
        ("    hasBin: true\n", "    hasBin: true\n\t\n"),
        ("    hasBin: true\n", "    hasBin: 'over\n<<<<<<< lines'\n"),
        ("    hasBin: true\n", "<<<<<<< one\n    hasBin: true\n"),
        ("devDependencies: {}", "devDependencies: {a: 1.0.0}"),
        ("version: 2.0.0\n", "version: |\n      2.0.0\n"),
        ("b: 2.0.0\n      c", "b: 'it''s'\n      c"),
    ] {
        let text = VERSION_9.replacen(usual, other, 1);
        assert!(text != VERSION_9, "{usual}");
        assert!(!check(&text), "{text}");
    }
}

#[test]
fn damaged_texts_are_read_alike() {
    let mut by_lines = 0;
    for text in [VERSION_9, VERSION_5] {
        for at in 0..text.len() {
            for other in
                ["", "\n", " ", "\t", ":", ": ", "#", "'", "\"", "{", "}", ",", "-", "\n- ", "|", "é", "a: b\n", "\n  "]
            {
                by_lines += usize::from(check(&format!("{}{other}{}", &text[..at], &text[at + 1..])));
                by_lines += usize::from(check(&format!("{}{other}{}", &text[..at], &text[at..])));
            }
            check(&text[..at]);
        }
    }
    assert!(by_lines > 1000, "{by_lines}");
}

#[test]
fn moved_lines_are_read_alike() {
    for text in [VERSION_9, VERSION_5] {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for from in 0..lines.len() {
            for to in 0..lines.len() {
                let mut moved = lines.clone();
                let line = moved.remove(from);
                moved.insert(to, line);
                check(&moved.concat());
                moved.insert(from, line);
                check(&moved.concat());
            }
        }
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests read fixtures from disk")]
fn files_are_read_alike() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open = ["tests/fixtures", "shared/corpus", "../shared/corpus"].map(|path| folder.join(path)).to_vec();
    let (mut by_lines, mut count) = (0, 0);
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "yaml")
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            by_lines += usize::from(check(&text));
            count += 1;
            // A cut file, and one with a line taken away.
            for part in [text.len() / 3, text.len() / 2] {
                let _ = text.get(..part).map(check);
            }
        }
    }
    assert!(by_lines >= 5, "{by_lines} of {count}");
}
