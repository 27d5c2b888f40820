//! A headless Chromium for one test, driven over WebDriver; both end with it.

use std::net::SocketAddr;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine as _;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};

use super::webdriver::{Driver, Element};

const PATIENCE: Duration = Duration::from_secs(30);

/// What a window is like.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    pub(crate) width: u32,
    pub(crate) is_dark: bool,
    pub(crate) has_scripts: bool,
    /// The language that the browser asks for.
    pub(crate) lang: &'static str,
}

impl Look {
    pub(crate) const DESK: Self = Self { width: 1280, is_dark: false, has_scripts: true, lang: "fr" };
    pub(crate) const TABLET: Self = Self { width: 768, ..Self::DESK };
    pub(crate) const PHONE: Self = Self { width: 360, ..Self::DESK };

    pub(crate) const fn dark(mut self) -> Self {
        self.is_dark = true;
        self
    }

    pub(crate) const fn in_english(mut self) -> Self {
        self.lang = "en";
        self
    }

    pub(crate) const fn without_scripts(mut self) -> Self {
        self.has_scripts = false;
        self
    }
}

pub(crate) struct Browser {
    pub(crate) driver: Driver,
    base: String,
    chromedriver: Child,
    /// What the browser keeps when it is closed.
    profile: Arc<tempfile::TempDir>,
}

