//! What is read, what is repaired, what is refused.

use super::*;

fn check(text: &str, expected: &str) {
    let xml = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let mut shown = show(&xml.root);
    for notice in &xml.notices {
        shown.push_str(&format!(" !{}@{}", notice.code, notice.place.as_ref().unwrap()));
    }
    assert_eq!(shown, expected, "{text}");
}

fn show(element: &Element) -> String {
    let attributes: String = element.attributes.iter().map(|(name, value)| format!(" {name}={value:?}")).collect();
    let children: Vec<String> = element.children.iter().map(show).collect();
    format!("{}{attributes}[{}]({})", element.name, children.join(","), element.text())
}

fn check_error(text: &str, code: &str, place: &str) {
    let error = parse(text).err().unwrap_or_else(|| panic!("{}", &text[..text.len().min(40)]));
    assert_eq!(error.code, code, "{error}");
    assert_eq!(error.place.unwrap().to_string(), place, "{}", error.message);
}

#[test]
fn elements_attributes_and_texts_are_read() {
    check(
        "<?xml version='1.0'?>\n<!-- c --><a>\n <b x='1' y=\"2\"/>t<c>u</c> </a>\n",
        r#"a[b x="1" y="2"[](),c[](u)](t)"#,
    );
    check("<p:a xmlns:p='u' p:b='c'></p:a >", r#"a xmlns:p="u" b="c"[]()"#);
    check("<a>x<![CDATA[<&>]]>y<!-- z -->z</a>", "a[](x<&>yz)");
    check("\u{feff}<a/>", "a[]()");
    check("<a>\u{feff}&amp;\u{feff}</a>", "a[](\u{feff}&\u{feff})");
}

#[test]
fn entities_are_resolved_and_odd_ones_kept() {
    check("<a b='&lt;&quot;'>&amp;&#233;&#xE9;</a>", r#"a b="<\""[](&éé)"#);
    check("<a>\n&nbsp;</a>", "a[](&nbsp;) !unknown-entity@line 2, column 1");
    check("<a>x & y; &z</a>", "a[](x & y; &z) !bare-ampersand@line 1, column 6 !bare-ampersand@line 1, column 11");
    check("<a b='p&q=r;'/>", r#"a b="p&q=r;"[]() !bare-ampersand@line 1, column 8"#);
    check(
        "<a>&#0;&#xD800;</a>",
        "a[](\u{fffd}\u{fffd}) !invalid-character@line 1, column 4 !invalid-character@line 1, column 8",
    );
}

#[test]
fn what_is_odd_is_told() {
    check("<a b='1' b='2'/>", "a b=\"1\"[]() !repeated-attribute@line 1, column 1");
    check(
        "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
        "a[](&x;) !document-type@line 1, column 1 !unknown-entity@line 1, column 34",
    );
    let many = format!("<a>{}</a>", "& ".repeat(1000));
    assert_eq!(parse(&many).unwrap().notices.len(), 21);
}

#[test]
fn broken_files_are_refused_with_a_place() {
    check_error("", "truncated", "line 1, column 1");
    check_error("<a>\n<b>", "truncated", "line 2, column 4");
    check_error("<a>\n<b", "truncated", "line 2, column 1");
    check_error("<a b='x></a>", "truncated", "line 1, column 1");
    check_error("<a><!-- </a>", "truncated", "line 1, column 4");
    check_error("<a><b></a></b>", "invalid-xml", "line 1, column 7");
    check_error("<a/></a>", "invalid-xml", "line 1, column 5");
    check_error("<a/><b/>", "invalid-xml", "line 1, column 5");
    check_error("<a/>\n x", "invalid-xml", "line 2, column 2");
    check_error("x<a/>", "invalid-xml", "line 1, column 1");
    check_error("<a>1 < 2</a>", "invalid-xml", "line 1, column 6");
    check_error("<a b=c/>", "invalid-xml", "line 1, column 1");
    check_error("<a><!x></a>", "invalid-xml", "line 1, column 4");
}

#[test]
fn limits_are_kept() {
    check(&format!("{}{}", "<a>".repeat(2), "</a>".repeat(2)), "a[a[]()]()");
    assert!(parse(&format!("{}{}", "<a>".repeat(128), "</a>".repeat(128))).is_ok());
    check_error(&"<a>".repeat(100_000), "too-deep", "line 1, column 385");
    let attributes = |count: usize| (0..count).map(|number| format!(" a{number}=''")).collect::<String>();
    assert!(parse(&format!("<a{}/>", attributes(256))).is_ok());
    check_error(&format!("<a{}/>", attributes(257)), "too-many-attributes", "line 1, column 1");
    check_error(&format!("<a>{}", "<b/>".repeat(MOST_ELEMENTS)), "too-many-elements", "line 1, column 8000000");
}

#[test]
fn hostile_files_cost_linear_time() {
    for text in ["&", "<!", "<a>&", "<![CDATA[", "<!--", "<!DOCTYPE [", "&;", "<?", "&#x1;"] {
        let _ = parse(&format!("<a>{}", text.repeat(500_000)));
    }
    let _ = parse(&format!("<a {}/>", "b='' ".repeat(500_000)));
}

#[test]
fn a_cursor_passes_over_what_is_not_asked() {
    let text = "<r>t<a k='1'><x>in<y>side</y></x></a><b> two <i>words</i></b><c/></r>";
    let mut cursor = Cursor::new(text);
    let root = cursor.root().unwrap();
    let mut seen = Vec::new();
    while let Some(child) = cursor.child(&root).unwrap() {
        match child.name {
            "a" => seen.push(cursor.attribute("k").unwrap().into_owned()),
            "b" => seen.push(cursor.text(&child).unwrap().into_owned()),
            name => seen.push(format!("{name}@{}", child.offset)),
        }
    }
    assert_eq!(seen, ["1", " two words", "c@61"]);
    assert!(cursor.finish().unwrap().is_empty());
}

/// Events and their attributes, or the error that ends them, and the notices.
fn events(mut cursor: Cursor) -> String {
    let mut seen = String::new();
    loop {
        match cursor.next() {
            Ok(Event::Done) => break,
            Ok(Event::Start(start)) => seen.push_str(&format!("{start:?} {:?}\n", cursor.attributes())),
            Ok(event) => seen.push_str(&format!("{event:?}\n")),
            Err(error) => return format!("{seen}{error:?}"),
        }
    }
    format!("{seen}{:?}", cursor.finish())
}

/// Tags read in one go must say what the crate says of them.
fn check_tags(text: &str) {
    let [tags, tokens] = [Cursor::new(text), Cursor::token_by_token(text)].map(events);
    assert!(tags == tokens, "{text:?}\n{tags}\n{tokens}");
}

const TAGS: &str = "<?xml version=\"1.0\"?>\n<!-- c -->\n<p:a xmlns:p='u' xmlns=\"v\" b.c-d_e=\"&lt;>\">\n  <f/>\n  \
    <g h = 'i' j='k'  />t &amp; &#233; u <x:y x:z=\"1\" z='2'>v</x:y ><![CDATA[<&>]]></p:a>\n<?q?>\n";

#[test]
fn tags_say_what_tokens_say() {
    check_tags(TAGS);
    let many: String = (0..300).map(|number| format!(" a{number}='{number}'")).collect();
    for text in [
        "<a>&</a>",
        "<a>&&x;&</a>&",
        "<a b='1' b='2' c:b='3'/>",
        "<a:b:c/>",
        "<:a/>",
        "<a:/>",
        "<é x='1'/>",
        "<a é='1'/>",
        "<a><b></a></b>",
        "<a></a><a>",
        "<a></a></a>",
        "<a></ab></a>",
        "<a b='1'c='2'/>",
        "<a b='1'/",
        "<a/ >",
        "<a b=\"1",
        &format!("<a{many}/>"),
    ] {
        check_tags(text);
    }
}

#[test]
fn damaged_tags_say_what_tokens_say() {
    for at in (0..TAGS.len()).filter(|at| TAGS.is_char_boundary(*at)) {
        for other in ["", "<", ">", "/", "&", ";", "'", "\"", "=", " ", "\n", ":", "!", "?", "-", "a", "é", "]"] {
            check_tags(&format!("{}{other}{}", &TAGS[..at], TAGS.get(at + 1..).unwrap_or("")));
            check_tags(&format!("{}{other}{}", &TAGS[..at], &TAGS[at..]));
        }
        check_tags(&TAGS[..at]);
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests read fixtures from disk")]
fn fixtures_read_by_tags_as_by_tokens() {
    let mut open = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"))];
    let mut count = 0;
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            check_tags(&text);
            count += usize::from(text.trim_start().starts_with('<'));
        }
    }
    assert!(count > 10, "{count}");
}
