//! Markdown as it is written for the public site: whatever stands in it, what a browser reads of it runs nothing, loads no
//! page of others, and leads nowhere but by the schemes of links.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use preau_appointments::domain::markdown::{before_heading, beginning, html};

use crate::parts::text;

/// What a text may consist of; the first three are the browser's own.
const ELEMENTS: [&str; 62] = [
    "html",
    "head",
    "body",
    "a",
    "abbr",
    "acronym",
    "area",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "map",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
];
const MORE: [&str; 18] = [
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tfoot", "time", "tr", "tt", "u", "ul",
    "var", "wbr", "section",
];
const ADDRESSES: [&str; 6] = ["href", "src", "cite", "action", "longdesc", "background"];
/// Schemes that run or hold something.
const ACTIVE: [&str; 4] = ["javascript", "data", "vbscript", "file"];
const BEGINNING: usize = 60;

pub fn target(data: &[u8]) {
    let written = text(data);
    for under in [1, 3] {
        let made = html(&written, under);
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(made.as_str());
        visit(&dom.document, &made);
    }
    let (before, rest) = before_heading(&written);
    assert_eq!(format!("{before}{rest}"), written, "nothing is lost");
    let short = beginning(&written, BEGINNING);
    assert!(short.chars().count() <= BEGINNING + 1, "{short:?}");
}

/// Without recursion: texts may nest as deep as they are long.
fn visit(document: &Handle, made: &str) {
    let mut left = vec![document.clone()];
    while let Some(node) = left.pop() {
        if let NodeData::Element { name, attrs, .. } = &node.data {
            let name = name.local.to_string();
            assert!(ELEMENTS.contains(&name.as_str()) || MORE.contains(&name.as_str()), "<{name}> in {made}");
            for attribute in attrs.borrow().iter() {
                harmless(&attribute.name.local, &attribute.value, made);
            }
        }
        left.extend(node.children.borrow().iter().cloned());
    }
}

fn harmless(name: &str, value: &str, made: &str) {
    assert!(!name.starts_with("on") && name != "style" && name != "srcdoc", "{name} in {made}");
    if !ADDRESSES.contains(&name) {
        return;
    }
    // As a browser does before it looks for a scheme (WHATWG URL, basic URL parser).
    let begun = value.trim_start_matches(|c: char| c <= ' ');
    let bare: String = begun.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let scheme = bare.split([':', '/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let has_scheme = bare.get(scheme.len()..).is_some_and(|rest| rest.starts_with(':'));
    assert!(!(has_scheme && ACTIVE.contains(&scheme.as_str())), "{value:?} in {made}");
}
