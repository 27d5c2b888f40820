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

    /// Opens the page and sends its form, filled, as browsers do from pages without referrer.
    pub(crate) async fn fill(&self, path: &str, typed: &[(&str, &str)]) -> TestResponse {
        let page = self.open(path).await.expect(200).text();
        self.send(path, &hidden(&page), typed).await
    }

    pub(crate) async fn send(&self, path: &str, hidden: &[(String, String)], typed: &[(&str, &str)]) -> TestResponse {
        let hidden = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs: Vec<_> = hidden.chain(typed.iter().copied()).collect();
        let form = encode(&pairs);
        let request = self.0.post(path).header("origin", "null").header("sec-fetch-site", "same-origin");
        request.form(&form).send().await
    }

    pub(crate) async fn log_in(&self, email: &str, password: &str) -> TestResponse {
        self.fill("/admin/login/", &[("email", email), ("password", password)]).await
    }
}

/// Percent-encoded as `application/x-www-form-urlencoded`.
pub(crate) fn encode(pairs: &[(&str, &str)]) -> String {
    let encoded = |text: &str| -> String { text.bytes().map(|byte| format!("%{byte:02X}")).collect() };
    pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect::<Vec<_>>().join("&")
}

/// The hidden fields of the form in the page itself (not the logout button of its frame).
pub(crate) fn hidden(page: &str) -> Vec<(String, String)> {
    hidden_in(page.split_once("<main").map_or("", |(_, rest)| rest))
}

/// Those of the logout button.
pub(crate) fn hidden_of_frame(page: &str) -> Vec<(String, String)> {
    hidden_in(page.split_once("<main").map_or(page, |(frame, _)| frame))
}

fn hidden_in(html: &str) -> Vec<(String, String)> {
    let inputs = html.split("<input type=\"hidden\" ").skip(1);
    inputs.map(|input| (attribute(input, "name"), attribute(input, "value"))).collect()
}

fn attribute(tag: &str, name: &str) -> String {
    let rest = tag.split_once(&format!("{name}=\"")).unwrap().1;
    rest.split_once('"').unwrap().0.replace("&#38;", "&").replace("&amp;", "&")
}

#[track_caller]
pub(crate) fn leads_to(answer: &TestResponse, path: &str) {
    assert_eq!((answer.status(), answer.header("location")), (303, Some(path)), "{}", answer.text());
}

/// The page shows a sentence to those who see it and to those who hear it.
#[track_caller]
pub(crate) fn alerts(answer: &TestResponse, sentence: &str) {
    let html = answer.text();
    let alert = html.split_once("role=\"alert\"").map(|(_, rest)| rest).unwrap_or_else(|| panic!("no alert:\n{html}"));
    assert!(alert.contains(sentence), "{sentence:?} is not in the alert:\n{html}");
    assert!(answer.header("content-type").unwrap().starts_with("text/html"));
}
