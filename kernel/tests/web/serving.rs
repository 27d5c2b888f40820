//! The listener over real sockets.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use preau_kernel::config::{Config, Span};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::support::{TestApp, test_app_with};

struct Server {
    test: TestApp,
    address: SocketAddr,
    running: JoinHandle<preau_kernel::Result<()>>,
}

async fn server(change: impl FnOnce(&mut Config)) -> Server {
    let test = test_app_with(change).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let running = tokio::spawn(preau_kernel::web::serve(test.app.clone(), listener, test.router.clone()));
    Server { test, address, running }
}

impl Server {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Asks to stop and waits for the end.
    async fn stop(self) -> Duration {
        let started = Instant::now();
        self.test.app.stop().cancel();
        self.running.await.unwrap().unwrap();
        started.elapsed()
    }
}

async fn ask(stream: &mut TcpStream, path: &str) {
    let head = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
}

/// What arrives until the first pause or the end of the connection.
async fn answer(stream: &mut TcpStream) -> String {
    let mut buffer = vec![0; 16 * 1024];
    let read = tokio::time::timeout(Duration::from_secs(5), stream.read(&mut buffer)).await.unwrap().unwrap_or(0);
    String::from_utf8_lossy(&buffer[..read]).into_owned()
}

/// Whether the other end closes within the time.
async fn closes_within(stream: &mut TcpStream, time: Duration) -> bool {
    let mut rest = Vec::new();
    tokio::time::timeout(time, stream.read_to_end(&mut rest)).await.is_ok()
}

#[tokio::test]
async fn a_kept_connection_answers_again_and_knows_its_peer() {
    let server = server(|_| {}).await;
    let mut stream = server.connect().await;
    for _ in 0..2 {
        ask(&mut stream, "/api/describe/").await;
        let answer = answer(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(r#""ip":"127.0.0.1""#), "{answer}");
    }
}

#[tokio::test]
async fn http_2_is_spoken_in_clear() {
    let server = server(|_| {}).await;
    let stream = server.connect().await;
    let io = hyper_util::rt::TokioIo::new(stream);
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(hyper_util::rt::TokioExecutor::new(), io).await.unwrap();
    tokio::spawn(connection);
    let uri = format!("http://localhost:{}/api/public/", server.address.port());
    let request = hyper::Request::get(uri).body(http_body_util::Empty::<axum::body::Bytes>::new()).unwrap();
    let response = sender.send_request(request).await.unwrap();
    assert_eq!((response.status().as_u16(), response.version()), (200, hyper::Version::HTTP_2));
}

#[tokio::test]
async fn a_running_request_finishes_and_nothing_new_is_accepted() {
    let server = server(|_| {}).await;
    let mut slow = server.connect().await;
    ask(&mut slow, "/api/slow/?ms=600").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    server.test.app.stop().cancel();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(TcpStream::connect(server.address).await.is_err());
    assert!(!server.running.is_finished());
    let answer = answer(&mut slow).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(r#""slept":600"#), "{answer}");
    let took = server.stop().await;
    assert!(took < Duration::from_secs(2), "{took:?}");
}

#[tokio::test]
async fn idle_connections_are_closed_at_once() {
    let server = server(|_| {}).await;
    let mut used = server.connect().await;
    ask(&mut used, "/api/public/").await;
    answer(&mut used).await;
    let _never_used = server.connect().await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let took = server.stop().await;
    assert!(took < Duration::from_secs(1), "{took:?}");
    assert!(closes_within(&mut used, Duration::from_secs(1)).await);
}

#[tokio::test]
async fn what_outlives_the_time_to_shut_down_is_cut() {
    let server = server(|config| config.server.shutdown_timeout = Span::seconds(1)).await;
    let mut slow = server.connect().await;
    ask(&mut slow, "/api/slow/?ms=30000").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let took = server.stop().await;
    assert!(took >= Duration::from_secs(1) && took < Duration::from_secs(3), "{took:?}");
    assert!(closes_within(&mut slow, Duration::from_secs(1)).await);
}

#[tokio::test]
async fn connections_beyond_the_limit_wait() {
    let server = server(|config| config.server.max_connections = 1).await;
    let mut first = server.connect().await;
    ask(&mut first, "/api/public/").await;
    assert!(answer(&mut first).await.starts_with("HTTP/1.1 200"));
    let mut second = server.connect().await;
    ask(&mut second, "/api/public/").await;
    let mut one = [0];
    assert!(tokio::time::timeout(Duration::from_millis(300), second.read(&mut one)).await.is_err());
    drop(first);
    assert!(answer(&mut second).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let server = server(|_| {}).await;
    let mut stream = server.connect().await;
    let head = format!("GET /api/public/ HTTP/1.1\r\nHost: localhost\r\nX-Long: {}\r\n\r\n", "x".repeat(100_000));
    let _ = stream.write_all(head.as_bytes()).await;
    assert!(answer(&mut stream).await.starts_with("HTTP/1.1 431"));
}

/// Slowloris: a head in drops, the beginning of HTTP/2 and no more, nothing at all. Real time, for hyper's timers and
/// the socket are real: all three wait together.
#[tokio::test]
async fn a_silent_or_dripping_client_is_cut_off() {
    let server = server(|_| {}).await;
    let started = Instant::now();
    let watch = async |first: &'static [u8]| {
        let mut stream = server.connect().await;
        stream.write_all(first).await.unwrap();
        let (mut reader, mut writer) = stream.into_split();
        let dripping = async {
            while first.len() > 4 && writer.write_all(b"x").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
            std::future::pending::<()>().await;
        };
        let mut rest = Vec::new();
        tokio::select! {
            () = dripping => unreachable!(),
            _ = reader.read_to_end(&mut rest) => {}
        }
    };
    let all = async { tokio::join!(watch(b"GET / HTTP/1.1\r\nHost: "), watch(b"PRI"), watch(b"")) };
    assert!(tokio::time::timeout(Duration::from_secs(20), all).await.is_ok(), "still open after 20 s");
    assert!(started.elapsed() > Duration::from_secs(14));
}
