//! `/ws/workstations/{id}/`: the channel of a seat, as `preau_seat_protocol` describes it. The key comes as a header, from a
//! browser with the first message. What is refused is said, noted in the audit trail, and ends the connection: 4401 not known,
//! 4400 what it said cannot be, 4409 another connection of the same seat is there, 1001 the program ends, 1013 come again
//! (also when its key has changed, to be told so).

use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use preau_kernel::web::{Path, RequestInfo};
use preau_kernel::{App, Error, Result};
use preau_seat_protocol::{
    FrameError, FromSeat, FromServer, Hello, Lease, LeaseKey, MAX_FRAME, Order, Outbox, PATIENCE, Pending, Running,
    encode, parse,
};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep_until, timeout};

use crate::actions::live::{Live, ToSeat, events, greet};
use crate::domain::key::SeatKey;
use crate::store::live::channel::SeatOnLine;
use crate::store::live::pending::Open;

/// Bytes that are read at once; what a seat says is short.
const READ_BUFFER: usize = 2 * 1024;
/// A seat that says nothing for so long is gone.
const SILENCE: Duration = Duration::from_secs(60);
/// Frames of one seat within [`RATE_WINDOW`].
const MOST_FRAMES: u32 = 400;
const RATE_WINDOW: Duration = Duration::from_secs(10);

/// The channel of an enrolled seat (`Authorization: Workstation <key>`, or `key` in its first message).
#[utoipa::path(get, path = "/ws/workstations/{id}/", tag = "Live rooms", params(("id" = i64, Path)), responses((status = 101, description = "Texts of JSON, see decision 0020"), (status = 401, description = "A key that is not good")))]
pub(super) async fn connect(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response> {
    let upgrade = upgrade.map_err(|_| Error::refused("bad_request"))?;
    let shown = headers.get(header::AUTHORIZATION).map(|value| value.to_str().ok().and_then(SeatKey::of_header));
    if let Some(key) = &shown
        && let Err(error) = greet::known(&app, id, key.as_ref()).await
    {
        if matches!(error, Error::Unauthenticated(_)) {
            greet::refused(&app, &info, id, "unknown_key").await?;
        }
        return Err(error);
    }
    let upgrade = upgrade
        .max_message_size(MAX_FRAME)
        .max_frame_size(MAX_FRAME)
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0);
    Ok(upgrade.on_upgrade(move |socket| Box::pin(run(app, info, id, socket, shown.flatten()))))
}

/// Why a connection ends.
enum End {
    Gone,
    /// Code of the end, reason.
    Refused(u16, &'static str),
    /// Nothing is wrong with the seat.
    Leave(u16),
}

impl From<Error> for End {
    fn from(error: Error) -> Self {
        match &error {
            Error::Unauthenticated(refusal) => Self::Refused(4401, refusal.code),
            Error::Refused(refusal) => Self::Refused(4400, refusal.code),
            _ => {
                tracing::warn!(%error, "the channel of a seat ended");
                Self::Leave(1013)
            }
        }
    }
}

impl From<FrameError> for End {
    fn from(error: FrameError) -> Self {
        Self::Refused(4400, error.code())
    }
}

async fn run(app: App, info: RequestInfo, id: i64, mut socket: WebSocket, key: Option<SeatKey>) {
    let ended = begin(&app, &info, id, &mut socket, key).await;
    let code = match ended {
        End::Gone => return,
        End::Leave(code) => code,
        End::Refused(code, reason) => {
            if let Err(error) = greet::refused(&app, &info, id, reason).await {
                tracing::warn!(%error, "a refusal could not be noted");
            }
            let _ = send(&mut socket, &FromServer::Refused { code: reason.to_owned() }).await;
            code
        }
    };
    let _ = timeout(PATIENCE, socket.send(Message::Close(Some(CloseFrame { code, reason: "".into() })))).await;
}

async fn begin(app: &App, info: &RequestInfo, id: i64, socket: &mut WebSocket, key: Option<SeatKey>) -> End {
    let begun = async {
        let hello = first(socket).await?;
        // What a browser cannot put into a header.
        let key = key.or_else(|| hello.key.as_deref().and_then(SeatKey::parse));
        let (seat, lease_key) = greet::known(app, id, key.as_ref()).await?;
        let welcome = greet::welcome(app, &seat, &hello).await?;
        let live = app.state::<crate::State>().live.clone();
        let connected = live.connect(app, id);
        let connection = connected.connection;
        live.note(|records| records.connected(id, connection.clone()));
        let began = Instant::now();
        let outbox = Outbox::new(hello.last_order);
        let mut talk = Talk { app, info, seat: &seat, lease_key, socket, outbox, live: live.clone(), began };
        let ended = match send(talk.socket, &FromServer::Welcome(welcome)).await {
            Ok(()) => talk.go_on(connected.orders).await,
            Err(end) => Err(end),
        };
        live.disconnect(id, &connection);
        ended
    };
    match begun.await {
        Ok(()) => End::Gone,
        Err(end) => end,
    }
}

async fn first(socket: &mut WebSocket) -> Result<Hello, End> {
    match timeout(PATIENCE, heard(socket)).await {
        Ok(frame) => match frame? {
            FromSeat::Hello(hello) => Ok(hello),
            _ => Err(End::Refused(4400, "no_hello")),
        },
        Err(_) => Err(End::Refused(4400, "no_hello")),
    }
}

/// The next frame; safe to be dropped while it waits.
async fn heard(socket: &mut WebSocket) -> Result<FromSeat, End> {
    loop {
        match socket.recv().await {
            Some(Ok(Message::Text(text))) => return Ok(parse(&text)?),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(Message::Binary(_))) => return Err(FrameError::Malformed.into()),
            Some(Err(error)) if error.to_string().contains("too long") => return Err(FrameError::TooLarge.into()),
            Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(End::Gone),
        }
    }
}

