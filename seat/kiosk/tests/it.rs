//! The agent against a server that says what the test wants, with a clock that the test moves.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends there")]

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use futures::{SinkExt, StreamExt};
use parking_lot::Mutex;
use preau_kiosk::{Agent, Clock, Config, Disk, Link, check};
use preau_seat_protocol::{
    FromSeat, FromServer, Lease, LeaseKey, Moment, Order, Running, SeatKey, State, Welcome, encode, parse,
};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, accept_async};
use tokio_util::sync::CancellationToken;

/// Boot, uptime and wall clock, each moved by hand.
struct Hands {
    boot: Mutex<String>,
    up_ms: AtomicI64,
    wall_ms: AtomicI64,
}

impl Hands {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            boot: Mutex::new("first".into()),
            up_ms: AtomicI64::new(50_000),
            wall_ms: AtomicI64::new(1_790_000_000_000),
        })
    }

    fn pass(&self, ms: i64) {
        self.up_ms.fetch_add(ms, Ordering::SeqCst);
        self.wall_ms.fetch_add(ms, Ordering::SeqCst);
    }

    fn restart_machine(&self, off_ms: i64) {
        *self.boot.lock() = format!("{}+", self.boot.lock().clone());
        self.up_ms.store(1_000, Ordering::SeqCst);
        self.wall_ms.fetch_add(off_ms, Ordering::SeqCst);
    }
}

impl Clock for Hands {
    fn now(&self) -> Moment {
        Moment {
            boot: self.boot.lock().clone(),
            up_ms: self.up_ms.load(Ordering::SeqCst),
            wall_ms: self.wall_ms.load(Ordering::SeqCst),
        }
    }
}

fn key() -> SeatKey {
    SeatKey::new(3, [5; 32])
}

fn agent(folder: &Path, clock: &Arc<Hands>) -> Arc<Agent> {
    Agent::start(&key(), Disk::folder(folder, &key()), false, clock.clone()).unwrap()
}

fn session(number: u64, minutes: i64) -> Order {
    let remaining_ms = minutes * 60_000;
    let lease = Lease { workstation: 3, session: 8, serial: number, granted_at: 0, remaining_ms, closing_ms: None };
    let lease = Some(LeaseKey::of(&key()).sign(lease));
    let running = Running { session: 8, lease, remaining_ms, duration_ms: remaining_ms };
    Order { number, after: 0, kind: "session".into(), payload: serde_json::to_value(running).unwrap() }
}

fn welcome() -> Welcome {
    Welcome { server_time: 0, uplink: 0, name: "Poste 3".into(), state: State::Active }
}

/// A seat with a session of so many minutes, which it was told of just now.
fn opened(folder: &Path, clock: &Arc<Hands>, minutes: i64) -> Arc<Agent> {
    let agent = agent(folder, clock);
    assert!(!agent.is_open());
    agent.with(|seat, now| (seat.welcomed(&welcome(), now, now), ()));
    agent.with(|seat, now| (seat.order(&session(1, minutes), now), ()));
    assert!(agent.is_open());
    agent
}

#[test]
fn a_killed_agent_goes_on_where_it_was() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), Hands::new());
    drop(opened(folder.path(), &clock, 10));
    clock.pass(61_000);
    // As after `kill -9`: nothing was said or written at the end.
    let again = agent(folder.path(), &clock);
    assert!(again.is_open());
    assert_eq!(again.view().left_ms, 10 * 60_000 - 61_000);
    drop(again);
    clock.pass(9 * 60_000);
    let late = agent(folder.path(), &clock);
    assert!(!late.is_open());
    assert_eq!(late.view().state, "locked");
    // And it stays over, whatever order is played again.
    late.with(|seat, now| (seat.order(&session(1, 10), now), ()));
    assert!(!late.is_open());
}

#[test]
fn neither_clock_nor_plug_gains_time() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), Hands::new());
    drop(opened(folder.path(), &clock, 10));
    for round in 1..=30 {
        clock.wall_ms.fetch_sub(86_400_000, Ordering::SeqCst);
        clock.restart_machine(0);
        let again = agent(folder.path(), &clock);
        let left = again.view().left_ms;
        assert!(left <= 10 * 60_000 - round * 6_000, "{round}: {left}");
        clock.pass(5_000);
        again.tick();
        drop(again);
    }
    clock.wall_ms.fetch_add(400 * 86_400_000, Ordering::SeqCst);
    clock.restart_machine(0);
    assert!(!agent(folder.path(), &clock).is_open());
}

