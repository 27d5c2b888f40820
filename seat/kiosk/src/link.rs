//! The connection to the server: made, kept and made again, with pauses that grow, since all seats of a room lose it at the
//! same instant.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use futures::{SinkExt, StreamExt};
use parking_lot::Mutex;
use preau_seat_protocol::{
    FromSeat, FromServer, HEARTBEAT, MAX_FRAME, Moment, Order, PATIENCE, SeatKey, encode, parse,
};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{Instant, interval, sleep, timeout};
use tokio_rustls::TlsConnector;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};
use tokio_util::sync::CancellationToken;

use crate::AGENT;
use crate::agent::Agent;
use crate::failure::{Failure, OrFail};

const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// So that every seat is back within ten seconds.
const LONGEST_PAUSE: Duration = Duration::from_secs(6);
/// The server answers every heartbeat; when it has not for so long, it is gone.
const SILENCE: Duration = Duration::from_secs(40);
const TELL_AGAIN: Duration = Duration::from_secs(5);

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}
type Socket = WebSocketStream<Box<dyn Stream>>;

pub struct Link {
    /// `http://…` or `https://…`
    pub base: String,
    pub key: Arc<SeatKey>,
    pub tls: Arc<rustls::ClientConfig>,
    /// Those of a room may change.
    pub faults: Arc<Mutex<Faults>>,
}

/// What a simulated room does to its own lines; a real one leaves all at zero. In thousandths.
#[derive(Debug, Clone, Copy, Default)]
pub struct Faults {
    pub lose: u64,
    pub double: u64,
    pub hold_back: u64,
    /// Cut after so long, about.
    pub cut_after: Option<Duration>,
}

impl Faults {
    fn hits(thousandths: u64) -> bool {
        thousandths > 0 && chance() % 1_000 < thousandths
    }
}

/// Enough for pauses and faults, and for nothing that must be secret.
pub(crate) fn chance() -> u64 {
    RandomState::new().build_hasher().finish()
}

impl Link {
    /// Until `stop`.
    pub async fn keep(&self, agent: &Agent, stop: &CancellationToken) {
        let mut pause = FIRST_PAUSE;
        loop {
            let ended = tokio::select! {
                () = stop.cancelled() => return,
                ended = self.once(agent, &mut pause) => ended,
            };
            agent.detach();
            if let Err(failure) = ended {
                tracing::info!(%failure, "no connection");
            }
            // Between half and the whole of it, so that a room does not come back all at once.
            let jitter = pause.mul_f64(0.5 + (chance() % 1_000) as f64 / 2_000.0);
            tokio::select! {
                () = stop.cancelled() => return,
                () = sleep(jitter) => pause = (pause * 2).min(LONGEST_PAUSE),
            }
        }
    }

    async fn once(&self, agent: &Agent, pause: &mut Duration) -> Result<(), Failure> {
        let mut socket = timeout(PATIENCE, self.connect()).await.or_fail(&self.base)??;
        let mut said = agent.attach();
        let at = agent.now();
        let hello = agent.with(|seat, now| (Vec::new(), seat.hello(AGENT, now)));
        send(&mut socket, &FromSeat::Hello(hello)).await?;
        match timeout(PATIENCE, next(&mut socket)).await.or_fail("no welcome")?? {
            FromServer::Welcome(welcome) => {
                agent.call(&welcome.name);
                agent.with(|seat, now| (seat.welcomed(&welcome, &at, now), ()));
            }
            FromServer::Refused { code } => return Err(refused(&code, pause)),
            _ => return Err(Failure::new("no welcome")),
        }
        *pause = FIRST_PAUSE;
        let (mut heartbeat, mut again) = (interval(HEARTBEAT), interval(TELL_AGAIN));
        heartbeat.reset_after(HEARTBEAT.mul_f64((chance() % 1_000) as f64 / 1_000.0));
        let (mut heard, began) = (Instant::now(), Instant::now());
        let mut held: Option<Order> = None;
        loop {
            tokio::select! {
                frame = said.recv() => match frame {
                    None => return Err(Failure::new("too much waits to be said")),
                    Some(frame) => self.say(&mut socket, &frame).await?,
                },
                _ = heartbeat.tick() => send(&mut socket, &FromSeat::Heartbeat {}).await?,
                _ = again.tick() => {
                    if heard.elapsed() > SILENCE {
                        return Err(Failure::new("the server is silent"));
                    }
                    let faults = *self.faults.lock();
                    if faults.cut_after.is_some_and(|after| began.elapsed() > after.mul_f64(0.5 + (chance() % 1_000) as f64 / 1_000.0)) {
                        return Ok(());
                    }
                    agent.with(|seat, _| (seat.unacknowledged(), ()));
                }
                received = next(&mut socket) => {
                    heard = Instant::now();
                    match received? {
                        FromServer::Order(order) => self.hear(agent, order, &mut held),
                        FromServer::Acknowledged { uplink } => agent.with(|seat, _| (seat.acknowledged(uplink), ())),
                        FromServer::Refused { code } => return Err(refused(&code, pause)),
                        FromServer::Welcome(_) => {}
                    }
                }
            }
        }
    }