async fn send(socket: &mut WebSocket, frame: &FromServer) -> Result<(), End> {
    match timeout(PATIENCE, socket.send(Message::Text(encode(frame).into()))).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(End::Gone),
    }
}

struct Talk<'a> {
    app: &'a App,
    info: &'a RequestInfo,
    seat: &'a SeatOnLine,
    lease_key: LeaseKey,
    socket: &'a mut WebSocket,
    outbox: Outbox,
    live: Live,
    began: Instant,
}

impl Talk<'_> {
    async fn go_on(&mut self, mut orders: tokio::sync::mpsc::Receiver<ToSeat>) -> Result<(), End> {
        let stop = self.app.stop().clone();
        let (mut window, mut frames, mut silent) = (Instant::now(), 0_u32, Instant::now() + SILENCE);
        loop {
            let again = self.outbox.next_due().map(|due| self.began + Duration::from_millis(due.max(0).unsigned_abs()));
            tokio::select! {
                () = stop.cancelled() => return Err(End::Leave(1001)),
                frame = heard(self.socket) => {
                    let frame = frame?;
                    silent = Instant::now() + SILENCE;
                    if window.elapsed() > RATE_WINDOW {
                        (window, frames) = (Instant::now(), 0);
                    }
                    frames += 1;
                    if frames > MOST_FRAMES {
                        return Err(End::Refused(4400, "too_many"));
                    }
                    self.take(frame).await?;
                }
                given = orders.recv() => match given {
                    Some(ToSeat::Orders(open)) => self.put(open),
                    Some(ToSeat::Elsewhere) => return Err(End::Leave(4409)),
                    // Or the hub has let go of it: what waits could not be handed over.
                    Some(ToSeat::ComeAgain) | None => return Err(End::Leave(1013)),
                },
                () = sleep_until(again.unwrap_or(silent)), if again.is_some() => {}
                () = sleep_until(silent) => return Err(End::Gone),
            }
            self.send_due().await?;
        }
    }

    fn put(&mut self, open: Vec<Open>) {
        for order in open {
            let mut payload: Value = serde_json::from_str(&order.payload).unwrap_or_default();
            // What a lease is made of when the order is sent: the session as it is now, if it is still the one.
            if order.session.is_some() && payload["session"].as_i64() == order.session {
                payload["ends_at"] = json!(order.ends_at.map(|at| at.0));
                payload["duration_seconds"] = json!(order.duration_seconds);
            }
            let number = order.number.unsigned_abs();
            self.outbox.put(Pending { number, kind: order.kind, payload });
        }
    }

    async fn send_due(&mut self) -> Result<(), End> {
        let now_ms = i64::try_from(self.began.elapsed().as_millis()).unwrap_or(i64::MAX);
        for mut order in self.outbox.due(now_ms) {
            if matches!(order.kind.as_str(), "session" | "time_added") {
                self.add_lease(&mut order);
            }
            send(self.socket, &FromServer::Order(order.clone())).await?;
            let number = i64::try_from(order.number).unwrap_or(i64::MAX);
            self.live.note(|records| records.sent(self.seat.id, number));
        }
        Ok(())
    }

    /// The lease is worth what is left at this instant; its serial is the number of the order, which rises. A session that
    /// does not run has none.
    fn add_lease(&self, order: &mut Order) {
        let payload = &order.payload;
        let Some(session) = payload["session"].as_i64() else { return };
        let now = self.app.now().0;
        let left_ms = payload["ends_at"].as_i64().map(|ends_at| (ends_at.saturating_sub(now) / 1_000).max(0));
        let lease = left_ms.map(|remaining_ms| {
            self.lease_key.sign(Lease {
                workstation: self.seat.id,
                session,
                serial: order.number,
                granted_at: now,
                remaining_ms,
                closing_ms: None,
            })
        });
        let remaining_ms = left_ms.or_else(|| payload["remaining_ms"].as_i64()).unwrap_or(0);
        let duration_ms = payload["duration_seconds"].as_i64().unwrap_or(0).saturating_mul(1_000);
        let running = Running { session, lease, remaining_ms, duration_ms };
        order.payload = serde_json::to_value(running).unwrap_or_default();
    }

    async fn take(&mut self, frame: FromSeat) -> Result<(), End> {
        let seat = self.seat.id;
        match frame {
            FromSeat::Hello(_) => Err(End::Refused(4400, "second_hello")),
            FromSeat::Heartbeat {} => {
                self.live.note(|records| records.seen(seat));
                send(self.socket, &FromServer::Acknowledged { uplink: 0 }).await
            }
            FromSeat::Received { number } => {
                let new = self.outbox.received(number).ok_or(End::Refused(4400, "wrong_number"))?;
                self.live.note(|records| new.iter().for_each(|number| records.received(seat, number.cast_signed())));
                Ok(())
            }
            FromSeat::Done { number, outcome } => {
                if self.outbox.done(number).ok_or(End::Refused(4400, "wrong_number"))? {
                    self.live.note(|records| records.done(seat, number.cast_signed(), outcome.name()));
                }
                Ok(())
            }
            FromSeat::Event(event) => {
                let uplink = events::apply(self.app, self.info, self.seat, &event).await?;
                send(self.socket, &FromServer::Acknowledged { uplink }).await
            }
        }
    }
}