#[test]
fn a_seat_that_cannot_write_locks_and_confirms_nothing() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), Hands::new());
    let path = folder.path().join("state");
    std::fs::create_dir(&path).unwrap();
    let agent = opened(&path, &clock, 10);
    std::fs::remove_dir_all(&path).unwrap();
    clock.pass(4_000);
    agent.tick();
    assert!(!agent.is_open());
    std::fs::create_dir(&path).unwrap();
    agent.tick();
    assert!(agent.is_open());
}

#[test]
fn the_seat_locks_by_itself_when_the_time_is_over() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), Hands::new());
    let agent = opened(folder.path(), &clock, 2);
    for _ in 0..119 {
        clock.pass(1_000);
        agent.tick();
    }
    assert!(agent.is_open());
    clock.pass(1_000);
    agent.tick();
    assert!(!agent.is_open());
}

type Peer = WebSocketStream<TcpStream>;

async fn hear(peer: &mut Peer) -> Option<FromSeat> {
    loop {
        match timeout(Duration::from_secs(20), peer.next()).await.expect("a frame") {
            Some(Ok(Message::Text(text))) => return Some(parse(&text).unwrap()),
            Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
            Some(Ok(_)) => {}
        }
    }
}

async fn say(peer: &mut Peer, frame: FromServer) {
    peer.send(Message::text(encode(&frame))).await.unwrap();
}

/// A listener, and the seats that come.
async fn server() -> (SocketAddr, mpsc::Receiver<Peer>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (come, came) = mpsc::channel(8);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(peer) = accept_async(stream).await {
                let _ = come.send(peer).await;
            }
        }
    });
    (address, came)
}

fn link(address: SocketAddr) -> Link {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    let base = format!("http://{address}");
    Link { base, key: Arc::new(key()), tls: Arc::new(tls), faults: Arc::default() }
}

#[tokio::test]
async fn after_a_cut_it_says_again_what_was_not_acknowledged() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), Hands::new());
    let (address, mut peers) = server().await;
    let (agent, stop) = (agent(folder.path(), &clock), CancellationToken::new());
    let (its, stopping) = (agent.clone(), stop.clone());
    let running = tokio::spawn(async move { link(address).keep(&its, &stopping).await });
    let mut peer = timeout(Duration::from_secs(20), peers.recv()).await.unwrap().unwrap();
    let Some(FromSeat::Hello(hello)) = hear(&mut peer).await else { panic!("no hello") };
    assert_eq!((hello.last_order, hello.session), (0, None));
    say(&mut peer, FromServer::Welcome(welcome())).await;
    say(&mut peer, FromServer::Order(session(1, 10))).await;
    let mut unlocked = None;
    let mut done = false;
    while unlocked.is_none() || !done {
        match hear(&mut peer).await {
            Some(FromSeat::Event(event)) => unlocked = Some(event.number),
            Some(FromSeat::Done { number: 1, .. }) => done = true,
            Some(FromSeat::Received { .. } | FromSeat::Heartbeat {}) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(agent.is_open());
    drop(peer);
    // The seat goes on without a network.
    assert!(agent.is_open());
    let mut peer = timeout(Duration::from_secs(20), peers.recv()).await.unwrap().unwrap();
    let Some(FromSeat::Hello(hello)) = hear(&mut peer).await else { panic!("no hello") };
    assert_eq!((hello.last_order, hello.session, hello.lease), (1, Some(8), 1));
    say(&mut peer, FromServer::Welcome(welcome())).await;
    loop {
        match hear(&mut peer).await {
            Some(FromSeat::Event(event)) if Some(event.number) == unlocked => break,
            Some(_) => {}
            None => panic!("nothing was said again"),
        }
    }
    // Played again, an order changes nothing and is answered.
    say(&mut peer, FromServer::Order(session(1, 600))).await;
    while !matches!(hear(&mut peer).await, Some(FromSeat::Done { number: 1, .. })) {}
    assert!(agent.view().left_ms <= 10 * 60_000);
    stop.cancel();
    running.await.unwrap();
}

#[tokio::test]
async fn a_refused_seat_waits_before_it_comes_again() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), Hands::new());
    let (address, mut peers) = server().await;
    let (agent, stop) = (agent(folder.path(), &clock), CancellationToken::new());
    let (its, stopping) = (agent.clone(), stop.clone());
    tokio::spawn(async move { link(address).keep(&its, &stopping).await });
    let mut peer = peers.recv().await.unwrap();
    hear(&mut peer).await;
    say(&mut peer, FromServer::Refused { code: "unknown_seat".into() }).await;
    let again = timeout(Duration::from_millis(2_500), peers.recv()).await;
    assert!(again.is_err(), "it came back at once");
    stop.cancel();
}

