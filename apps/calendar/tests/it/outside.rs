//! Outside calendars are read from servers that may be hostile, and never from where nobody may look.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use preau_calendar::outside::{Asked, Fetched, MAX_BYTES, Problem, Resolver, Web};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";

/// Every name is these addresses, each time it is asked the next of them.
struct Names(Vec<Vec<&'static str>>, AtomicUsize);

#[async_trait]
impl Resolver for Names {
    async fn resolve(&self, _host: &str) -> Vec<IpAddr> {
        let asked = self.1.fetch_add(1, Ordering::SeqCst);
        let found = self.0.get(asked).or(self.0.last()).cloned().unwrap_or_default();
        found.iter().map(|ip| ip.parse().unwrap()).collect()
    }
}

fn names(found: &[&[&'static str]]) -> Arc<Names> {
    Arc::new(Names(found.iter().map(|ips| ips.to_vec()).collect(), AtomicUsize::new(0)))
}

fn here(patience: u64) -> Web {
    Web::of_this_machine(names(&[&["127.0.0.1"]]), Duration::from_millis(patience))
}

async fn read(web: &Web, url: String) -> Result<Fetched, Problem> {
    web.read(&Asked { url, ..Asked::default() }).await
}

/// A server whose answer is its path's.
async fn server() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, address));
        }
    });
    address
}

/// It does not care whether anybody listens.
async fn answer(mut stream: TcpStream, own: SocketAddr) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let head = String::from_utf8(head).unwrap();
    let path = head.split(' ').nth(1).unwrap();
    let status = |line: &str| format!("HTTP/1.1 {line}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    let to =
        |url: &str| format!("HTTP/1.1 302 Found\r\nLocation: {url}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    let text = match path {
        "/good" if head.to_ascii_lowercase().contains("if-none-match: \"1\"") => status("304 Not Modified"),
        "/good" => format!(
            "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Type: image/png\r\nContent-Length: {}\r\n\r\n{CALENDAR}",
            CALENDAR.len()
        ),
        "/unasked" => status("304 Not Modified"),
        "/secret" => status("403 Forbidden"),
        "/gone" => status("410 Gone"),
        "/broken" => status("500 Oops"),
        "/nowhere" => status("302 Found"),
        "/moved" => to("/good"),
        "/named" => to(&format!("http://calendar.example:{}/good", own.port())),
        "/loop" => to("/loop"),
        "/metadata" => to("http://169.254.169.254/latest/meta-data/"),
        "/private" => to("https://10.0.0.1/"),
        "/mapped" => to("https://[::ffff:169.254.169.254]/"),
        "/number" => to("https://2130706434/"),
        "/file" => to("file:///etc/passwd"),
        "/huge" => "HTTP/1.1 200 OK\r\nContent-Length: 99000000\r\n\r\n".to_owned(),
        "/endless" | "/dripping" => "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_owned(),
        _ => String::new(),
    };
    let _ = stream.write_all(text.as_bytes()).await;
    match path {
        "/endless" => while stream.write_all(&[b'x'; 65_536]).await.is_ok() {},
        "/dripping" => {
            while stream.write_all(b"x").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(5)).await
            }
        }
        "/silent" => tokio::time::sleep(Duration::from_secs(600)).await,
        _ => {}
    }
}

#[tokio::test]
async fn a_calendar_is_read_and_not_again_while_it_is_the_same() {
    let (web, server) = (here(5000), server().await);
    let url = format!("http://{server}/good");
    let Ok(Fetched::New { bytes, etag, modified }) = read(&web, url.clone()).await else { panic!("a calendar") };
    assert_eq!((bytes.as_slice(), etag.as_deref(), modified), (CALENDAR.as_bytes(), Some("\"1\""), None));
    assert_eq!(web.read(&Asked { url, etag, modified: None }).await, Ok(Fetched::Unchanged));
    assert!(read(&web, format!("http://{server}/moved")).await.is_ok());
    assert!(read(&web, format!("http://{server}/named")).await.is_ok());
}

