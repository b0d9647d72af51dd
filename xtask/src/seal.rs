//! Sealing: what Trunk staged becomes one self-contained page with a policy that names every script
//! and style in it by hash, plus the same policy as header snippets for web servers.
//!
//! The page holds no address at all: the module is inlined (gzip, base64) because `connect-src 'none'`
//! forbids fetching it, and the engine's worker is made from a blob because a worker loaded from an
//! address does not inherit the policy.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

use crate::Outcome;
use crate::run::{command, root, run};
use crate::{texts, tools};

/// What Trunk names its output after.
const BINARY: &str = "lockscope-page";
/// How the packed module begins in the page; `imports` finds it again by this.
pub const MODULE_OPEN: &str = r#"<script type="application/wasm;base64" id="lockscope-module">"#;

/// How the packed licence texts begin in the page. Browsers run no script of this type: it is data.
const TEXTS_OPEN: &str = r#"<script type="application/zstd;base64" id="lockscope-licence-texts">"#;

/// Everything the page is made of.
pub struct Parts {
    /// `index.html` with its `<!-- seal: … -->` marks.
    pub template: String,
    /// The glue wasm-bindgen wrote (`no-modules`).
    pub glue: String,
    pub module: Vec<u8>,
    /// The block of licence texts (`texts`).
    pub texts: Vec<u8>,
    /// `www/boot/page.js` and `www/boot/engine.js`.
    pub page_script: String,
    pub engine_script: String,
    pub style: String,
    /// An SVG sprite, or nothing.
    pub icons: String,
}

/// The finished page and the policy it carries.
pub struct Sealed {
    pub page: String,
    pub policy: String,
}

/// Trunk's hook: seals the folder named by `TRUNK_STAGING_DIR` in place.
pub fn seal_staged() -> Outcome {
    let staging = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let staging = staging.ok_or("seal is called by Trunk (TRUNK_STAGING_DIR is not set); run `cargo xtask build`")?;
    let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let glue_file = staging.join(format!("{BINARY}.js"));
    let module_file = staging.join(format!("{BINARY}_bg.wasm"));
    if release {
        optimise(&module_file)?;
    }
    let www = root().join("www");
    let sealed = seal(&Parts {
        template: read(&staging.join("index.html"))?,
        glue: read(&glue_file)?,
        module: std::fs::read(&module_file).map_err(|fault| format!("{}: {fault}", module_file.display()))?,
        texts: texts::block()?,
        page_script: read(&www.join("boot/page.js"))?,
        engine_script: read(&www.join("boot/engine.js"))?,
        style: styles(&www.join("style"))?,
        icons: read(&www.join("icons/sprite.svg")).unwrap_or_default(),
    })?;
    write(&staging.join("index.html"), &sealed.page)?;
    for (name, text) in headers(&sealed.policy) {
        write(&staging.join(name), &text)?;
    }
    for left_over in [glue_file, module_file, staging.join(format!("{BINARY}.d.ts"))] {
        // The page holds them; a second copy beside it would be one that nothing checks.
        let _ = std::fs::remove_file(left_over);
    }
    Ok(())
}

/// Puts the parts into the template and names them in the policy.
pub fn seal(parts: &Parts) -> Outcome<Sealed> {
    let glue = restartable(&without_unused_doors(&parts.glue))?;
    for (name, text) in [("glue", &glue), ("page.js", &parts.page_script), ("engine.js", &parts.engine_script)] {
        let lower = text.to_ascii_lowercase();
        if lower.contains("</script") || lower.contains("<!--") {
            return Err(format!("{name} holds `</script` or `<!--` and cannot be inlined"));
        }
    }
    let policy = policy(&[&glue, &parts.page_script], &[&parts.style]);
    let meta = format!(r#"<meta http-equiv="Content-Security-Policy" content="{policy}">"#);
    let module = format!("{MODULE_OPEN}{}</script>", BASE64.encode(gzip(&parts.module)?));
    let texts = format!("{TEXTS_OPEN}{}</script>", BASE64.encode(&parts.texts));
    let scripts = format!(
        "<script type=\"text/plain\" id=\"lockscope-engine\">{}</script>\n<script id=\"lockscope-glue\">{glue}</script>\n<script>{}</script>",
        parts.engine_script, parts.page_script
    );
    // Trunk's own element has no place in a finished page.
    let mut page: String =
        parts.template.lines().filter(|line| !line.contains("data-trunk")).collect::<Vec<_>>().join("\n");
    for (mark, text) in [
        ("policy", meta.as_str()),
        ("styles", &format!("<style>{}</style>", parts.style)),
        ("icons", parts.icons.as_str()),
        ("module", &module),
        ("texts", &texts),
        ("scripts", &scripts),
    ] {
        let mark = format!("<!-- seal: {mark} -->");
        if page.matches(&mark).count() != 1 {
            return Err(format!("index.html must hold {mark} once"));
        }
        page = page.replace(&mark, text);
    }
    Ok(Sealed { page, policy })
}

/// The one policy, as `src/README.md` explains it. It must not contain a double quote.
fn policy(scripts: &[&str], styles: &[&str]) -> String {
    let hashes = |texts: &[&str]| texts.iter().map(|text| hash(text)).collect::<Vec<_>>().join(" ");
    [
        "default-src 'none'",
        &format!("script-src {} 'wasm-unsafe-eval'", hashes(scripts)),
        &format!("style-src {}", hashes(styles)),
        "worker-src blob:",
        "img-src blob: data:",
        "connect-src 'none'",
        "frame-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types lockscope",
    ]
    .join("; ")
}

/// A source expression as browsers compute it: over the text between the tags, line ends as LF.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(Sha256::digest(text.as_bytes())))
}

