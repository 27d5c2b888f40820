//! A browser without scripts: it opens forms, types into them and sends them.

use preau_kernel::web::csrf;
use preau_testkit::{Client, TestApp, TestResponse};

use super::workshop::KEY;

/// Somebody in front of a browser without scripts.
pub(crate) struct Maker {
    client: Client,
    token: String,
}

pub(crate) fn somebody(test: &TestApp, user: i64) -> Maker {
    let client = test.anonymous().with_header("accept", "text/html").with_header("x-user", &user.to_string());
    Maker { client: client.with_header("cookie", "a=b"), token: csrf::token(test.app().secrets(), user, KEY) }
}

impl Maker {
    pub(crate) async fn get(&self, path: &str) -> TestResponse {
        self.client.get(path).send().await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> TestResponse {
        self.post_bare(path, &[fields, &[("csrf_token", self.token.as_str())]].concat()).await
    }

    pub(crate) async fn post_bare(&self, path: &str, fields: &[(&str, &str)]) -> TestResponse {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.client.post(path).form(&body).send().await
    }

    /// With one file.
    pub(crate) async fn upload(&self, path: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> TestResponse {
        let mut body = Vec::new();
        for (name, value) in [fields, &[("csrf_token", self.token.as_str())]].concat() {
            let part = format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.as_bytes());
        }
        let (name, file_name, bytes) = file;
        let head = format!(
            "--cut\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
             Content-Type: image/png\r\n\r\n"
        );
        body.extend(head.as_bytes());
        body.extend(bytes);
        body.extend(b"\r\n--cut--\r\n");
        self.client.post(path).body("multipart/form-data; boundary=cut", body).send().await
    }

    /// Opens a page's form and sends it as it stands, but for what is typed.
    pub(crate) async fn fill(&self, path: &str, typed: &[(&str, &str)]) -> TestResponse {
        let page = self.get(path).await.expect(200).text();
        let mut fields = standing(&page);
        for (name, value) in typed {
            fields.retain(|(other, _)| other != name);
            if !value.is_empty() {
                fields.push(((*name).to_owned(), (*value).to_owned()));
            }
        }
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(path, &fields).await
    }
}

/// What a browser would send of the great form of a page, its buttons and token apart.
pub(crate) fn standing(page: &str) -> Vec<(String, String)> {
    let form = page.split_once("<form class=\"editor\"").unwrap().1.split_once("</form>").unwrap().0;
    let mut fields = Vec::new();
    for tag in form.split('<') {
        let value = || attribute(tag, "value").unwrap_or_default();
        let Some(name) = attribute(tag, "name").filter(|name| name != "csrf_token") else {
            if tag.starts_with("option ") && tag.contains(" selected") {
                let last = fields.last_mut().map(|(_, value): &mut (String, String)| value);
                *last.unwrap() = value();
            }
            continue;
        };
        let kind = attribute(tag, "type").unwrap_or_default();
        if tag.starts_with("textarea") {
            let text = tag.split_once('>').unwrap().1;
            fields.push((name, unescape(text.strip_prefix('\n').unwrap_or(text))));
        } else if tag.starts_with("select") || kind == "file" {
            fields.push((name, String::new()));
        } else if tag.starts_with("input")
            && (!matches!(kind.as_str(), "checkbox" | "radio") || tag.contains(" checked"))
        {
            fields.push((name, value()));
        }
    }
    fields
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split_once(&format!(" {name}=\""))?.1;
    Some(unescape(rest.split_once('"')?.0))
}

fn unescape(text: &str) -> String {
    let pairs = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
