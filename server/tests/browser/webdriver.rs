//! As much of WebDriver (W3C) as the tests need: JSON over HTTP to a chromedriver on this machine. (A library for it
//! changes the order of JSON objects in the whole build, which a test must not.)

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The member by which an element is named (W3C WebDriver, section 12.1).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// What the driver says went wrong.
pub(crate) type Failed = String;

/// A session of a browser.
pub(crate) struct Driver {
    port: u16,
    session: String,
}

#[derive(Clone)]
pub(crate) struct Element(String);

impl Driver {
    pub(crate) async fn open(port: u16, capabilities: &Value) -> Result<Self, Failed> {
        let body = json!({"capabilities": {"alwaysMatch": capabilities}});
        let opened = ask(port, "POST", "/session", Some(&body)).await?;
        let session = opened["sessionId"].as_str().ok_or("no session")?.to_owned();
        Ok(Self { port, session })
    }

    pub(crate) async fn close(&self) -> Result<Value, Failed> {
        self.command("DELETE", "", None).await
    }

    pub(crate) async fn go(&self, url: &str) -> Result<Value, Failed> {
        self.post("/url", json!({"url": url})).await
    }

    pub(crate) async fn url(&self) -> Result<String, Failed> {
        Ok(self.get("/url").await?.as_str().unwrap_or_default().to_owned())
    }

    pub(crate) async fn find(&self, css: &str) -> Result<Element, Failed> {
        let found = self.post("/element", json!({"using": "css selector", "value": css})).await?;
        Ok(element(&found))
    }

    pub(crate) async fn find_all(&self, within: Option<&Element>, css: &str) -> Result<Vec<Element>, Failed> {
        let place = within.map(|element| format!("/element/{}", element.0)).unwrap_or_default();
        let found = self.post(&format!("{place}/elements"), json!({"using": "css selector", "value": css})).await?;
        Ok(found.as_array().into_iter().flatten().map(element).collect())
    }

    pub(crate) async fn focused(&self) -> Result<Element, Failed> {
        Ok(element(&self.get("/element/active").await?))
    }

    pub(crate) async fn text(&self, element: &Element) -> Result<String, Failed> {
        let text = self.get(&format!("/element/{}/text", element.0)).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    pub(crate) async fn property(&self, element: &Element, name: &str) -> Result<String, Failed> {
        let value = self.get(&format!("/element/{}/property/{name}", element.0)).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// In the middle of the window, where nothing that is fixed to its edge lies over it.
    pub(crate) async fn center(&self, element: &Element) -> Result<Value, Failed> {
        let script = "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})";
        self.run(script, json!([{ ELEMENT: element.0 }])).await
    }

    pub(crate) async fn click(&self, element: &Element) -> Result<Value, Failed> {
        self.post(&format!("/element/{}/click", element.0), json!({})).await
    }

    pub(crate) async fn clear(&self, element: &Element) -> Result<Value, Failed> {
        self.post(&format!("/element/{}/clear", element.0), json!({})).await
    }

    pub(crate) async fn type_into(&self, element: &Element, text: &str) -> Result<Value, Failed> {
        self.post(&format!("/element/{}/value", element.0), json!({"text": text})).await
    }

    /// The window that commands go to.
    pub(crate) async fn window(&self) -> Result<String, Failed> {
        Ok(self.get("/window").await?.as_str().unwrap_or_default().to_owned())
    }

    /// Another tab of the same browser; commands go on to the present one.
    pub(crate) async fn new_tab(&self) -> Result<String, Failed> {
        let opened = self.post("/window/new", json!({"type": "tab"})).await?;
        Ok(opened["handle"].as_str().unwrap_or_default().to_owned())
    }

    pub(crate) async fn switch_to(&self, window: &str) -> Result<Value, Failed> {
        self.post("/window", json!({"handle": window})).await
    }

    /// The one that commands go to; another is to be chosen after that.
    pub(crate) async fn close_tab(&self) -> Result<Value, Failed> {
        self.command("DELETE", "/window", None).await
    }

    pub(crate) async fn reload(&self) -> Result<Value, Failed> {
        self.post("/refresh", json!({})).await
    }

    /// Presses and releases these keys one after the other, wherever the focus is.
    pub(crate) async fn press(&self, keys: &str) -> Result<Value, Failed> {
        let steps: Vec<Value> = keys
            .chars()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key.to_string()})))
            .collect();
        self.post("/actions", json!({"actions": [{"type": "key", "id": "keyboard", "actions": steps}]})).await
    }

    /// Runs a script in the page, with its `arguments`.
    pub(crate) async fn run(&self, script: &str, arguments: Value) -> Result<Value, Failed> {
        self.post("/execute/sync", json!({"script": script, "args": arguments})).await
    }

    /// As [`Self::run`]; the script calls its last argument with the result.
    pub(crate) async fn run_async(&self, script: &str, arguments: Value) -> Result<Value, Failed> {
        self.post("/execute/async", json!({"script": script, "args": arguments})).await
    }

    /// A command of Chromium's developer tools.
    pub(crate) async fn tools(&self, command: &str, parameters: Value) -> Result<Value, Failed> {
        self.post("/goog/cdp/execute", json!({"cmd": command, "params": parameters})).await
    }

    /// A PNG in base64.
    pub(crate) async fn picture(&self) -> Result<String, Failed> {
        Ok(self.get("/screenshot").await?.as_str().unwrap_or_default().to_owned())
    }

    async fn get(&self, path: &str) -> Result<Value, Failed> {
        self.command("GET", path, None).await
    }

    async fn post(&self, path: &str, body: Value) -> Result<Value, Failed> {
        self.command("POST", path, Some(&body)).await
    }

    async fn command(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Failed> {
        ask(self.port, method, &format!("/session/{}{path}", self.session), body).await
    }
}

fn element(found: &Value) -> Element {
    Element(found[ELEMENT].as_str().unwrap_or_default().to_owned())
}

/// The `value` of the answer.
async fn ask(port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Value, Failed> {
    let failed = |error: std::io::Error| error.to_string();
    let body = body.map(Value::to_string).unwrap_or_default();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.map_err(failed)?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.map_err(failed)?;
    stream.write_all(body.as_bytes()).await.map_err(failed)?;
    let answer = body_of(&mut stream).await?;
    let json: Value = serde_json::from_slice(&answer).map_err(|error| error.to_string())?;
    let value = &json["value"];
    match value["error"].as_str() {
        Some(error) => Err(format!("{error}: {}", value["message"].as_str().unwrap_or_default())),
        None => Ok(value.clone()),
    }
}

/// The body, as long as its head says: the driver leaves the connection open.
async fn body_of(stream: &mut TcpStream) -> Result<Vec<u8>, Failed> {
    let mut answer = Vec::new();
    loop {
        if let Some(at) = answer.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&answer[..at]).to_ascii_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
            let length: usize = length.and_then(|text| text.trim().parse().ok()).ok_or("no content-length")?;
            if answer.len() >= at + 4 + length {
                return Ok(answer[at + 4..].to_vec());
            }
        }
        if stream.read_buf(&mut answer).await.map_err(|error| error.to_string())? == 0 {
            return Err("the driver closed the connection".to_owned());
        }
    }
}