/// The glue with the doors bricked up that it never needs: Yew links `innerHTML` for raw HTML nodes, and
/// wasm-bindgen's loader can fetch a module by address. Lockscope does neither. The policy would refuse
/// both; this way they are not there to refuse, and anyone can search the page for them.
fn without_unused_doors(glue: &str) -> String {
    const DOORS: [&str; 3] = [".innerHTML = ", ".outerHTML = ", " = fetch("];
    let brick = |line: &str| match DOORS.iter().any(|door| line.contains(door)) {
        true => "throw new TypeError(\"Lockscope has no such door\");".to_owned(),
        false => line.to_owned(),
    };
    glue.lines().map(brick).collect::<Vec<_>>().join("\n")
}

/// The glue as a function: every call makes an app or engine of its own. Whatever leaves one of its exports as an exception is told
/// to `trapped` on the way: not every browser tells the page of it. `stop` makes one deaf, whatever in the page still calls it:
/// its exports become functions that do nothing, and its memory may go.
fn restartable(glue: &str) -> Outcome<String> {
    const CHANGES: [(&str, &str); 2] = [
        ("wasm = instance.exports;", "wasm = watched(instance.exports);"),
        (
            "{ initSync }",
            "{ initSync, stop() { wasmInstance = wasmModule = undefined; wasm = new Proxy({}, { get: () => () => {} }); } }",
        ),
    ];
    const WATCHED: &str = "const watched = (exports) => Object.fromEntries(Object.entries(exports).map(([name, door]) => [name, \
        typeof door !== \"function\" ? door : (...given) => { try { return door(...given); } catch (fault) { trapped(fault); throw fault; } }]));";
    let mut changed = glue.to_owned();
    for (mark, new) in CHANGES {
        if glue.matches(mark).count() != 1 {
            return Err(format!("the glue must hold `{mark}` once"));
        }
        changed = changed.replace(mark, new);
    }
    Ok(format!("function lockscopeGlue(trapped) {{\n{WATCHED}\n{changed}\nreturn wasm_bindgen;\n}}"))
}

/// The policy as web servers take it. Headers can say one thing more than a page: who may frame it.
fn headers(policy: &str) -> Vec<(&'static str, String)> {
    let fields = [
        ("Content-Security-Policy", format!("{policy}; frame-ancestors 'none'")),
        ("Referrer-Policy", "no-referrer".into()),
        ("X-Content-Type-Options", "nosniff".into()),
        ("Cross-Origin-Opener-Policy", "same-origin".into()),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), usb=(), serial=()".into()),
        ("Cache-Control", "no-cache".into()),
    ];
    let lines =
        |each: &dyn Fn(&str, &str) -> String| fields.iter().map(|(name, value)| each(name, value)).collect::<String>();
    vec![
        (
            "headers/nginx.conf",
            format!(
                "# Inside the `location` that serves the page: a location with its own add_header inherits none.\n{}",
                lines(&|name, value| format!("add_header {name} \"{value}\" always;\n"))
            ),
        ),
        ("headers/Caddyfile", format!("header {{\n{}}}\n", lines(&|name, value| format!("\t{name} \"{value}\"\n")))),
        ("_headers", format!("/*\n{}", lines(&|name, value| format!("  {name}: {value}\n")))),
    ]
}

