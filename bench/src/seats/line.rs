//! One seat: connected, heard every fifteen seconds, doing what it is told at once. Of the agent it is what the server sees.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use futures::{SinkExt, StreamExt};
use parking_lot::Mutex;
use preau_seat_protocol::{FromSeat, FromServer, HEARTBEAT, Hello, Outcome, encode, parse};
use preau_workstations::domain::key::SeatKey;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Instant as TokioInstant, interval_at};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

type Socket = WebSocketStream<TcpStream>;

/// What all seats together have seen.
#[derive(Clone, Default)]
pub(super) struct Room(Arc<Seen>);

#[derive(Default)]
pub(super) struct Seen {
    pub(super) leases: AtomicU64,
    pub(super) heartbeats: AtomicU64,
    pub(super) shown: AtomicU64,
    connected: AtomicU64,
    is_leaving: AtomicBool,
    /// When each seat's message was asked for, and how many milliseconds later it was done.
    messages: Mutex<(HashMap<i64, Instant>, Vec<f64>)>,
    leave: watch::Sender<()>,
}

impl std::ops::Deref for Room {
    type Target = Seen;

    fn deref(&self) -> &Seen {
        &self.0
    }
}

impl Room {
    /// The seat is welcomed; from here on it lives by itself.
    pub(super) async fn connect(&self, address: SocketAddr, key: &SeatKey) -> Result<()> {
        let mut request = format!("ws://127.0.0.1/ws/workstations/{}/", key.workstation).into_client_request()?;
        request.headers_mut().insert("authorization", format!("Workstation {}", key.text()).parse()?);
        let config = WebSocketConfig::default().read_buffer_size(1024).write_buffer_size(0);
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (mut socket, _) = tokio_tungstenite::client_async_with_config(request, stream, Some(config)).await?;
        let hello = Hello { agent: "bench".into(), boot: "b".into(), ..Hello::default() };
        say(&mut socket, &FromSeat::Hello(hello)).await?;
        match hear(&mut socket).await? {
            FromServer::Welcome(_) => {}
            other => bail!("no welcome but {other:?}"),
        }
        self.connected.fetch_add(1, Ordering::Relaxed);
        let (room, seat, leave) = (self.clone(), key.workstation, self.leave.subscribe());
        tokio::spawn(async move {
            let ended = room.live(socket, seat, leave).await;
            room.connected.fetch_sub(1, Ordering::Relaxed);
            if let (Err(error), false) = (ended, room.is_leaving.load(Ordering::Relaxed)) {
                eprintln!("  seat {seat}: {error}");
            }
        });
        Ok(())
    }

    async fn live(&self, mut socket: Socket, seat: i64, mut leave: watch::Receiver<()>) -> Result<()> {
        // Spread over the rhythm, as chance spreads those of a room.
        let first = HEARTBEAT.mul_f64((seat % 997) as f64 / 997.0);
        let mut heartbeat = interval_at(TokioInstant::now() + first, HEARTBEAT);
        loop {
            tokio::select! {
                _ = leave.changed() => return Ok(socket.close(None).await?),
                _ = heartbeat.tick() => say(&mut socket, &FromSeat::Heartbeat {}).await?,
                heard = hear(&mut socket) => match heard? {
                    FromServer::Order(order) => {
                        say(&mut socket, &FromSeat::Received { number: order.number }).await?;
                        say(&mut socket, &FromSeat::Done { number: order.number, outcome: Outcome::Applied }).await?;
                        self.done(seat, &order.kind);
                    }
                    FromServer::Acknowledged { .. } => {
                        self.heartbeats.fetch_add(1, Ordering::Relaxed);
                    }
                    other => bail!("{other:?}"),
                },
            }
        }
    }

    fn done(&self, seat: i64, kind: &str) {
        match kind {
            "session" => {
                self.leases.fetch_add(1, Ordering::Relaxed);
            }
            "message" => {
                let mut messages = self.messages.lock();
                if let Some(asked) = messages.0.remove(&seat) {
                    messages.1.push(asked.elapsed().as_secs_f64() * 1000.0);
                }
                self.shown.fetch_add(1, Ordering::Relaxed);
            }
            _ => {}
        }
    }

    /// A message to all of them is asked for now.
    pub(super) fn told_all(&self, keys: &[SeatKey], at: Instant) {
        self.messages.lock().0.extend(keys.iter().map(|key| (key.workstation, at)));
    }

    pub(super) fn latencies(&self) -> Vec<f64> {
        self.messages.lock().1.clone()
    }

    /// Nobody was lost on the way.
    pub(super) fn must_be_whole(&self, seats: usize) -> Result<()> {
        let connected = self.connected.load(Ordering::Relaxed);
        ensure!(connected == seats as u64, "{connected} of {seats} seats are connected");
        Ok(())
    }

    /// Everybody goes.
    pub(super) fn leave(&self) {
        self.is_leaving.store(true, Ordering::Relaxed);
        self.leave.send_replace(());
    }
}

async fn say(socket: &mut Socket, frame: &FromSeat) -> Result<()> {
    Ok(socket.send(Message::text(encode(frame))).await?)
}

async fn hear(socket: &mut Socket) -> Result<FromServer> {
    loop {
        match socket.next().await.context("the server has ended the connection")?? {
            Message::Text(text) => return Ok(parse(&text)?),
            Message::Close(frame) => bail!("the server has ended the connection: {frame:?}"),
            _ => {}
        }
    }
}
