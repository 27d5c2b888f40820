//! Bodies: forms of both kinds, and JSON read field by field. What was sent is what is read; what is wrong is named.
//!
//! First byte: 0 a multipart body as it is, 1 a form of the other kind, 2 JSON, 3 a multipart body made of the lines that
//! follow, 4 the fields of a JSON body made of them; with 0 and 1 the first line is the type.

use axum::body::Body;
use axum::extract::Request;
use serde_json::{Map, Value, json};

use crate::parts::{choice, line, text};
use crate::place::Once;
use crate::probe::{HOSTS, LIMIT, Probed, names_a_field, probed};

const MULTIPART: &str = "multipart/form-data; boundary=----preau";
const URLENCODED: &str = "application/x-www-form-urlencoded";
const FIELDS: [&str; 8] = ["name", "note", "n", "flag", "day", "ids", "texts", "inner"];

static PROBED: Once<Probed> = Once::new();

pub fn target(data: &[u8]) {
    let Some((kind, rest)) = choice(data, 5) else { return };
    match kind {
        0 => as_it_is(MULTIPART, "multipart/form-data; boundary=", rest),
        1 => as_it_is(URLENCODED, URLENCODED, rest),
        2 => json_holds(rest),
        3 => multipart_comes_through(rest),
        _ => fields_hold(rest),
    }
}

fn post(path: &str, kind: &str, bytes: &[u8]) -> Option<Request<Body>> {
    let request = Request::post(path).header("host", HOSTS[0]).header("content-type", kind);
    request.body(Body::from(bytes.to_vec())).ok()
}

/// The first line, behind `start`, is the type; an empty one is the usual.
fn as_it_is(usual: &str, start: &str, data: &[u8]) {
    let (kind, body) = line(data);
    let kind = if kind.is_empty() { usual.to_owned() } else { format!("{start}{}", text(kind)) };
    let Some(request) = post("/api/form/", &kind, body) else { return };
    PROBED.with(probed(), async |probed| {
        let answer = probed.send(request).await;
        if body.len() > LIMIT {
            assert!(answer.status.is_client_error(), "{} bytes were taken", body.len());
        }
        if answer.status.is_success() && kind == URLENCODED {
            let sent = form_urlencoded::parse(body).filter(|(name, _)| name == "text");
            let sent: Vec<_> = sent.map(|(_, value)| value.into_owned()).collect();
            assert_eq!(answer.json()["texts"], json!(sent));
        }
    });
}

/// Each line is a field; one that begins with `@` is the file, its name up to the next `@`.
fn multipart_comes_through(data: &[u8]) {
    let (mut body, mut texts, mut file) = (Vec::new(), Vec::new(), None);
    for one in data.split(|byte| *byte == b'\n') {
        let whole = text(one);
        let plain =
            |text: &str| text.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\')).collect::<String>();
        match whole.strip_prefix('@').and_then(|rest| rest.split_once('@')) {
            Some((name, content)) => {
                let name = plain(name);
                body.extend(head(&format!("name=\"file\"; filename=\"{name}\"")).into_bytes());
                body.extend(content.as_bytes());
                // The first is the one; an empty one was left out.
                if file.is_none() && !(name.is_empty() && content.is_empty()) {
                    file = Some(json!({"name": name, "bytes": content.as_bytes()}));
                }
            }
            None => {
                body.extend(head("name=\"text\"").into_bytes());
                body.extend(whole.as_bytes());
                texts.push(whole.into_owned());
            }
        }
        body.extend(b"\r\n");
    }
    body.extend(b"------preau--\r\n");
    // What ends a part or a line, and the mark of an encoding, which is no part of a text.
    let parted = data.windows(7).any(|part| part == b"--preau") || text(data).contains(['\r', '\u{feff}']);
    let Some(request) = post("/api/form/", MULTIPART, &body) else { return };
    PROBED.with(probed(), async |probed| {
        let answer = probed.send(request).await;
        if !parted && body.len() <= LIMIT {
            assert_eq!(answer.json(), json!({"texts": texts, "file": file}), "{}", text(&body));
        }
    });
}

fn head(disposition: &str) -> String {
    format!("------preau\r\nContent-Disposition: form-data; {disposition}\r\n\r\n")
}

fn json_holds(data: &[u8]) {
    let Some(request) = post("/api/fields/", "application/json", data) else { return };
    PROBED.with(probed(), async |probed| {
        let answer = probed.send(request).await;
        if !answer.status.is_success() {
            let code = answer.json()["code"].clone();
            assert!(code != "invalid" || names_a_field(&answer), "nothing is named: {}", answer.json());
            return;
        }
        let read = answer.json();
        assert!(read["name"].as_str().is_some_and(|name| !name.trim().is_empty() && name.chars().count() <= 10));
        assert!(read["note"].is_null() || read["note"].as_str().is_some_and(|note| note.chars().count() <= 20));
        assert!(read["ids"].is_null() || read["ids"].as_array().is_some_and(|ids| ids.len() <= 5), "{read}");
        let has_control = |text: &str| text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        assert!(!["name", "note"].iter().any(|name| read[name].as_str().is_some_and(has_control)), "{read}");
        assert!(data.len() <= LIMIT);
    });
}

/// A line per field, JSON or else a text: the fields that are wrong are named, and no others.
fn fields_hold(data: &[u8]) {
    let lines = data.split(|byte| *byte == b'\n');
    let value = |line: &[u8]| serde_json::from_slice(line).unwrap_or_else(|_| Value::from(text(line).into_owned()));
    let body: Map<String, Value> =
        FIELDS.iter().zip(lines).map(|(name, line)| ((*name).to_owned(), value(line))).collect();
    let bytes = Value::Object(body).to_string();
    let Some(request) = post("/api/fields/", "application/json", bytes.as_bytes()) else { return };
    PROBED.with(probed(), async |probed| {
        let answer = probed.send(request).await;
        let body = answer.json();
        if body["code"] == "invalid" {
            let errors = body["errors"].as_object().cloned().unwrap_or_default();
            assert!(!errors.is_empty(), "{body}");
            let is_known = |name: &String| FIELDS.iter().any(|field| name == field || name.starts_with("inner."));
            assert!(errors.keys().all(is_known), "{body}");
        }
    });
}