/// Passes the module through wasm-opt where package.json's packages are installed.
fn optimise(module: &Path) -> Outcome {
    let Some(wasm_opt) = tools::npm_tool("wasm-opt") else { return Ok(()) };
    let mut line = command(&wasm_opt.display().to_string());
    line.args(["-O3", "--enable-bulk-memory", "--enable-nontrapping-float-to-int", "--enable-sign-ext"]);
    line.args(["--enable-mutable-globals", "--enable-reference-types", "--enable-multivalue", "--enable-simd", "-o"]);
    line.arg(module).arg(module);
    run(line)
}

fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    use std::io::Write;
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).and_then(|()| writer.finish()).map_err(|fault| format!("gzip: {fault}"))
}

/// Every style sheet of the folder, in the order of their names.
fn styles(folder: &Path) -> Outcome<String> {
    let entries = std::fs::read_dir(folder).map_err(|fault| format!("{}: {fault}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "css"));
    files.sort();
    let texts: Outcome<Vec<String>> = files.iter().map(|file| read(file)).collect();
    Ok(texts?.join("\n"))
}

fn read(file: &Path) -> Outcome<String> {
    let text = std::fs::read_to_string(file).map_err(|fault| format!("{}: {fault}", file.display()))?;
    Ok(text.replace("\r\n", "\n"))
}

fn write(file: &Path, text: &str) -> Outcome {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|fault| format!("{}: {fault}", folder.display()))?;
    }
    std::fs::write(file, text).map_err(|fault| format!("{}: {fault}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Parts {
        Parts {
            template: ["policy", "styles", "icons", "module", "texts", "scripts"]
                .map(|mark| format!("<!-- seal: {mark} -->"))
                .join("\n"),
            glue: "wasm = instance.exports; let wasm_bindgen = { initSync };".into(),
            module: vec![0, 97, 115, 109],
            texts: b"packed".to_vec(),
            page_script: "start();".into(),
            engine_script: "wait();".into(),
            style: "a{}".into(),
            icons: String::new(),
        }
    }

    #[test]
    fn every_script_and_style_is_named_in_the_policy() {
        let sealed = seal(&parts()).unwrap();
        let glue = restartable(&parts().glue).unwrap();
        for text in [glue.as_str(), "start();", "a{}"] {
            assert!(sealed.policy.contains(&hash(text)), "{text}");
            assert!(sealed.page.contains(&format!(">{text}</")), "{text}");
        }
        assert!(!sealed.policy.contains('"'));
    }

    #[test]
    fn the_licence_texts_are_data_that_the_policy_need_not_name() {
        let (sealed, other) = (seal(&parts()).unwrap(), seal(&Parts { texts: b"others".to_vec(), ..parts() }).unwrap());
        assert!(sealed.page.contains(&format!("{TEXTS_OPEN}cGFja2Vk</script>")));
        assert_eq!(sealed.policy, other.policy);
    }

    #[test]
    fn a_script_that_would_end_its_element_is_refused() {
        let broken = Parts { page_script: "'</SCRIPT>'".into(), ..parts() };
        assert!(seal(&broken).is_err());
    }

    #[test]
    fn the_glue_can_neither_fetch_nor_make_markup() {
        let glue = without_unused_doors("a();\n  x.innerHTML = y;\n  module = fetch(path);\nb();");
        assert!(!glue.contains("innerHTML") && !glue.contains("fetch"), "{glue}");
        assert!(glue.starts_with("a();\n") && glue.ends_with("\nb();"), "{glue}");
    }

    #[test]
    fn glue_that_cannot_be_stopped_or_watched_is_an_error() {
        let glue = restartable(&parts().glue).unwrap();
        assert!(glue.contains("stop()") && glue.contains("watched(instance.exports)"), "{glue}");
        for lacking in ["wasm = instance.exports; let wasm_bindgen = {};", "let wasm_bindgen = { initSync };"] {
            assert!(restartable(lacking).is_err(), "{lacking}");
        }
    }

    #[test]
    fn a_missing_mark_is_an_error() {
        let broken = Parts { template: "<html>".into(), ..parts() };
        assert!(seal(&broken).is_err());
    }

    #[test]
    fn a_hash_is_the_one_browsers_compute() {
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        assert_eq!(hash("alert(1)"), "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='");
    }
}
