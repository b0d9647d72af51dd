//! What the shipped module asks of the world: its import list and its memory, read from the sealed page itself.
//!
//! A module can touch the network only through an import. None of these may be among them.

use std::io::Read;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::Outcome;
use crate::page::cargo_home;
use crate::run::root;
use crate::seal::MODULE_OPEN;

/// Words that no import's name may hold, in lower case and without punctuation. `innerHTML` is missing:
/// Yew links it, and sealing replaces what it does (see `seal`), which `SCRIPT_WORDS` holds us to.
const IMPORT_WORDS: [&str; 20] = [
    "fetch",
    "xmlhttprequest",
    "xhr",
    "websocket",
    "webtransport",
    "eventsource",
    "sendbeacon",
    "rtcpeerconnection",
    "importscripts",
    "serviceworker",
    "sharedworker",
    "newnoargs",
    "newwithargs",
    "documentwrite",
    "insertadjacenthtml",
    "outerhtml",
    "createcontextualfragment",
    "setsrcdoc",
    "setcookie",
    "indexeddb",
];
/// As a word of its own: `nodeValue` would hold it too.
const EVAL: &str = "eval";
/// What the page's own scripts may not hold either.
const SCRIPT_WORDS: [&str; 12] = [
    "fetch(",
    "XMLHttpRequest",
    "WebSocket",
    "WebTransport",
    "EventSource",
    "sendBeacon",
    "RTCPeerConnection",
    "importScripts",
    "eval(",
    "new Function",
    ".innerHTML",
    ".outerHTML",
];

/// The most memory that the engine, and the page, may each use, in pages of 64 KiB: 1.5 GiB. `--max-memory` in
/// .cargo/config.toml says it to the linker, `www/boot` and `SECURITY.md` say it in words.
const MOST_MEMORY: usize = 24_576;

/// Fails if `dist/index.html` carries a module with a forbidden import or without a limit of memory, or a script with a
/// forbidden word.
pub fn check_page() -> Outcome {
    let file = root().join("dist/index.html");
    let page = std::fs::read_to_string(&file).map_err(|fault| format!("{}: {fault}", file.display()))?;
    let module = module_of(&page)?;
    let names = imports(&module)?;
    let bad: Vec<&String> = names.iter().filter(|name| is_forbidden(name)).collect();
    if !bad.is_empty() {
        return Err(format!("the module imports what it must not: {bad:?}"));
    }
    let most = most_memory(&module)?;
    if most != Some(MOST_MEMORY) {
        return Err(format!("the module may use {most:?} pages of memory, not {MOST_MEMORY}"));
    }
    let bad: Vec<&str> = SCRIPT_WORDS.into_iter().filter(|word| page.contains(word)).collect();
    if !bad.is_empty() {
        return Err(format!("the page's scripts hold what they must not: {bad:?}"));
    }
    for place in [root(), cargo_home()] {
        let place = place.display().to_string();
        if !place.contains(' ') && module.windows(place.len()).any(|piece| piece == place.as_bytes()) {
            return Err(format!("the module names a folder of this machine: {place}"));
        }
    }
    println!("{} imports, every script, no folder of this machine, memory: 4 passed, 0 failed", names.len());
    Ok(())
}

/// The unpacked module of a sealed page.
fn module_of(page: &str) -> Outcome<Vec<u8>> {
    let (_, rest) = page.split_once(MODULE_OPEN).ok_or("the page holds no module")?;
    let (packed, _) = rest.split_once("</script>").ok_or("the page's module does not end")?;
    let packed = BASE64.decode(packed.trim()).map_err(|fault| format!("the page's module: {fault}"))?;
    let mut module = Vec::new();
    let mut reader = flate2::read::GzDecoder::new(packed.as_slice());
    reader.read_to_end(&mut module).map_err(|fault| format!("the page's module: {fault}"))?;
    Ok(module)
}

fn is_forbidden(import: &str) -> bool {
    let plain: String = import.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
    let whole = import.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == EVAL);
    whole || IMPORT_WORDS.iter().any(|word| plain.contains(word))
}

