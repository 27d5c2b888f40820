//! A browser without scripts: it opens pages, fills their forms and sends them with their hidden fields.

use preau_testkit::{Client, TestApp, TestResponse};

pub(crate) const HTML: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

#[derive(Clone)]
pub(crate) struct Browser(pub Client);

pub(crate) fn browser(test: &TestApp) -> Browser {
    Browser(test.anonymous().with_header("accept", HTML))
}

impl Browser {
    pub(crate) async fn open(&self, path: &str) -> TestResponse {
        self.0.get(path).send().await
    }

    /// The page, which must be there.
    pub(crate) async fn page(&self, path: &str) -> String {
        self.open(path).await.expect(200).text()
    }

    /// Sends a form of the back office, with the token that its frame holds.
    pub(crate) async fn post(&self, path: &str, typed: &[(&str, &str)]) -> TestResponse {
        let token = self.token().await;
        self.send(path, &[&[("csrf_token", token.as_str())], typed].concat()).await
    }

    /// Sends exactly these fields.
    pub(crate) async fn send(&self, path: &str, fields: &[(&str, &str)]) -> TestResponse {
        let request = self.0.post(path).header("origin", "null").header("sec-fetch-site", "same-origin");
        request.form(&encode(fields)).send().await
    }

    pub(crate) async fn log_in(&self, email: &str, password: &str) -> TestResponse {
        let page = self.page("/admin/login/").await;
        let hidden = hidden(&page);
        let hidden = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let fields: Vec<_> = hidden.chain([("email", email), ("password", password)]).collect();
        self.send("/admin/login/", &fields).await
    }

    /// The token of the log-out button, which every page has.
    pub(crate) async fn token(&self) -> String {
        let page = self.open("/account/").await.text();
        let token = page.split("name=\"csrf_token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        token.unwrap_or_default().to_owned()
    }
}

/// Percent-encoded as `application/x-www-form-urlencoded`.
pub(crate) fn encode(pairs: &[(&str, &str)]) -> String {
    pairs.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect::<Vec<_>>().join("&")
}

pub(crate) fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The hidden fields of the forms in the page itself (not those of its frame).
pub(crate) fn hidden(page: &str) -> Vec<(String, String)> {
    let html = page.split_once("<main").map_or("", |(_, rest)| rest);
    let inputs = html.split("<input type=\"hidden\" ").skip(1);
    inputs.map(|input| (attribute(input, "name"), attribute(input, "value"))).collect()
}

/// Every address that the page's own links lead to.
pub(crate) fn links(page: &str) -> Vec<String> {
    let html = page.split_once("<main").map_or("", |(_, rest)| rest);
    html.split("href=\"").skip(1).map(|rest| unescaped(rest.split('"').next().unwrap_or_default())).collect()
}

fn attribute(tag: &str, name: &str) -> String {
    let rest = tag.split_once(&format!("{name}=\"")).unwrap().1;
    unescaped(rest.split_once('"').unwrap().0)
}

pub(crate) fn unescaped(text: &str) -> String {
    let text = text.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#39;", "'");
    text.replace("&#38;", "&").replace("&amp;", "&")
}

#[track_caller]
pub(crate) fn leads_to(answer: &TestResponse, path: &str) {
    assert_eq!((answer.status(), answer.header("location")), (303, Some(path)), "{}", answer.text());
}
