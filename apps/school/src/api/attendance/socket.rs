//! `/ws/lessons/{id}/`: the live list, as it changes.
//!
//! A client that is not known by its session cookie (from our own pages, by the Origin that browsers always send here)
//! or an `Authorization` header says who it is in the first message, `{"token": "<access token>"}`. Then come texts, each
//! a JSON object with a rising `n`:
//!
//! - `{"type": "list", …}`: as `GET /api/lessons/{id}/check-ins/`;
//! - `{"type": "changes", …}`: the same, `students` only those who have changed, `gone` the ids of those who are no
//!   longer on the list;
//! - `{"type": "refused", "code": …}`, and the end: 4401 not (or no longer) logged in, 4403 not allowed, 4404 no such
//!   lesson, 1001 the program ends, 1013 something is broken, come again.
//!
//! Whoever loses the right to look loses the socket: at each change of a person, and every twenty seconds, it is asked
//! again who follows.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, HeaderValue, Request, header};
use axum::response::Response;
use preau_kernel::actor::Actor;
use preau_kernel::web::{Access, Path, RequestInfo};
use preau_kernel::{App, Error, Result};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep_until, timeout};

use super::check_ins;
use super::shapes::{LiveShape, LiveStudent};
use crate::actions::attendance::reach;
use crate::permissions::REGISTER;

/// Bytes of what a client may say.
const MAX_MESSAGE: usize = 16 * 1024;
/// For the first message to come, and for a client to take one of ours.
const PATIENCE: Duration = Duration::from_secs(10);
/// Changes within it are sent together.
const PAUSE: Duration = Duration::from_millis(200);
const TICK: Duration = Duration::from_secs(1);
/// Ticks between two looks at who follows, and two pings.
const LOOK_EVERY: u32 = 20;
/// A client that answers no ping for so long is gone.
const SILENCE: Duration = Duration::from_secs(60);

/// The lesson's live list. Without a cookie or header: `{"token": "<access token>"}` as the first message.
#[utoipa::path(get, path = "/ws/lessons/{id}/", tag = "Check-in", params(("id" = i64, Path)), responses((status = 101, description = "Texts of JSON: list, changes, refused")))]
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

/// What the request itself proves: a header, or a cookie that one of our own pages sent.
fn credentials(headers: &HeaderMap, info: &RequestInfo) -> Option<HeaderMap> {
    let only = |name: header::HeaderName| {
        let mut only = HeaderMap::new();
        for value in headers.get_all(&name) {
            only.append(&name, value.clone());
        }
        only
    };
    if headers.contains_key(header::AUTHORIZATION) {
        return Some(only(header::AUTHORIZATION));
    }
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    let is_ours = origin.is_some_and(|origin| origin.eq_ignore_ascii_case(&info.base_url()));
    (is_ours && info.maybe_actor().is_some()).then(|| only(header::COOKIE))
}

struct Follower {
    app: App,
    info: RequestInfo,
    id: i64,
    socket: WebSocket,
    n: u64,
    sent: Option<LiveShape>,
}