/// The names in a module's import section, as `module.name`.
fn imports(module: &[u8]) -> Outcome<Vec<String>> {
    match section(module, 2)? {
        Some(mut content) => {
            let count = content.number()?;
            (0..count).map(|_| content.import()).collect()
        }
        None => Ok(Vec::new()),
    }
}

/// The most pages that a module's first memory may have; `None` where it has none or no limit.
fn most_memory(module: &[u8]) -> Outcome<Option<usize>> {
    let Some(mut content) = section(module, 5)? else { return Ok(None) };
    content.number()?;
    content.limits()
}

/// A section by its number in the binary format.
fn section(module: &[u8], wanted: u8) -> Outcome<Option<Reader<'_>>> {
    let mut reader = Reader { bytes: module.get(8..).ok_or("not a WebAssembly module")? };
    while !reader.bytes.is_empty() {
        let number = reader.byte()?;
        let size = reader.number()?;
        let content = Reader { bytes: reader.take(size)? };
        if number == wanted {
            return Ok(Some(content));
        }
    }
    Ok(None)
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Outcome<&'a [u8]> {
        let (head, tail) = self.bytes.split_at_checked(count).ok_or("the module ends too early")?;
        self.bytes = tail;
        Ok(head)
    }

    fn byte(&mut self) -> Outcome<u8> {
        Ok(self.take(1)?[0])
    }

    /// An unsigned LEB128 number.
    fn number(&mut self) -> Outcome<usize> {
        let mut number = 0_usize;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err("a number in the module is too long".into())
    }

    fn text(&mut self) -> Outcome<String> {
        let size = self.number()?;
        Ok(String::from_utf8_lossy(self.take(size)?).into_owned())
    }

    fn import(&mut self) -> Outcome<String> {
        let name = format!("{}.{}", self.text()?, self.text()?);
        match self.byte()? {
            0 => drop(self.number()?),
            1 => {
                self.byte()?;
                self.limits()?;
            }
            2 => drop(self.limits()?),
            3 => drop(self.take(2)?),
            4 => {
                self.byte()?;
                self.number()?;
            }
            kind => return Err(format!("the module imports a thing of unknown kind {kind}")),
        }
        Ok(name)
    }

    /// The upper limit of a table or memory, where there is one.
    fn limits(&mut self) -> Outcome<Option<usize>> {
        let flags = self.byte()?;
        self.number()?;
        if flags & 1 == 1 { self.number().map(Some) } else { Ok(None) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports one function `wbg.NAME`.
    fn module(name: &str) -> Vec<u8> {
        let mut import = vec![1, 3];
        import.extend(b"wbg");
        import.push(name.len() as u8);
        import.extend(name.as_bytes());
        import.extend([0, 0]);
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([1, 4, 1, 0x60, 0, 0, 2, import.len() as u8]);
        module.extend(import);
        module
    }

    #[test]
    fn a_mangled_fetch_is_found_and_refused() {
        let names = imports(&module("__wbg_fetch_0123abcd")).unwrap();
        assert_eq!(names, ["wbg.__wbg_fetch_0123abcd"]);
        assert!(is_forbidden(&names[0]));
    }

    #[test]
    fn the_limit_of_memory_is_read() {
        let with = |memory: &[u8]| [b"\0asm\x01\0\0\0".as_slice(), &[5, memory.len() as u8], memory].concat();
        assert_eq!(most_memory(&with(&[1, 1, 17, 0x80, 0xc0, 1])).unwrap(), Some(MOST_MEMORY));
        assert_eq!(most_memory(&with(&[1, 0, 17])).unwrap(), None);
        assert_eq!(most_memory(&module("x")).unwrap(), None);
    }

    #[test]
    fn every_way_out_is_refused_and_the_harmless_pass() {
        for name in [
            "__wbg_new_WebSocket_1",
            "__wbg_sendBeacon_2",
            "__wbg_newnoargs_3",
            "__wbg_set_outerHTML_4",
            "__wbg_eval_5",
        ] {
            assert!(is_forbidden(name), "{name}");
        }
        for name in ["__wbg_set_textContent_1", "__wbg_postMessage_2", "__wbg_createElement_3", "__wbg_set_nodeValue_4"]
        {
            assert!(!is_forbidden(name), "{name}");
        }
    }
}
