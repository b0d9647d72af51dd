//! XML 1.0, fifth edition: a selection in our own words, production by production, of what the conformance suite of the W3C asks of a
//! reader that does not validate.

use lockscope::formats::support::xml::{self, Element};

use crate::is_told;

/// Well-formed, and what they mean: `name[attribute=value]{children}`, text in quotes.
const READ: &[(&str, &str)] = &[
    ("<a/>", "a"),
    ("<a></a >", "a"),
    ("<a\n\t/>", "a"),
    ("<?xml version='1.0'?><a/>", "a"),
    ("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<a/>\n", "a"),
    ("\u{feff}<a/>", "a"),
    ("<!-- one --><a/><!-- two -->", "a"),
    ("<?one?><a/><?two three?>", "a"),
    ("<a>text</a>", "a\"text\""),
    ("<a> text </a>", "a\" text \""),
    ("<a>one<!-- two -->three</a>", "a\"onethree\""),
    ("<a>one<?two?>three</a>", "a\"onethree\""),
    ("<a><b/><c/></a>", "a{b}{c}"),
    ("<a>one<b>two</b>three</a>", "a\"onethree\"{b\"two\"}"),
    ("<a b='c'/>", "a[b=c]"),
    ("<a b=\"c\" d='e'/>", "a[b=c][d=e]"),
    ("<a b = 'c'/>", "a[b=c]"),
    ("<a b='\"' c=\"'\"/>", "a[b=\"][c=']"),
    ("<a b='>'/>", "a[b=>]"),
    ("<a b=''/>", "a[b=]"),
    ("<a>&lt;&gt;&amp;&quot;&apos;</a>", "a\"<>&\"'\""),
    ("<a b='&lt;&#65;&#x42;'/>", "a[b=<AB]"),
    ("<a>&#x1F600;&#233;</a>", "a\"\u{1f600}é\""),
    ("<a><![CDATA[<b>&amp;</b>]]></a>", "a\"<b>&amp;</b>\""),
    ("<a><![CDATA[]]></a>", "a"),
    ("<a><![CDATA[]]]]><![CDATA[>]]></a>", "a\"]]>\""),
    ("<a>]]</a>", "a\"]]\""),
    ("<a>></a>", "a\">\""),
    ("<é/>", "é"),
    ("<_a.b-c/>", "_a.b-c"),
    ("<x:a xmlns:x='urn:x'><x:b/></x:a>", "a[xmlns:x=urn:x]{b}"),
    ("<a xmlns='urn:x'/>", "a[xmlns=urn:x]"),
    ("<a><a><a/></a></a>", "a{a{a}}"),
    ("<a>one\ntwo</a>", "a\"one\ntwo\""),
];

/// Not well-formed, and refused.
const REFUSED: &[&str] = &[
    // No document, or more than one element.
    "",
    " ",
    "text",
    "<!-- only -->",
    "<?only?>",
    "<a/><b/>",
    "<a></a><a></a>",
    "<a/>text",
    "text<a/>",
    "<a/>&amp;",
    "<a/><![CDATA[x]]>",
    "&amp;<a/>",
    // Tags that do not match, or do not end.
    "<a>",
    "<a><b></a>",
    "<a></b>",
    "<a><b></a></b>",
    "</a>",
    "<a></A>",
    "<a",
    "<a b",
    "<a b=",
    "<a b='",
    "<a b='c'",
    "<a></a",
    "<a><",
    "<a>text",
    "<a/",
    "<a></a></a>",
    // Names.
    "< a/>",
    "<1a/>",
    "<-a/>",
    "<.a/>",
    "<a></ a>",
    "<>",
    "</>",
    "<a><></></a>",
    // Attributes.
    "<a b/>",
    "<a b=c/>",
    "<a b='c\"/>",
    "<a =''/>",
    "<a b=''c/>",
    "<a></a b='c'>",
    // Comments, instructions, CDATA.
    "<a><!-- one</a>",
    "<a><!- one --></a>",
    "<a><?one</a>",
    "<a><![CDATA[one</a>",
    "<a><![cdata[one]]></a>",
    "<a><!one></a>",
    // The declaration.

    // The document type.
    "<a/><!DOCTYPE a>",
    "<!DOCTYPE a",
    "<!DOCTYPE a [<!ENTITY x 'y'>",
    "<a><!DOCTYPE a></a>",
];