    fn hear(&self, agent: &Agent, order: Order, held: &mut Option<Order>) {
        let faults = *self.faults.lock();
        if Faults::hits(faults.lose) {
            return;
        }
        if held.is_none() && Faults::hits(faults.hold_back) {
            *held = Some(order);
            return;
        }
        let take = |order: &Order| agent.with(|seat, now: &Moment| (seat.order(order, now), ()));
        take(&order);
        if Faults::hits(faults.double) {
            take(&order);
        }
        if let Some(late) = held.take() {
            take(&late);
        }
    }

    async fn say(&self, socket: &mut Socket, frame: &FromSeat) -> Result<(), Failure> {
        let faults = *self.faults.lock();
        if Faults::hits(faults.lose) {
            return Ok(());
        }
        send(socket, frame).await?;
        if Faults::hits(faults.double) { send(socket, frame).await } else { Ok(()) }
    }

    /// Whether the server is there and knows the key.
    pub(crate) async fn probe(&self) -> Result<(), Failure> {
        let mut socket = self.connect().await?;
        socket.close(None).await.or_fail(&self.base)
    }

    async fn connect(&self) -> Result<Socket, Failure> {
        let (is_secure, authority, path) = parts(&self.base);
        let (host, port) = host_and_port(authority, if is_secure { 443 } else { 80 });
        let tcp = TcpStream::connect((host.as_str(), port)).await.or_fail(&self.base)?;
        tcp.set_nodelay(true).or_fail(&self.base)?;
        let stream: Box<dyn Stream> = if is_secure {
            let name = rustls_pki_types::ServerName::try_from(host).or_fail(&self.base)?;
            Box::new(TlsConnector::from(self.tls.clone()).connect(name, tcp).await.or_fail(&self.base)?)
        } else {
            Box::new(tcp)
        };
        let url = format!("ws://{authority}{path}/ws/workstations/{}/", self.key.workstation());
        let mut request = url.into_client_request().or_fail(&self.base)?;
        let known = format!("Workstation {}", self.key.reveal()).parse().or_fail("key")?;
        request.headers_mut().insert("authorization", known);
        let config = WebSocketConfig::default()
            .max_message_size(Some(MAX_FRAME))
            .max_frame_size(Some(MAX_FRAME))
            .read_buffer_size(4 * 1024)
            .write_buffer_size(4 * 1024);
        let (socket, _) = client_async_with_config(request, stream, Some(config)).await.or_fail(&self.base)?;
        Ok(socket)
    }
}

/// Whether it is HTTPS, who is asked, and the path there.
fn parts(base: &str) -> (bool, &str, &str) {
    let (scheme, rest) = base.split_once("://").unwrap_or(("http", base));
    let authority = rest.split('/').next().unwrap_or_default();
    (scheme == "https", authority, &rest[authority.len()..])
}

/// Whether the server is this machine, so that nobody listens on the way.
pub(crate) fn is_local(base: &str) -> bool {
    let (host, _) = host_and_port(parts(base).1, 80);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn host_and_port(authority: &str, default: u16) -> (String, u16) {
    let is_port = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if is_port(port) => (host, port.parse().unwrap_or(default)),
        _ => (authority, default),
    };
    (host.trim_start_matches('[').trim_end_matches(']').to_owned(), port)
}

/// A seat that is not known does not become so by asking often.
fn refused(code: &str, pause: &mut Duration) -> Failure {
    *pause = LONGEST_PAUSE;
    Failure::new(format!("the server refuses this seat: {code}"))
}

async fn send(socket: &mut Socket, frame: &FromSeat) -> Result<(), Failure> {
    let sent = timeout(PATIENCE, socket.send(Message::Text(encode(frame).into()))).await;
    sent.or_fail("sending")?.or_fail("sending")
}

async fn next(socket: &mut Socket) -> Result<FromServer, Failure> {
    loop {
        match socket.next().await {
            Some(Ok(Message::Text(text))) => return parse(&text).or_fail("what the server says"),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(_)) | None => return Err(Failure::new("the server has ended the connection")),
            Some(Err(error)) => return Err(error).or_fail("the connection broke"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        assert_eq!(host_and_port("preau.example.org", 443), ("preau.example.org".into(), 443));
        assert_eq!(host_and_port("localhost:8000", 80), ("localhost".into(), 8000));
        assert_eq!(host_and_port("[::1]:8000", 80), ("::1".into(), 8000));
        assert_eq!(host_and_port("[::1]", 80), ("::1".into(), 80));
        assert_eq!(parts("https://a.example:1/preau"), (true, "a.example:1", "/preau"));
    }

    #[test]
    fn only_this_machine_is_local() {
        for (base, expected) in [
            ("http://localhost:8000", true),
            ("http://127.0.0.1", true),
            ("http://127.1.2.3:80/x", true),
            ("http://[::1]:8000", true),
            ("http://localhost.example.org", false),
            ("http://127.example.org", false),
            ("http://10.0.0.1", false),
        ] {
            assert_eq!(is_local(base), expected, "{base}");
        }
    }
}
