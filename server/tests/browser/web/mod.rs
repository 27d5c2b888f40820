//! The web app.
//!
//! Map: here what its visitors do again and again · `session` a login that lasts, is renewed and ends · `tabs` two tabs of
//! one login · `refusals` a log-in that does not work · `recovering` given and forgotten passwords, one-time codes ·
//! `account` what is one's own · `people` those who manage others · `keyboard` without a mouse · `offline` without a server ·
//! `update` a newer version · `first_page` what it weighs · `visits` which screens there are · `screens` all of them in every
//! look · `origin` served from elsewhere.

mod account;
mod first_page;
mod keyboard;
mod offline;
mod origin;
mod people;
mod recovering;
mod refusals;
mod screens;
mod session;
mod tabs;
mod update;
mod visits;

use std::time::{Duration, Instant};

use super::chromium::Browser;

/// Those of the demonstration.
pub(crate) const PASSWORD: &str = "motdepasse";

impl Browser {
    /// A page of the web app, by its path inside it.
    pub(crate) async fn open_app(&self, path: &str) {
        self.go(&format!("/app{path}")).await;
    }

    /// Types over what a field holds, as people do.
    pub(crate) async fn type_over(&self, name: &str, text: &str) {
        self.one(&format!("[name='{name}']")).await;
        let script =
            format!("const field = document.querySelector(\"[name='{name}']\"); field.focus(); field.select()");
        self.run(&script).await;
        self.driver.press(text).await.unwrap();
    }

    /// Logs in on the page that is shown.
    pub(crate) async fn enter(&self, email: &str, password: &str) {
        self.fill("email", email).await;
        self.fill("password", password).await;
        self.click("main button[type=submit]").await;
    }

    pub(crate) async fn log_in_to_app(&self, email: &str) {
        self.open_app("/login").await;
        self.enter(email, PASSWORD).await;
        self.is_at("/").await;
    }

    /// Opens another tab at a path of the app, and stays there: both, in the order they were opened in.
    pub(crate) async fn second_tab(&self, path: &str) -> [String; 2] {
        let first = self.driver.window().await.unwrap();
        let second = self.driver.new_tab().await.unwrap();
        self.driver.switch_to(&second).await.unwrap();
        self.open_app(path).await;
        self.is_at(path).await;
        [first, second]
    }

    /// Forgets the login here; the server is not told.
    pub(crate) async fn log_out_of_app(&self) {
        self.run("sessionStorage.clear(); localStorage.removeItem('preau.tokens')").await;
    }

    /// Waits until the app shows this path (with its query) and a page of its own.
    pub(crate) async fn is_at(&self, path: &str) {
        let wanted = format!("/app{path}");
        let start = Instant::now();
        while self.here().await.trim_end_matches('/') != wanted.trim_end_matches('/') {
            let shown = self.text("body").await;
            assert!(start.elapsed() < Duration::from_secs(20), "at {}, not {wanted}:\n{shown}", self.here().await);
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        self.one("main h1").await;
    }

    /// The tokens that this tab knows, as the app keeps them.
    pub(crate) async fn kept_tokens(&self) -> serde_json::Value {
        let script =
            "return JSON.parse(sessionStorage.getItem('preau.tokens') ?? localStorage.getItem('preau.tokens'))";
        self.run(script).await
    }
}
