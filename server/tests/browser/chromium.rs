//! A headless Chromium for one test, driven over WebDriver; both end with it.

use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;
use thirtyfour::prelude::*;

const PATIENCE: Duration = Duration::from_secs(30);

/// What a window is like.
#[derive(Clone, Copy)]
pub struct Look {
    pub width: u32,
    pub is_dark: bool,
    pub has_scripts: bool,
}

impl Look {
    pub const DESK: Self = Self { width: 1280, is_dark: false, has_scripts: true };
    pub const PHONE: Self = Self { width: 360, is_dark: false, has_scripts: true };

    pub const fn dark(mut self) -> Self {
        self.is_dark = true;
        self
    }

    pub const fn without_scripts(mut self) -> Self {
        self.has_scripts = false;
        self
    }
}

pub struct Browser {
    pub driver: WebDriver,
    base: String,
    chromedriver: Child,
    _profile: tempfile::TempDir,
}

/// Whether there is a browser. Where there is none the test is skipped loudly, or fails when one is required.
pub fn is_there() -> bool {
    let found = ["chromium", "chromedriver"].into_iter().all(|name| which(name).is_some());
    if !found {
        let required = std::env::var("PREAU_TEST_REQUIRE").unwrap_or_default();
        assert!(!required.split(',').any(|word| word == "browser"), "Chromium is required and not there");
        eprintln!("SKIPPED: no Chromium and chromedriver on this machine");
    }
    found
}

fn which(name: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

impl Browser {
    pub async fn open(address: SocketAddr, look: Look) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let chromedriver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let profile = tempfile::tempdir().unwrap();
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=fr",
            &format!("--window-size={},900", look.width.max(500)),
            &format!("--user-data-dir={}", profile.path().display()),
        ] {
            capabilities.add_arg(argument).unwrap();
        }
        let scripts = if look.has_scripts { 1 } else { 2 };
        let preferences = json!({
            "profile.managed_default_content_settings.javascript": scripts,
            "intl.accept_languages": "fr",
            "download.prompt_for_download": false,
        });
        capabilities.add_experimental_option("prefs", preferences).unwrap();
        let start = Instant::now();
        let driver = loop {
            match WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities.clone()).await {
                Ok(driver) => break driver,
                Err(error) => assert!(start.elapsed() < PATIENCE, "Chromium does not start: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        let browser = Self { driver, base: format!("http://{address}"), chromedriver, _profile: profile };
        browser.wear(look).await;
        browser
    }

    /// A window narrower than a browser allows, and the theme, as the developer's tools make them.
    async fn wear(&self, look: Look) {
        let size = json!({"width": look.width, "height": 900, "deviceScaleFactor": 1, "mobile": look.width < 500});
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
        let theme = if look.is_dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": theme}]});
        self.devtools("Emulation.setEmulatedMedia", media).await;
    }

    async fn devtools(&self, command: &str, parameters: serde_json::Value) {
        let tools = thirtyfour::extensions::cdp::ChromeDevTools::new(self.driver.handle.clone());
        tools.execute_cdp_with_params(command, parameters).await.unwrap();
    }

    pub async fn go(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.base)).await.unwrap();
    }

    /// Path and query of the page that is shown.
    pub async fn here(&self) -> String {
        let url = self.driver.current_url().await.unwrap();
        url.as_str().replacen(&self.base, "", 1)
    }

    pub async fn all(&self, css: &str) -> Vec<WebElement> {
        self.driver.find_all(By::Css(css)).await.unwrap()
    }

    /// The one element, waited for.
    pub async fn one(&self, css: &str) -> WebElement {
        let start = Instant::now();
        loop {
            if let Ok(element) = self.driver.find(By::Css(css)).await {
                return element;
            }
            let (here, text) = (self.here().await, self.text("body").await);
            assert!(start.elapsed() < PATIENCE, "no {css} at {here}:\n{text}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub async fn text(&self, css: &str) -> String {
        match self.driver.find(By::Css(css)).await {
            Ok(element) => element.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    pub async fn click(&self, css: &str) {
        let element = self.one(css).await;
        element.scroll_into_view().await.unwrap();
        element.click().await.unwrap();
    }

    /// Types into an emptied field.
    pub async fn fill(&self, name: &str, text: &str) {
        let field = self.one(&format!("[name='{name}']:not([type=hidden])")).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    pub async fn value(&self, name: &str) -> String {
        self.one(&format!("[name='{name}']:not([type=hidden])")).await.value().await.unwrap().unwrap_or_default()
    }

    /// Waits until the page shows this text.
    pub async fn shows(&self, text: &str) {
        let start = Instant::now();
        loop {
            let shown = self.text("body").await;
            if shown.contains(text) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "{:?} is not shown at {}:\n{shown}", text, self.here().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub async fn source(&self) -> String {
        self.driver.source().await.unwrap()
    }

    pub async fn log_in(&self, email: &str, next: &str) {
        self.go(&format!("/admin/login/?next={next}")).await;
        self.fill("email", email).await;
        self.fill("password", "motdepasse").await;
        self.click("main button[type=submit]").await;
    }

    pub async fn close(mut self) {
        let _ = self.driver.clone().quit().await;
        let _ = self.chromedriver.kill();
        let _ = self.chromedriver.wait();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.chromedriver.kill();
        let _ = self.chromedriver.wait();
    }
}