/// Not well-formed or beyond what is claimed, read all the same, and told with this code.
const TOLD: &[(&str, &str, &str)] = &[
    ("<a>one & two</a>", "a\"one & two\"", "bare-ampersand"),
    ("<a b='c&d'/>", "a[b=c&d]", "bare-ampersand"),
    ("<a>&nbsp;</a>", "a\"&nbsp;\"", "unknown-entity"),
    ("<a>&#0;</a>", "a\"\u{fffd}\"", "invalid-character"),
    ("<a>&#xD800;</a>", "a\"\u{fffd}\"", "invalid-character"),
    ("<a b='1' b='2'/>", "a[b=1]", "repeated-attribute"),
    ("<a><!-- one -- two --></a>", "a", "double-hyphen"),
    ("<a><!-- one --->two</a>", "a\"two\"", "double-hyphen"),
    (" <?xml version='1.0'?><a/>", "a", "misplaced-declaration"),
    ("<a/><?xml version='1.0'?>", "a", "misplaced-declaration"),
    ("<a><?xml version='1.0'?></a>", "a", "misplaced-declaration"),
    ("<!DOCTYPE a><a/>", "a", "document-type"),
    ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "a\"&x;\"", "document-type"),
];

/// Not well-formed, and read without a word: nothing in them is hidden by it.
const READ_ALL_THE_SAME: &[&str] = &[
    // Names and the space between attributes.
    "<a b$='c'/>",
    "<a b='c'd='e'/>",
    // Marks in places where they end nothing.
    "<a b='<'/>",
    "<a>]]></a>",
    "<a><? one?></a>",
    // Declarations that lack their version, or are shouted.
    "<?xml?><a/>",
    "<?xml encoding='UTF-8'?><a/>",
    "<?XML version='1.0'?><a/>",
    // Characters that XML has not: they are shown as what they are.
    "<a>\u{0}</a>",
    "<a>\u{1}</a>",
    "<a>\u{b}</a>",
    "<a b='\u{8}'/>",
    "<a>\u{ffff}</a>",
];

fn told(element: &Element<'_>) -> String {
    let mut out = element.name.to_owned();
    for (name, value) in &element.attributes {
        out.push_str(&format!("[{name}={value}]"));
    }
    if !element.raw_text.is_empty() {
        out.push_str(&format!("\"{}\"", element.raw_text));
    }
    for child in &element.children {
        out.push_str(&format!("{{{}}}", told(child)));
    }
    out
}

#[test]
fn what_is_xml_is_read() {
    for (text, meaning) in READ {
        let read = xml::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        assert_eq!((told(&read.root).as_str(), read.notices.len()), (*meaning, 0), "{text}");
    }
}

#[test]
fn what_is_no_xml_is_refused() {
    let read: Vec<&str> = REFUSED.iter().copied().filter(|text| xml::parse(text).is_ok()).collect();
    assert_eq!(read, Vec::<&str>::new());
}

#[test]
fn what_is_repaired_is_told() {
    for (text, meaning, code) in TOLD {
        let read = xml::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        assert_eq!(told(&read.root), *meaning, "{text}");
        assert!(read.notices.iter().any(|notice| notice.code == *code), "{text}: {:?}", read.notices);
    }
}

#[test]
fn what_is_read_all_the_same_stays_that() {
    for text in READ_ALL_THE_SAME {
        assert!(xml::parse(text).is_ok_and(|read| read.notices.is_empty()), "{text}");
    }
    let (read, refused, told, all_the_same) = (READ.len(), REFUSED.len(), TOLD.len(), READ_ALL_THE_SAME.len());
    is_told(&format!(
        "| XML 1.0 | {read} read, {refused} refused, {told} repaired and told; {all_the_same} read that are not well-formed |"
    ));
}
