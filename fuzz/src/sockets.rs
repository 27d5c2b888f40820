//! The three kinds of live channel over real WebSockets: whatever bytes come in, the connection ends when the client has
//! said its last, and nobody without a token or key is shown anything.
//!
//! First byte: 0 and 1 the live list of a lesson, 2 and 3 a room, 4 and 5 a seat without its key, 6 and 7 with it; even, the
//! rest are bytes as they are; odd, each line is a text.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use preau_seat_protocol::MAX_FRAME;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tower::ServiceExt;

use crate::parts::{choice, text};
use crate::place::{Once, Place, place};

const PATHS: [&str; 4] = ["/ws/lessons/1/", "/ws/rooms/1/", "/ws/workstations/1/", "/ws/workstations/1/"];
/// A connection that is still there then hangs: nothing of ours waits once the other end has closed.
const PATIENCE: Duration = Duration::from_secs(20);
/// Of one direction, not yet read: more than any conversation of the sizes that are tried.
const BUFFER: usize = 1 << 20;
const MASK: [u8; 4] = [0x5a, 0xa5, 0x3c, 0xc3];

struct Listening {
    router: Router,
    key: String,
    _place: Place,
}

static LISTENING: Once<Listening> = Once::new();

async fn listening() -> Listening {
    let place = place().await;
    let enrolment = place.api.post("/api/workstations/1/enrolment/").json(json!({})).send().await;
    let code = enrolment.json()["code"].as_str().expect("a code").to_owned();
    let enrolled = place.test.anonymous().post("/api/workstations/enrol/").json(json!({"code": code})).send().await;
    let key = enrolled.json()["key"].as_str().expect("a key").to_owned();
    Listening { router: preau_kernel::web::router(place.test.app()), key, _place: place }
}

pub fn target(data: &[u8]) {
    let Some((kind, rest)) = choice(data, 8) else { return };
    let (channel, is_text) = (kind / 2, kind % 2 == 1);
    let said = if is_text { rest.split(|byte| *byte == b'\n').flat_map(frame).collect() } else { rest.to_vec() };
    LISTENING.with(listening(), async |listening| {
        let has_key = channel == 3;
        let key = if has_key { format!("Authorization: Workstation {}\r\n", listening.key) } else { String::new() };
        let head = format!(
            "GET {} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{key}\r\n",
            PATHS[channel]
        );
        let heard = tokio::time::timeout(PATIENCE, converse(&listening.router, head.as_bytes(), &said)).await;
        let heard = heard.unwrap_or_else(|_| panic!("the connection hangs after {:?}", text(&said)));
        let answer = text(&heard);
        assert!(answer.starts_with("HTTP/1.1 101") || answer.starts_with("HTTP/1.1 4"), "{answer}");
        if !has_key {
            for shown in ["\"type\":\"list\"", "\"type\":\"changes\"", "\"type\":\"welcome\"", "\"type\":\"order\""] {
                assert!(!answer.contains(shown), "{shown} for nobody: {answer}");
            }
        }
    });
}

/// A text as a browser sends it: whole, and masked.
fn frame(line: &[u8]) -> Vec<u8> {
    let line = &line[..line.len().min(MAX_FRAME + 1)];
    let mut frame = vec![0x81];
    match u16::try_from(line.len()) {
        Ok(length @ 0..126) => frame.push(0x80 | u8::try_from(length).unwrap_or(0)),
        length => {
            frame.push(0x80 | 126);
            frame.extend(length.unwrap_or(u16::MAX).to_be_bytes());
        }
    }
    frame.extend(MASK);
    frame.extend(line.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    frame
}

/// Says all of it, closes its end, and hears the other out.
async fn converse(router: &Router, head: &[u8], said: &[u8]) -> Vec<u8> {
    let (mut ours, theirs) = duplex(BUFFER);
    let router = router.clone();
    let service = service_fn(move |request: Request<Incoming>| router.clone().oneshot(request.map(Body::new)));
    let serving = tokio::spawn(async move {
        // What is no HTTP any more ends in an error, as it should.
        let _ = Builder::new(TokioExecutor::new()).serve_connection_with_upgrades(TokioIo::new(theirs), service).await;
    });
    let mut heard = Vec::new();
    let sent = async {
        ours.write_all(head).await?;
        // An end that closes before it is answered is answered nothing.
        while !heard.windows(4).any(|end| end == b"\r\n\r\n") && ours.read_buf(&mut heard).await? > 0 {}
        ours.write_all(said).await?;
        ours.shutdown().await?;
        ours.read_to_end(&mut heard).await
    };
    // An end that was closed in the middle of what we say is an end.
    let _ = sent.await;
    serving.abort();
    heard
}
