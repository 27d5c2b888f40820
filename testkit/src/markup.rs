//! What is wrong with the HTML of a page: what the parser of the HTML standard calls an error, and what it cannot know
//! (ids given twice, references to nothing, controls without a name).

use std::cell::RefCell;
use std::collections::BTreeSet;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Attributes whose value names other elements by id.
const REFERENCES: [&str; 8] =
    ["for", "form", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-activedescendant"];

/// One sentence for each fault; none for a sound page.
pub fn markup_faults(html: &str) -> Vec<String> {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    let mut page = Page::default();
    page.visit(&dom.document);
    let mut faults: Vec<String> = dom.errors.borrow().iter().map(|error| format!("parser: {error}")).collect();
    faults.append(&mut page.faults);
    for (from, id) in page.references {
        if !page.ids.contains(&id) {
            faults.push(format!("{from} names the id {id}, which is not there"));
        }
    }
    faults
}

#[derive(Default)]
struct Page {
    ids: BTreeSet<String>,
    /// Where from, and which id.
    references: Vec<(String, String)>,
    faults: Vec<String>,
}

impl Page {
    fn visit(&mut self, node: &Handle) {
        if let NodeData::Element { name, attrs, .. } = &node.data {
            self.element(&name.local, &read(attrs));
        }
        for child in node.children.borrow().iter() {
            self.visit(child);
        }
    }

    fn element(&mut self, name: &str, attributes: &[(String, String)]) {
        let get = |wanted: &str| attributes.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.as_str());
        if let Some(id) = get("id") {
            if id.is_empty() || id.contains(char::is_whitespace) {
                self.faults.push(format!("<{name}> has the id {id:?}"));
            }
            if !self.ids.insert(id.to_owned()) {
                self.faults.push(format!("the id {id} is given twice"));
            }
        }
        for reference in REFERENCES {
            let ids = get(reference).unwrap_or_default().split_whitespace();
            self.references.extend(ids.map(|id| (format!("<{name} {reference}>"), id.to_owned())));
        }
        for (attribute, value) in attributes {
            let is_script = attribute.starts_with("on") || value.trim_start().to_lowercase().starts_with("javascript:");
            if is_script || attribute == "style" {
                self.faults.push(format!("<{name} {attribute}={value:?}>: the policy of every page forbids it"));
            }
        }
        match name {
            "img" if get("alt").is_none() => self.faults.push("<img> without alt".to_owned()),
            "html" if get("lang").is_none() => self.faults.push("<html> without lang".to_owned()),
            "a" if get("href") == Some("") => self.faults.push("<a> leads nowhere".to_owned()),
            _ => {}
        }
    }
}

fn read(attributes: &RefCell<Vec<html5ever::Attribute>>) -> Vec<(String, String)> {
    let attributes = attributes.borrow();
    attributes.iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = "<!doctype html><html lang=\"fr\"><head><title>t</title></head><body><label for=\"a\">A</label>\
                         <input id=\"a\"></body></html>";

    #[test]
    fn a_sound_page_has_no_fault() {
        assert_eq!(markup_faults(SOUND), [""; 0]);
    }

    #[test]
    fn faults_are_found() {
        for (from, to) in [
            ("<!doctype html>", ""),
            ("</label>", ""),
            ("id=\"a\"", "id=\"b\""),
            ("<input id=\"a\">", "<input id=\"a\"><p id=\"a\">"),
            ("<input", "<img src=\"x\"><input"),
            ("<input", "<p style=\"color: red\">x</p><input"),
            ("<input", "<p><div></div></p><input"),
            (" lang=\"fr\"", ""),
        ] {
            assert_ne!(markup_faults(&SOUND.replacen(from, to, 1)), [""; 0], "{from} → {to}");
        }
    }
}
