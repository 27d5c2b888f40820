//! What a service manager is told (systemd, `Type=notify`): ready, stopping, and that the program is alive.
//! `NOTIFY_SOCKET` names the socket, `WATCHDOG_USEC` how often it wants to hear.

use std::os::linux::net::SocketAddrExt;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

const READY: &str = "READY=1";
const STOPPING: &str = "STOPPING=1";
const ALIVE: &str = "WATCHDOG=1";

/// Where to tell; nobody listens unless a service manager has started the program.
#[derive(Clone)]
pub(crate) struct Manager(Option<SocketAddr>);

impl Manager {
    pub(crate) fn from_environment() -> Self {
        Self(std::env::var_os("NOTIFY_SOCKET").and_then(|name| address(name.as_bytes())))
    }

    /// Requests are accepted from now on; until `stop` it is told that the program lives.
    pub(crate) fn ready(&self, stop: CancellationToken) {
        self.tell(READY);
        let (manager, every) = (self.clone(), watchdog());
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    () = stop.cancelled() => break manager.tell(STOPPING),
                    () = pause(every) => manager.tell(ALIVE),
                }
            }
        });
    }

    /// A manager that does not listen changes nothing.
    fn tell(&self, word: &str) {
        let Some(address) = &self.0 else { return };
        if let Ok(socket) = UnixDatagram::unbound() {
            let _ = socket.send_to_addr(word.as_bytes(), address);
        }
    }
}

/// A path, or a name without one that begins with `@`.
fn address(name: &[u8]) -> Option<SocketAddr> {
    match name.strip_prefix(b"@") {
        Some(abstract_name) => SocketAddr::from_abstract_name(abstract_name).ok(),
        None => SocketAddr::from_pathname(std::ffi::OsStr::from_bytes(name)).ok(),
    }
}

/// Twice within the time that it waits.
fn watchdog() -> Option<Duration> {
    let microseconds: u64 = std::env::var("WATCHDOG_USEC").ok()?.parse().ok()?;
    (microseconds > 0).then(|| Duration::from_micros(microseconds) / 2)
}

async fn pause(every: Option<Duration>) {
    match every {
        Some(every) => tokio::time::sleep(every).await,
        None => std::future::pending().await,
    }
}