fn config(folder: &Path, more: &str) -> std::path::PathBuf {
    let path = folder.join("kiosk.toml");
    let state = folder.join("state");
    let text = format!("server = \"http://127.0.0.1:9\"\nstate_dir = {:?}\n{more}", state.display().to_string());
    std::fs::write(&path, text).unwrap();
    path
}

#[tokio::test]
async fn check_says_everything_that_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = |found: &[preau_kiosk::Finding]| {
        found.iter().filter(|one| one.is_wrong).map(|one| one.about).collect::<Vec<_>>()
    };
    assert_eq!(wrong(&check(&folder.path().join("none.toml")).await), ["config"]);
    let path = config(folder.path(), "listen = \"0.0.0.0:1\"");
    assert_eq!(wrong(&check(&path).await), ["config"]);
    let path = config(folder.path(), "[commands]\nscreen = [\"no-such-browser\"]\nlock = [\"true\"]");
    assert_eq!(wrong(&check(&path).await), ["commands.screen", "commands.screen", "key_file"]);
    let path = config(folder.path(), "");
    let key_file = Config::read(&path).unwrap().key_path();
    std::fs::create_dir_all(key_file.parent().unwrap()).unwrap();
    std::fs::write(&key_file, key().reveal()).unwrap();
    let found = check(&path).await;
    assert_eq!(wrong(&found), ["commands.screen", "key_file"], "{found:?}");
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(&key_file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let path = config(folder.path(), "[commands]\nlock = [\"true\"]");
    let found = check(&path).await;
    assert_eq!(wrong(&found), ["server"], "{found:?}");
    assert!(!format!("{found:?}").contains(&key().reveal()[3..]));
}

/// The whole program: page, commands, screen.
#[tokio::test]
async fn the_lock_screen_is_served_to_this_machine_only() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), Hands::new());
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let locked = folder.path().join("locked");
    let more = format!("listen = \"{free}\"\n[commands]\nlock = [\"touch\", {:?}]", locked.display().to_string());
    let config = Config::read(&config(folder.path(), &more)).unwrap();
    let key_file = config.key_path();
    std::fs::create_dir_all(key_file.parent().unwrap()).unwrap();
    std::fs::write(&key_file, key().reveal()).unwrap();
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(&key_file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let stop = CancellationToken::new();
    let (its, stopping) = (config.clone(), stop.clone());
    let running = tokio::spawn(async move { preau_kiosk::serve(&its, clock, stopping).await });
    for _ in 0..100 {
        if locked.exists() && TcpStream::connect(free).await.is_ok() {
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    assert!(locked.exists(), "the lock command was not run");
    let host = free.to_string();
    assert_eq!(ask(free, &format!("GET / HTTP/1.1\r\nHost: {host}\r\n")).await, 200);
    assert_eq!(ask(free, &format!("GET /main.js HTTP/1.1\r\nHost: {host}\r\n")).await, 200);
    assert_eq!(ask(free, &format!("GET /view HTTP/1.1\r\nHost: {host}\r\nX-Kiosk: 1\r\n")).await, 200);
    // Somebody else's page, name or form.
    assert_eq!(ask(free, &format!("GET /view HTTP/1.1\r\nHost: {host}\r\n")).await, 403);
    assert_eq!(ask(free, "GET / HTTP/1.1\r\nHost: evil.example\r\n").await, 421);
    let post = format!("POST /end HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n");
    assert_eq!(ask(free, &post).await, 403);
    assert_eq!(ask(free, &format!("{post}X-Kiosk: 1\r\nOrigin: http://evil.example\r\n")).await, 403);
    assert_eq!(ask(free, &format!("{post}X-Kiosk: 1\r\nOrigin: http://{host}\r\n")).await, 200);
    // A second agent on this machine touches nothing.
    let second = preau_kiosk::serve(&config, Hands::new(), CancellationToken::new()).await;
    assert!(second.unwrap_err().to_string().contains("listen"));
    stop.cancel();
    running.await.unwrap().unwrap();
}

async fn ask(address: SocketAddr, head: &str) -> u16 {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).split(' ').nth(1).unwrap().parse().unwrap()
}