#[tokio::test]
async fn what_servers_answer_is_told_apart() {
    let (web, server) = (here(5000), server().await);
    for (path, problem) in [
        ("secret", Problem::Forbidden),
        ("gone", Problem::Gone),
        ("broken", Problem::ServerFailed),
        ("unasked", Problem::ServerFailed),
        ("nowhere", Problem::ServerFailed),
        ("empty", Problem::Unreachable),
        ("loop", Problem::TooManyRedirects),
        ("huge", Problem::TooLarge),
        ("endless", Problem::TooLarge),
    ] {
        assert_eq!(read(&web, format!("http://{server}/{path}")).await, Err(problem), "{path}");
    }
    let quick = here(300);
    for path in ["dripping", "silent"] {
        assert_eq!(read(&quick, format!("http://{server}/{path}")).await, Err(Problem::TooSlow), "{path}");
    }
    const { assert!(MAX_BYTES == 2 * 1024 * 1024) };
}

#[tokio::test]
async fn no_redirect_leads_inside() {
    let (web, server) = (here(5000), server().await);
    for (path, problem) in [
        ("metadata", Problem::PrivateAddress),
        ("private", Problem::PrivateAddress),
        ("mapped", Problem::PrivateAddress),
        ("file", Problem::WrongAddress),
    ] {
        assert_eq!(read(&web, format!("http://{server}/{path}")).await, Err(problem), "{path}");
    }
    // 127.0.0.2 as one number: to another server than the one that was meant, but of this machine.
    assert!(read(&web, format!("http://{server}/number")).await.is_err());
}

#[tokio::test]
async fn a_name_that_leads_inside_is_refused_before_anybody_is_asked() {
    for found in [&["10.0.0.5"][..], &["8.8.8.8", "127.0.0.1"], &["fd00::1"], &["169.254.169.254"]] {
        let web = Web::default().resolved_by(names(&[found]));
        assert_eq!(read(&web, "https://calendar.example/x".into()).await, Err(Problem::PrivateAddress), "{found:?}");
    }
    let web = Web::default().resolved_by(names(&[]));
    assert_eq!(read(&web, "https://calendar.example/x".into()).await, Err(Problem::UnknownHost));
    // A name is asked once, and the server spoken to is the one that was judged.
    let server = server().await;
    let names = names(&[&["127.0.0.1"], &["10.0.0.1"]]);
    let web = Web::of_this_machine(names.clone(), Duration::from_secs(5));
    assert!(read(&web, format!("http://calendar.example:{}/good", server.port())).await.is_ok());
    assert_eq!(names.1.load(Ordering::SeqCst), 1);
}

#[test]
fn an_address_is_checked_before_it_is_kept_and_shown_without_its_path() {
    let web = Web::default();
    let (kept, shown) = web.check(" webcal://Calendar.Example:8443/private-a1b2/basic.ics?key=c3 ").unwrap();
    assert_eq!(kept, "https://calendar.example:8443/private-a1b2/basic.ics?key=c3");
    assert_eq!(shown, "https://calendar.example:8443/…");
    let (kept, shown) = web.check("https://ada:secret@calendar.example/x").unwrap();
    assert!(kept.contains("secret") && shown == "https://calendar.example/…");
    for (text, problem) in [
        ("http://calendar.example/x", Problem::NotHttps),
        ("https://127.0.0.1/x", Problem::PrivateAddress),
        ("https://0x7f.1/", Problem::PrivateAddress),
        ("https://[::1]/", Problem::PrivateAddress),
        ("https://192.168.1.10/cal.ics", Problem::PrivateAddress),
        ("https://169.254.169.254/", Problem::PrivateAddress),
        ("file:///etc/passwd", Problem::WrongAddress),
        ("ftp://calendar.example/", Problem::WrongAddress),
        ("calendar.example/x", Problem::WrongAddress),
        ("https://", Problem::WrongAddress),
        ("", Problem::WrongAddress),
    ] {
        assert_eq!(web.check(text).map(drop), Err(problem), "{text}");
    }
    assert_eq!(
        web.check(&format!("https://calendar.example/{}", "x".repeat(2000))).map(drop),
        Err(Problem::WrongAddress)
    );
}