/// Whether there is a browser. Where there is none the test is skipped loudly, or fails when one is required.
pub(crate) fn is_there() -> bool {
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

/// How a tab reaches the server.
#[derive(Clone, Copy)]
pub(crate) enum Network {
    Usual,
    Absent,
    /// Each answer comes later by so many milliseconds.
    Late(i64),
    /// So many bytes a second are sent at most.
    SlowUp(i64),
}

impl Browser {
    pub(crate) async fn open(address: SocketAddr, look: Look) -> Self {
        Self::start(format!("http://{address}"), look, Arc::new(tempfile::tempdir().unwrap())).await
    }

    /// Closes the browser, as somebody does in the evening, and opens it again: another process with what it has kept.
    pub(crate) async fn close_and_open_again(self, look: Look) -> Self {
        let (base, profile) = (self.base.clone(), self.profile.clone());
        self.close().await;
        Self::start(base, look, profile).await
    }

    async fn start(base: String, look: Look, profile: Arc<tempfile::TempDir>) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let chromedriver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // With the browser that it starts, which a driver that is killed would leave behind.
            .process_group(0)
            .spawn()
            .unwrap();
        let capabilities = capabilities(look, profile.path());
        let start = Instant::now();
        let driver = loop {
            match Driver::open(port, &capabilities).await {
                Ok(driver) => break driver,
                Err(error) => assert!(start.elapsed() < PATIENCE, "Chromium does not start: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        let browser = Self { driver, base, chromedriver, profile };
        browser.wear(look).await;
        browser
    }

    /// A window narrower than a browser allows, and the theme, as the developer's tools make them.
    async fn wear(&self, look: Look) {
        self.resize(look.width).await;
        let theme = if look.is_dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": theme}]});
        self.devtools("Emulation.setEmulatedMedia", media).await;
    }

    /// As wide as this; of the height that every look has.
    pub(crate) async fn resize(&self, width: u32) {
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500});
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Before any page opens that is opened in this tab from now on.
    pub(crate) async fn before_every_page(&self, script: &str) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({"source": script})).await;
    }

    pub(crate) async fn devtools(&self, command: &str, parameters: Value) {
        self.driver.tools(command, parameters).await.unwrap();
    }

    /// How this tab reaches the server from now on.
    pub(crate) async fn network(&self, network: Network) {
        let (latency, upload) = match network {
            Network::Usual | Network::Absent => (0, -1),
            Network::Late(milliseconds) => (milliseconds, -1),
            Network::SlowUp(bytes) => (0, bytes),
        };
        let is_offline = matches!(network, Network::Absent);
        let conditions =
            json!({"offline": is_offline, "latency": latency, "downloadThroughput": -1, "uploadThroughput": upload});
        self.devtools("Network.enable", json!({})).await;
        self.devtools("Network.emulateNetworkConditions", conditions).await;
    }

    pub(crate) async fn go(&self, path: &str) {
        self.driver.go(&format!("{}{path}", self.base)).await.unwrap();
    }

    /// Path and query of the page that is shown.
    pub(crate) async fn here(&self) -> String {
        self.driver.url().await.unwrap().replacen(&self.base, "", 1)
    }

    pub(crate) async fn all(&self, css: &str) -> Vec<Element> {
        self.driver.find_all(None, css).await.unwrap()
    }

    /// The one element, waited for.
    pub(crate) async fn one(&self, css: &str) -> Element {
        let start = Instant::now();
        loop {
            if let Ok(element) = self.driver.find(css).await {
                return element;
            }
            let (here, text) = (self.here().await, self.text("body").await);
            assert!(start.elapsed() < PATIENCE, "no {css} at {here}:\n{text}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub(crate) async fn text(&self, css: &str) -> String {
        match self.driver.find(css).await {
            Ok(element) => self.driver.text(&element).await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    pub(crate) async fn type_into(&self, css: &str, text: &str) {
        let start = Instant::now();
        loop {
            let element = self.one(css).await;
            match self.driver.type_into(&element, text).await {
                Ok(_) => return,
                Err(error) => assert!(start.elapsed() < PATIENCE, "{css} takes no text: {error}"),
            }
        }
    }

    /// A script's result.
    pub(crate) async fn run(&self, script: &str) -> Value {
        self.driver.run(script, json!([])).await.unwrap()
    }

    /// Clicks once it is there; a page that is just being left is asked again.
    pub(crate) async fn click(&self, css: &str) {
        let start = Instant::now();
        loop {
            let element = self.one(css).await;
            let _ = self.driver.center(&element).await;
            match self.driver.click(&element).await {
                Ok(_) => return,
                Err(error) => assert!(start.elapsed() < PATIENCE, "{css} cannot be clicked: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Clicks what leads to another page, and waits until the one that was shown has been left: what is asked for next
    /// could otherwise be found on the old page, or be overtaken by the one that is still on its way.
    pub(crate) async fn follow(&self, css: &str) {
        let left = self.one("html").await;
        self.click(css).await;
        self.has_left(&left).await;
    }

    /// Waits until the page whose root this is has been left.
    pub(crate) async fn has_left(&self, root: &Element) {
        let start = Instant::now();
        while self.driver.property(root, "lang").await.is_ok() {
            assert!(start.elapsed() < PATIENCE, "{} is not left", self.here().await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Clicks the button or link with this text, once there is one.
    pub(crate) async fn press_button(&self, text: &str) {
        let script = "const [text] = arguments;
            const found = [...document.querySelectorAll('button, a, summary')].find((one) =>
                one.textContent.trim().replaceAll('\\u00a0', ' ') === text && one.checkVisibility() && !one.disabled);
            found?.click();
            return Boolean(found)";
        let start = Instant::now();
        while self.driver.run(script, json!([text])).await.unwrap() != json!(true) {
            let shown = self.text("body").await;
            assert!(start.elapsed() < PATIENCE, "no button {text:?} at {}:\n{shown}", self.here().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Types into an emptied field; a page that is just being left is asked again.
    pub(crate) async fn fill(&self, name: &str, text: &str) {
        let start = Instant::now();
        loop {
            let field = self.one(&format!("[name='{name}']:not([type=hidden])")).await;
            match self.driver.clear(&field).await {
                Ok(_) => return drop(self.driver.type_into(&field, text).await.unwrap()),
                Err(error) => assert!(start.elapsed() < PATIENCE, "{name} cannot be filled: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    pub(crate) async fn value(&self, name: &str) -> String {
        let start = Instant::now();
        loop {
            let field = self.one(&format!("[name='{name}']:not([type=hidden])")).await;
            match self.driver.property(&field, "value").await {
                Ok(value) => return value,
                Err(error) => assert!(start.elapsed() < PATIENCE, "{name} has no value: {error}"),
            }
        }
    }

    /// Waits until the page shows this text.
    pub(crate) async fn shows(&self, text: &str) {
        let start = Instant::now();
        loop {
            let shown = self.text("body").await;
            if shown.replace('\u{a0}', " ").contains(text) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "{:?} is not shown at {}:\n{shown}", text, self.here().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Where somebody wants to look at what was seen.
    pub(crate) async fn keep_picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("PREAU_TEST_PICTURES") else { return };
        let size =
            "return [document.documentElement.clientWidth, Math.min(document.documentElement.scrollHeight, 3000)]";
        let size = self.run(size).await;
        let (width, height) = (size[0].as_u64().unwrap(), size[1].as_u64().unwrap());
        let whole = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500});
        self.devtools("Emulation.setDeviceMetricsOverride", whole).await;
        let file: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let picture = base64::engine::general_purpose::STANDARD.decode(self.driver.picture().await.unwrap()).unwrap();
        std::fs::write(std::path::Path::new(&folder).join(format!("{file}.png")), picture).unwrap();
        let back = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500});
        self.devtools("Emulation.setDeviceMetricsOverride", back).await;
    }

    pub(crate) async fn log_in(&self, email: &str, next: &str) {
        self.go(&format!("/admin/login/?next={next}")).await;
        self.fill("email", email).await;
        self.fill("password", "motdepasse").await;
        self.follow("main button[type=submit]").await;
    }

    pub(crate) async fn close(mut self) {
        let _ = self.driver.close().await;
        self.kill();
    }

    fn kill(&mut self) {
        if let Some(group) = i32::try_from(self.chromedriver.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.chromedriver.wait();
    }
}

fn capabilities(look: Look, profile: &Path) -> Value {
    let arguments = [
        "--headless=new".to_owned(),
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-quic".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--no-first-run".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        format!("--lang={}", look.lang),
        format!("--window-size={},900", look.width.max(500)),
        format!("--user-data-dir={}", profile.display()),
    ];
    let scripts = if look.has_scripts { 1 } else { 2 };
    let preferences = json!({
        "profile.managed_default_content_settings.javascript": scripts,
        "intl.accept_languages": look.lang,
    });
    json!({"browserName": "chrome", "goog:chromeOptions": {"args": arguments, "prefs": preferences}})
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.kill();
    }
}
