//! `/ws/rooms/{id}/`: the live room of operators, as it changes.
//!
//! Who it is comes as at `/ws/lessons/{id}/`: a header, a cookie of our own pages, or `{"token": …}` first. Then texts, each a
//! JSON object with a rising `n`: `{"type": "list", "now": …, "is_open": …, "closes_at": …, "seats": […]}`, then `{"type":
//! "changes", …, "seats": […], "gone": […]}` with the seats that have changed; at most five a second. `{"type": "refused",
//! "code": …}` and the end: 4401 not (or no longer) logged in, 4403 not allowed, 4404 no such room, 1001 the program ends,
//! 1013 come again.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::HeaderMap;
use axum::response::Response;
use preau_kernel::web::{Path, RequestInfo};
use preau_kernel::{App, Error, Result};
use serde_json::{Value, json};
use tokio::time::{Instant, interval, sleep_until, timeout};

use super::first::{PATIENCE, credentials, first_message, who};
use super::room_list::{LiveRoom, LiveSeat, LiveSession, RoomHours};

const MAX_MESSAGE: usize = 16 * 1024;
/// Changes within it are sent together.
const PAUSE: Duration = Duration::from_millis(200);
const TICK: Duration = Duration::from_secs(1);
/// Ticks between two looks at who follows and at what the clock alone changes (a reservation comes near, hours were set
/// otherwise), and two pings.
const LOOK_EVERY: u32 = 20;
const SILENCE: Duration = Duration::from_secs(60);

/// The live room. Without a cookie or header: `{"token": "<access token>"}` as the first message.
///
/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/ws/rooms/{id}/", tag = "Live rooms", params(("id" = i64, Path)), responses((status = 101, description = "Texts of JSON: list, changes, refused")))]
pub(super) async fn follow(
    State(app): State<App>,
    info: RequestInfo,
    headers: HeaderMap,
    Path(id): Path<i64>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response> {
    let upgrade = upgrade.map_err(|_| Error::refused("bad_request"))?;
    let known = credentials(&headers, &info);
    let upgrade = upgrade.max_message_size(MAX_MESSAGE).max_frame_size(MAX_MESSAGE);
    Ok(upgrade.on_upgrade(move |socket| async move {
        Follower { app, info, id, socket, n: 0, sent: None }.run(known).await;
    }))
}

struct Follower {
    app: App,
    info: RequestInfo,
    id: i64,
    socket: WebSocket,
    n: u64,
    sent: Option<Sent>,
}

/// What the client knows.
struct Sent {
    hours: RoomHours,
    seats: BTreeMap<i64, LiveSeat>,
}

/// Why a socket ends; the client is told as far as it still listens.
enum End {
    Gone,
    Refused(Error),
    Stopping,
}

impl From<Error> for End {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl Follower {
    async fn run(mut self, known: Option<HeaderMap>) {
        let headers = match known {
            Some(headers) => Ok(headers),
            None => match first_message(&mut self.socket).await {
                None => return,
                Some(headers) => headers.map_err(End::Refused),
            },
        };
        let ended = match headers {
            Ok(headers) => self.follow(&headers).await.err(),
            Err(end) => Some(end),
        };
        let (code, refused) = match ended {
            None | Some(End::Gone) => return,
            Some(End::Stopping) => (1001, None),
            Some(End::Refused(error)) => match &error {
                Error::Unauthenticated(_) => (4401, Some(error.code())),
                Error::Forbidden(_) => (4403, Some(error.code())),
                Error::NotFound => (4404, Some(error.code())),
                _ => {
                    tracing::warn!(%error, room = self.id, "a live room ended");
                    (1013, None)
                }
            },
        };
        if let Some(code) = refused {
            let _ = self.tell(json!({"type": "refused", "code": code})).await;
        }
        let _ = timeout(PATIENCE, self.socket.send(Message::Close(Some(CloseFrame { code, reason: "".into() })))).await;
    }

    async fn follow(&mut self, headers: &HeaderMap) -> Result<Infallible, End> {
        let live = self.app.state::<crate::State>().live.clone();
        // Before the list is read, so that no change falls between.
        let (mut room, mut people) = (live.follow_room(self.id), live.follow_people());
        let stop = self.app.stop().clone();
        who(&self.app, &self.info, headers).await?;
        self.send_list().await?;
        let mut tick = interval(TICK);
        let (mut ticks, mut next, mut stale, mut heard) = (0_u32, Instant::now() + PAUSE, false, Instant::now());
        loop {
            tokio::select! {
                () = stop.cancelled() => return Err(End::Stopping),
                _ = people.changed() => drop(who(&self.app, &self.info, headers).await?),
                changed = room.changed() => {
                    if changed.is_err() {
                        room = live.follow_room(self.id);
                    }
                    stale = true;
                }
                () = sleep_until(next), if stale => {
                    self.send_list().await?;
                    (stale, next) = (false, Instant::now() + PAUSE);
                }
                _ = tick.tick() => {
                    ticks += 1;
                    if ticks.is_multiple_of(LOOK_EVERY) {
                        who(&self.app, &self.info, headers).await?;
                        self.send(Message::Ping(Default::default())).await?;
                        stale = true;
                    }
                    if heard.elapsed() > SILENCE {
                        return Err(End::Gone);
                    }
                    // Other nodes may have changed something meanwhile; a session ends by the clock alone.
                    stale |= !self.app.bus().is_hearing() || self.is_over();
                }
                received = self.socket.recv() => match received {
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(End::Gone),
                    Some(Ok(_)) => heard = Instant::now(),
                },
            }
        }
    }

    /// A session, a kept or held seat or the opening is over, by the clock alone.
    fn is_over(&self) -> bool {
        let now = self.app.now();
        let Some(sent) = &self.sent else { return false };
        let until = |session: &LiveSession| session.ends_at.or(session.seat_kept_until);
        let sessions = sent.seats.values().filter_map(|seat| seat.session.as_ref());
        let held = sent.seats.values().filter_map(|seat| seat.held_until);
        sessions.filter_map(until).chain(held).chain(sent.hours.closes_at).any(|until| until <= now)
    }

    /// The whole list at first, then what has changed of it.
    async fn send_list(&mut self) -> Result<(), End> {
        let room = LiveRoom::read(&self.app, self.id).await?;
        let mut shown = match &self.sent {
            None => json!({"type": "list", "seats": room.seats}),
            Some(sent) => {
                let has_changed = |seat: &&LiveSeat| sent.seats.get(&seat.id) != Some(*seat);
                let changed: Vec<&LiveSeat> = room.seats.iter().filter(has_changed).collect();
                let is_gone = |id: &i64| !room.seats.iter().any(|seat| seat.id == *id);
                let gone: Vec<i64> = sent.seats.keys().copied().filter(is_gone).collect();
                if changed.is_empty() && gone.is_empty() && sent.hours == room.hours {
                    return Ok(());
                }
                json!({"type": "changes", "seats": changed, "gone": gone})
            }
        };
        shown["is_open"] = json!(room.hours.is_open);
        shown["closes_at"] = json!(room.hours.closes_at);
        self.sent =
            Some(Sent { hours: room.hours, seats: room.seats.into_iter().map(|seat| (seat.id, seat)).collect() });
        self.tell(shown).await
    }

    async fn tell(&mut self, mut what: Value) -> Result<(), End> {
        self.n += 1;
        what["n"] = self.n.into();
        what["now"] = json!(self.app.now());
        self.send(Message::Text(what.to_string().into())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match timeout(PATIENCE, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Gone),
        }
    }
}
