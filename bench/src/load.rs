//! A small HTTP/1.1 client that keeps connections busy and counts answers. It runs as a process of its own, so that
//! its work is not the server's.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What is read at once: most answers are.
const CHUNK: usize = 64 * 1024;

/// Requests per second of another process of this program over so many connections; `credential` is a header, whole;
/// `body`: POSTs of this JSON.
pub(crate) async fn send(
    address: SocketAddr,
    path: &str,
    credential: Option<&str>,
    body: Option<&str>,
    connections: usize,
    seconds: f64,
) -> Result<f64> {
    let mut command = tokio::process::Command::new(std::env::current_exe()?);
    command.args(["--seconds", &seconds.to_string()]);
    if let Some(body) = body {
        command.args(["--body", body]);
    }
    let output = command
        .args(["--load", &address.to_string(), path, credential.unwrap_or("-")])
        .arg(connections.to_string())
        .output()
        .await?;
    if !output.status.success() {
        bail!("the load failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().parse()?)
}

/// The other process.
pub(crate) async fn child(arguments: &[String], body: Option<&str>, seconds: f64) -> Result<()> {
    let [address, path, credential, connections] = arguments else { bail!("four arguments") };
    let address: SocketAddr = address.parse()?;
    let credential = if credential == "-" { String::new() } else { format!("{credential}\r\n") };
    let request = match body {
        None => format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html, */*\r\n{credential}\r\n"),
        Some(body) => post(path, body).replacen("Connection: close\r\n", &credential, 1),
    };
    let until = Instant::now() + Duration::from_secs_f64(seconds);
    let tasks: Vec<_> = (0..connections.parse()?)
        .map(|_| tokio::spawn(keep_busy(address, request.clone().into_bytes(), until)))
        .collect();
    let start = Instant::now();
    let mut answers = 0;
    for task in tasks {
        answers += task.await??;
    }
    println!("{:.1}", f64::from(answers) / start.elapsed().as_secs_f64());
    Ok(())
}

async fn keep_busy(address: SocketAddr, request: Vec<u8>, until: Instant) -> Result<u32> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut answer = Answer::default();
    let mut count = 0;
    while Instant::now() < until {
        stream.write_all(&request).await?;
        answer.read(&mut stream).await?;
        if !answer.buffer.starts_with(b"HTTP/1.1 20") {
            bail!("answered: {}", String::from_utf8_lossy(&answer.buffer));
        }
        count += 1;
    }
    Ok(count)
}

/// The answer that was read last.
#[derive(Default)]
struct Answer {
    buffer: Vec<u8>,
}

impl Answer {
    async fn read(&mut self, stream: &mut TcpStream) -> Result<()> {
        self.buffer.clear();
        let mut length = None;
        while length.is_none_or(|length| self.buffer.len() < length) {
            self.buffer.reserve(CHUNK);
            if stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server closed the connection");
            }
            length = length.map_or_else(|| self.length(), |known| Ok(Some(known)))?;
        }
        Ok(())
    }

    /// Bytes of head and body together; `None` until the head is whole.
    fn length(&self) -> Result<Option<usize>> {
        let Some(end) = self.buffer.windows(4).position(|w| w == b"\r\n\r\n") else { return Ok(None) };
        let mut fields = std::str::from_utf8(&self.buffer[..end])?.lines().filter_map(|line| line.split_once(':'));
        let length = fields.find(|(name, _)| name.eq_ignore_ascii_case("content-length")).context("content-length")?.1;
        Ok(Some(end + 4 + length.trim().parse::<usize>()?))
    }
}

/// A connection that is kept open.
pub(crate) struct Connection {
    stream: TcpStream,
    answer: Answer,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, answer: Answer::default() })
    }

    /// Status and body.
    pub(crate) async fn post(&mut self, path: &str, body: &str) -> Result<(u16, String)> {
        self.send(&post(path, body).replacen("Connection: close\r\n", "", 1)).await
    }

    /// As [`Self::post`], by who has this access token.
    pub(crate) async fn post_as(&mut self, path: &str, body: &str, token: &str) -> Result<(u16, String)> {
        self.post_with(path, body, &format!("Authorization: Bearer {token}\r\n")).await
    }

    /// As [`Self::post`], with a line of the head.
    pub(crate) async fn post_with(&mut self, path: &str, body: &str, line: &str) -> Result<(u16, String)> {
        self.send(&post(path, body).replacen("Connection: close\r\n", line, 1)).await
    }

    pub(crate) async fn put_with(&mut self, path: &str, body: &str, line: &str) -> Result<(u16, String)> {
        let request = post(path, body).replacen("POST", "PUT", 1).replacen("Connection: close\r\n", line, 1);
        self.send(&request).await
    }

    pub(crate) async fn get(&mut self, path: &str, token: &str) -> Result<(u16, String)> {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n")).await
    }

    async fn send(&mut self, request: &str) -> Result<(u16, String)> {
        self.stream.write_all(request.as_bytes()).await?;
        self.answer.read(&mut self.stream).await?;
        split(&self.answer.buffer)
    }
}

/// One request on a connection of its own: status and body.
pub(crate) async fn once(address: SocketAddr, request: &str) -> Result<(u16, String)> {
    split(&whole(address, request).await?)
}

/// As [`once`], the answer as it came.
pub(crate) async fn whole(address: SocketAddr, request: &str) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    stream.write_all(request.as_bytes()).await?;
    let mut text = Vec::new();
    stream.read_to_end(&mut text).await?;
    Ok(text)
}

fn split(answer: &[u8]) -> Result<(u16, String)> {
    let text = String::from_utf8_lossy(answer);
    let status = text.split(' ').nth(1).and_then(|s| s.parse().ok()).context("a status")?;
    let body = text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default();
    Ok((status, body))
}

pub(crate) fn post(path: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}