/// Why a socket ends; the client is told as far as it still listens.
enum End {
    /// It went away.
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
        let ended = match self.first(known).await {
            Ok(headers) => self.stay(&headers).await,
            Err(end) => end,
        };
        let (code, refused) = match ended {
            End::Gone => return,
            End::Stopping => (1001, None),
            End::Refused(error) => match &error {
                Error::Unauthenticated(_) => (4401, Some(error.code())),
                Error::Forbidden(_) => (4403, Some(error.code())),
                Error::NotFound => (4404, Some(error.code())),
                _ => {
                    tracing::warn!(%error, lesson = self.id, "a live list ended");
                    (1013, None)
                }
            },
        };
        if let Some(code) = refused {
            let _ = self.tell(json!({"type": "refused", "code": code})).await;
        }
        let _ = timeout(PATIENCE, self.socket.send(Message::Close(Some(CloseFrame { code, reason: "".into() })))).await;
    }

    /// The headers that prove who follows.
    async fn first(&mut self, known: Option<HeaderMap>) -> Result<HeaderMap, End> {
        if let Some(headers) = known {
            return Ok(headers);
        }
        let unknown = || End::Refused(Error::unauthenticated());
        let Ok(message) = timeout(PATIENCE, self.socket.recv()).await else { return Err(unknown()) };
        let Some(Ok(message)) = message else { return Err(End::Gone) };
        let said: Value = match message {
            Message::Text(text) => serde_json::from_str(&text).map_err(|_| unknown())?,
            _ => return Err(unknown()),
        };
        let token = said["token"].as_str().ok_or_else(unknown)?;
        let value = HeaderValue::from_str(&format!("Bearer {token}")).map_err(|_| unknown())?;
        Ok(HeaderMap::from_iter([(header::AUTHORIZATION, value)]))
    }

    async fn stay(&mut self, headers: &HeaderMap) -> End {
        let ended = self.follow(headers).await;
        match ended {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }

    async fn follow(&mut self, headers: &HeaderMap) -> Result<std::convert::Infallible, End> {
        let live = self.app.state::<crate::State>().live.clone();
        // Before the list is read, so that no change falls between.
        let (mut lesson, mut people) = (live.follow(self.id), live.people());
        let stop = self.app.stop().clone();
        let mut actor = who(&self.app, &self.info, headers).await?;
        self.send_list(&actor).await?;
        let mut tick = tokio::time::interval(TICK);
        let (mut ticks, mut next, mut stale, mut heard) = (0_u32, Instant::now() + PAUSE, false, Instant::now());
        loop {
            tokio::select! {
                () = stop.cancelled() => return Err(End::Stopping),
                _ = people.changed() => actor = who(&self.app, &self.info, headers).await?,
                // A lesson whose sender is gone has no other followers to hear of; it is found anew.
                changed = lesson.changed() => {
                    if changed.is_err() {
                        lesson = live.follow(self.id);
                    }
                    stale = true;
                }
                () = sleep_until(next), if stale => {
                    self.send_list(&actor).await?;
                    (stale, next) = (false, Instant::now() + PAUSE);
                }
                _ = tick.tick() => {
                    ticks += 1;
                    if ticks.is_multiple_of(LOOK_EVERY) {
                        actor = who(&self.app, &self.info, headers).await?;
                        self.send(Message::Ping(Default::default())).await?;
                    }
                    if heard.elapsed() > SILENCE {
                        return Err(End::Gone);
                    }
                    // Other nodes may have changed something meanwhile; a window ends by the clock alone.
                    stale |= !self.app.bus().is_hearing() || self.window_is_over();
                }
                received = self.socket.recv() => match received {
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(End::Gone),
                    Some(Ok(_)) => heard = Instant::now(),
                },
            }
        }
    }

    fn window_is_over(&self) -> bool {
        let window = self.sent.as_ref().and_then(|list| list.window.as_ref());
        window.is_some_and(|window| window.is_over(self.app.now()))
    }

    /// The whole list at first, then what has changed of it.
    async fn send_list(&mut self, actor: &Actor) -> Result<(), End> {
        let list = check_ins::list(&self.app, reach(actor)?, self.id).await?;
        let mut shown = serde_json::to_value(&list).map_err(Error::from)?;
        match &self.sent {
            Some(sent) if *sent == list => return Ok(()),
            None => shown["type"] = "list".into(),
            Some(sent) => {
                let (changed, gone) = differences(&sent.students, &list.students);
                shown["type"] = "changes".into();
                shown["students"] = serde_json::to_value(changed).map_err(Error::from)?;
                shown["gone"] = json!(gone);
            }
        }
        self.sent = Some(list);
        self.tell(shown).await
    }

    async fn tell(&mut self, mut what: Value) -> Result<(), End> {
        self.n += 1;
        what["n"] = self.n.into();
        self.send(Message::Text(what.to_string().into())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match timeout(PATIENCE, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(End::Gone),
        }
    }
}

/// Who follows, as they are now; an error when they may not.
async fn who(app: &App, info: &RequestInfo, headers: &HeaderMap) -> Result<Arc<Actor>> {
    let authenticator = app.modules().iter().find_map(|module| module.authenticator());
    let authenticator = authenticator.ok_or_else(Error::unauthenticated)?;
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.headers = headers.clone();
    let actor = authenticator.authenticate(app, &mut parts, info).await?;
    let actor = actor.ok_or_else(Error::unauthenticated)?;
    let asked = RequestInfo::internal(info.id());
    asked.set_actor(Ok(Some(actor.clone())));
    Access::Right(REGISTER).check(&asked)?;
    Ok(actor)
}

/// Those who are new or otherwise, and the ids of those who are gone.
fn differences<'a>(old: &[LiveStudent], new: &'a [LiveStudent]) -> (Vec<&'a LiveStudent>, Vec<i64>) {
    let mut before: BTreeMap<i64, &LiveStudent> = old.iter().map(|one| (one.student, one)).collect();
    let changed = new.iter().filter(|one| before.remove(&one.student) != Some(*one)).collect();
    (changed, before.into_keys().collect())
}
