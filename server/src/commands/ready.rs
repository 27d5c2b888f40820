//! `preau ready`: whether the program that runs with this configuration can serve, for a container's health check: no
//! shell and no `curl` is needed for it.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::cli::Ready;
use crate::failure::Failure;
use crate::startup::{self, Wishes};
use crate::terminal::Terminal;

const PATIENCE: Duration = Duration::from_secs(5);
/// Of the answer only its first line matters.
const HEAD: usize = 64;

pub(crate) async fn run(terminal: &Terminal, wishes: Wishes, asked: &Ready) -> Result<(), Failure> {
    let wishes = wishes.set("server.listen", asked.listen.clone(), "--listen");
    let config = startup::configuration(&wishes)?;
    let address = reachable(&config.server.listen);
    let answered = tokio::time::timeout(PATIENCE, ask(&address)).await;
    match answered.unwrap_or_else(|_| Err(std::io::ErrorKind::TimedOut.into())) {
        Ok(200) => {
            terminal.say("ready-yes", &[("address", &address)]);
            Ok(())
        }
        Ok(status) => Err(Failure::told("error-not-ready", &[("address", &address), ("reason", &status)])),
        Err(error) => Err(Failure::told("error-not-ready", &[("address", &address), ("reason", &error)])),
    }
}

/// Whoever listens everywhere is asked on this machine.
fn reachable(listen: &str) -> String {
    match listen.parse::<SocketAddr>() {
        Ok(address) if address.ip().is_unspecified() && address.is_ipv4() => format!("127.0.0.1:{}", address.port()),
        Ok(address) if address.ip().is_unspecified() => format!("[::1]:{}", address.port()),
        _ => listen.to_owned(),
    }
}

/// The status of `/readyz`.
async fn ask(address: &str) -> std::io::Result<u16> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut head = Vec::new();
    stream.take(HEAD as u64).read_to_end(&mut head).await?;
    let line = String::from_utf8_lossy(&head);
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
    status.ok_or_else(|| std::io::ErrorKind::InvalidData.into())
}

#[cfg(test)]
mod tests {
    use super::reachable;

    #[test]
    fn whoever_listens_everywhere_is_asked_here() {
        for (listen, asked) in [
            ("0.0.0.0:8000", "127.0.0.1:8000"),
            ("[::]:8000", "[::1]:8000"),
            ("10.0.0.7:80", "10.0.0.7:80"),
            ("localhost:8000", "localhost:8000"),
        ] {
            assert_eq!(reachable(listen), asked);
        }
    }
}
