//! A coach's calendar elsewhere: read from a real server, whose busy times are offered to nobody.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use preau_appointments::actions::busy_feed::read_due;
use preau_calendar::State;
use preau_calendar::outside::{Resolver, Web};
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::practice::{book, client, coach, count, exec, id, is_free, logged_in, open, staff};

const PATH: &str = "/api/coaches/6/busy-feed/";

pub(super) struct Names(pub(super) &'static [&'static str]);

#[async_trait]
impl Resolver for Names {
    async fn resolve(&self, _host: &str) -> Vec<IpAddr> {
        self.0.iter().map(|ip| ip.parse().unwrap()).collect()
    }
}

/// What the server answers from now on, and what it was asked.
#[derive(Default)]
struct Said {
    status: &'static str,
    body: String,
    heads: Vec<String>,
}

#[derive(Clone)]
struct Server(SocketAddr, Arc<Mutex<Said>>);

impl Server {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self(listener.local_addr().unwrap(), Arc::default());
        let said = server.1.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    match stream.read_u8().await {
                        Ok(byte) => head.push(byte),
                        Err(_) => break,
                    }
                }
                let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
                let text = {
                    let mut said = said.lock().unwrap();
                    let etag = format!("\"{}\"", said.body.len());
                    let is_same = said.status == "200 OK" && head.contains(&format!("if-none-match: {etag}"));
                    said.heads.push(head);
                    let (status, body) =
                        if is_same { ("304 Not Modified", "") } else { (said.status, said.body.as_str()) };
                    format!(
                        "HTTP/1.1 {status}\r\nETag: {etag}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                        body.len()
                    )
                };
                let _ = stream.write_all(text.as_bytes()).await;
            }
        });
        server
    }

    fn says(&self, status: &'static str, body: &str) {
        let mut said = self.1.lock().unwrap();
        (said.status, said.body) = (status, body.to_owned());
    }

    fn has(&self, events: &[&str]) {
        let events: Vec<_> = events.iter().map(|event| format!("BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n")).collect();
        self.says("200 OK", &format!("BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n", events.concat()));
    }

    fn url(&self) -> String {
        format!("http://{}/private-s3cret/basic.ics", self.0)
    }

    fn asked(&self) -> usize {
        self.1.lock().unwrap().heads.len()
    }

    fn last_head(&self) -> String {
        self.1.lock().unwrap().heads.last().unwrap().clone()
    }
}

/// 9:00 to 10:00 of a day in Paris.
fn busy(uid: &str, day: &str) -> String {
    format!("UID:{uid}\r\nDTSTART:{day}T080000Z\r\nDTEND:{day}T090000Z")
}

async fn with_server(engine: TestEngine) -> (TestApp, Server) {
    let test = open(engine).await;
    test.app().state::<State>().read_by(Web::of_this_machine(Arc::new(Names(&["127.0.0.1"])), Duration::from_secs(5)));
    (test, Server::start().await)
}

async fn put(test: &TestApp, url: &str) -> Value {
    let answer = coach(test).await.put(PATH).json(json!({"url": url})).send().await.expect(200).json();
    test.drain_jobs().await;
    answer
}

async fn shown(test: &TestApp) -> Value {
    coach(test).await.get(PATH).send().await.expect(200).json()
}

/// Goes on to when the next reading is due, and lets it happen.
async fn later(test: &TestApp, span: TimeDelta) {
    test.advance(span);
    read_due(test.app()).await.unwrap();
    read_due(test.app()).await.unwrap();
    test.drain_jobs().await;
}

both_engines! {
    async fn busy_times_elsewhere_are_offered_to_nobody_and_no_booking_collides_with_them(engine: TestEngine) {
        let (test, server) = with_server(engine).await;
        let client = client(&test).await;
        let mine = book(&client, "2026-11-24", "09:00").await;
        server.has(&[&busy("a", "20261124"), &busy("b", "20261125")]);
        let empty = shown(&test).await;
        assert_eq!(empty, json!({"url": null, "checked_at": null, "problem": null, "problem_text": null, "events": 0, "hit": [], "hit_count": 0}));
        let first = put(&test, &server.url()).await;
        assert_eq!((first["checked_at"].clone(), first["events"].clone()), (json!(null), json!(0)));
        let now = shown(&test).await;
        assert_eq!(now["url"], format!("http://{}/…", server.0));
        assert_eq!((now["events"].clone(), now["problem"].clone(), now["hit_count"].clone()), (json!(2), json!(null), json!(1)));
        assert_eq!(now["hit"][0]["id"], mine["id"]);
        // Listing and booking go through the same function.
        assert!(!is_free(&client, "2026-11-25", "09:00").await && is_free(&client, "2026-11-25", "10:50").await);
        let body = json!({"date": "2026-11-25", "start": "09:00"});
        let refused = client.post("/api/appointments/").json(&body).send().await.refused(409, "slot_taken").json();
        assert_eq!(refused["alternatives"].as_array().unwrap().len(), 3);
        client.post("/api/holds/").json(&body).send().await.refused(409, "slot_taken");
        client.post(&format!("/api/appointments/{}/move/", id(&mine))).json(&body).send().await.refused(409, "slot_taken");
        let why = coach(&test).await.get("/api/slots/why/?date=2026-11-25&start=09:00").send().await.expect(200).json();
        assert_eq!((why["code"].clone(), why["claims"][0]["by"].clone()), (json!("slot_taken"), json!("busy_feed")));
        // What was booked before stays and can still be moved away.
        let away = json!({"date": "2026-11-26", "start": "09:00"});
        client.post(&format!("/api/appointments/{}/move/", id(&mine))).json(&away).send().await.expect(200);
        assert_eq!(shown(&test).await["hit_count"], 0);
        coach(&test).await.delete(PATH).send().await.expect(204);
        assert!(is_free(&client, "2026-11-25", "09:00").await);
        assert_eq!((count(&test, "coach_busy_times").await, shown(&test).await["url"].clone()), (0, json!(null)));
        test.drain_jobs().await;
    }

    async fn it_is_read_again_and_what_comes_replaces_what_was(engine: TestEngine) {
        let (test, server) = with_server(engine).await;
        server.has(&[&busy("a", "20261125")]);
        put(&test, &server.url()).await;
        later(&test, TimeDelta::minutes(10)).await;
        assert_eq!(server.asked(), 1, "not yet");
        later(&test, TimeDelta::minutes(21)).await;
        assert_eq!((server.asked(), shown(&test).await["events"].clone()), (2, json!(1)));
        assert!(server.last_head().contains("if-none-match"));
        // The days that a standing tag was read for run out: it is read anew, though nothing has changed.
        later(&test, TimeDelta::days(35)).await;
        assert!(!server.last_head().contains("if-none-match"));
        server.has(&[&busy("c", "20270105"), &busy("d", "20270106")]);
        later(&test, TimeDelta::minutes(31)).await;
        assert_eq!(shown(&test).await["events"], 2);
        let client = client(&test).await;
        assert!(!is_free(&client, "2027-01-05", "09:00").await && is_free(&client, "2027-01-07", "09:00").await);
    }

    async fn our_own_appointments_that_come_back_are_not_busy(engine: TestEngine) {
        let (test, server) = with_server(engine).await;
        let client = client(&test).await;
        let mine = book(&client, "2026-11-25", "09:00").await;
        server.has(&[&busy(mine["uid"].as_str().unwrap(), "20261125"), &busy("x", "20261126")]);
        put(&test, &server.url()).await;
        let now = shown(&test).await;
        assert_eq!((now["events"].clone(), now["hit_count"].clone()), (json!(1), json!(0)));
        client.post(&format!("/api/appointments/{}/cancellation/", id(&mine))).json(json!({})).send().await.expect(200);
        assert!(is_free(&client, "2026-11-25", "09:00").await);
        test.drain_jobs().await;
    }

    async fn a_repeating_event_without_an_end_is_read_as_far_as_can_be_booked(engine: TestEngine) {
        let (test, server) = with_server(engine).await;
        server.has(&[&format!("{}\r\nRRULE:FREQ=DAILY", busy("r", "20200101"))]);
        put(&test, &server.url()).await;
        let client = client(&test).await;
        for day in ["2026-11-24", "2027-01-22"] {
            assert!(!is_free(&client, day, "09:00").await && is_free(&client, day, "10:50").await, "{day}");
        }
        let events = shown(&test).await["events"].as_i64().unwrap();
        assert!((60..120).contains(&events), "{events}");
    }

    async fn a_failure_keeps_what_was_read_says_why_and_after_a_day_by_mail(engine: TestEngine) {
        let (test, server) = with_server(engine).await;
        server.has(&[&busy("a", "20261127")]);
        put(&test, &server.url()).await;
        server.says("200 OK", "<html>no calendar</html>");
        later(&test, TimeDelta::minutes(31)).await;
        let coach = coach(&test).await;
        let english = coach.get(PATH).header("accept-language", "en").send().await.expect(200).json();
        let french = shown(&test).await;
        assert_eq!((french["problem"].clone(), french["events"].clone()), (json!("no_calendar"), json!(1)));
        assert!(french["problem_text"].as_str().unwrap().contains("iCalendar") && french["problem_text"] != english["problem_text"]);
        assert!(!is_free(&client(&test).await, "2026-11-27", "09:00").await);
        // Less and less often.
        let before = server.asked();
        for _ in 0..24 {
            later(&test, TimeDelta::minutes(30)).await;
        }
        assert!((4..=9).contains(&(server.asked() - before)), "{}", server.asked() - before);
        let told = || test.mails().into_iter().filter(|mail| mail.to == "coach@example.com").collect::<Vec<_>>();
        assert!(told().is_empty());
        for _ in 0..6 {
            later(&test, TimeDelta::hours(7)).await;
        }
        let mails = told();
        assert_eq!(mails.len(), 1, "once");
        assert!(mails[0].subject.contains("agenda extérieur") && mails[0].text.contains("iCalendar") && mails[0].calendar.is_none());
        assert!(!mails[0].text.contains("s3cret") && !mails[0].html.contains("s3cret"));
        server.has(&[]);
        later(&test, TimeDelta::hours(7)).await;
        let healed = shown(&test).await;
        assert_eq!((healed["problem"].clone(), healed["events"].clone()), (json!(null), json!(0)));
    }

    async fn what_leads_inside_is_refused_before_and_after_it_is_kept(engine: TestEngine) {
        let test = open(engine).await;
        let coach = coach(&test).await;
        for (url, code) in [("https://127.0.0.1/x.ics", "réseau privé"), ("https://169.254.169.254/", "réseau privé"), ("http://calendar.example/x", "https"),
            ("file:///etc/passwd", "https"), ("", ""), ("x", "")] {
            let refused = coach.put(PATH).json(json!({"url": url})).send().await.refused(400, "invalid").json();
            assert!(refused["errors"]["url"][0].as_str().unwrap().contains(code), "{url}: {refused}");
            assert!(url.len() < 5 || !refused.to_string().contains(url), "{refused}");
        }
        // The name looks harmless until it is resolved.
        test.app().state::<State>().read_by(Web::default().resolved_by(Arc::new(Names(&["10.0.0.7"]))));
        put(&test, "https://calendar.example/x.ics").await;
        assert_eq!(shown(&test).await["problem"], "private_address");
        assert_eq!(count(&test, "coach_busy_times").await, 0);
    }

    async fn a_hostile_calendar_is_refused_whole(engine: TestEngine) {
        let (test, server) = with_server(engine).await;
        server.has(&[&busy("a", "20261127")]);
        put(&test, &server.url()).await;
        let many = "BEGIN:VEVENT\r\nEND:VEVENT\r\n".repeat(20_001);
        for (body, problem) in [
            ("x".repeat(3 * 1024 * 1024), "too_large"),
            (format!("BEGIN:VCALENDAR\r\n{many}END:VCALENDAR\r\n"), "too_many"),
            ("\0\u{fffd}".to_owned(), "no_calendar"),
            (String::new(), "no_calendar"),
        ] {
            server.says("200 OK", &body);
            later(&test, TimeDelta::hours(7)).await;
            let now = shown(&test).await;
            assert_eq!((now["problem"].clone(), now["events"].clone()), (json!(problem), json!(1)));
        }
        server.says("302 Found", "");
        later(&test, TimeDelta::hours(7)).await;
        assert_eq!(shown(&test).await["problem"], "server_failed");
        assert!(!is_free(&client(&test).await, "2026-11-27", "09:00").await);
        test.drain_jobs().await;
    }

    async fn the_address_is_a_secret(engine: TestEngine) {
        let (test, server) = with_server(engine).await;
        server.has(&[&busy("a", "20261127")]);
        let answer = put(&test, &server.url()).await;
        assert!(!answer.to_string().contains("s3cret") && !shown(&test).await.to_string().contains("s3cret"));
        for place in ["coach_busy_feeds WHERE url LIKE '%s3cret%' OR shown LIKE '%s3cret%'", "audit_entries WHERE metadata LIKE '%s3cret%'",
            "audit_personal WHERE content LIKE '%s3cret%'", "jobs WHERE payload LIKE '%s3cret%'"] {
            assert_eq!(count(&test, place).await, 0, "{place}");
        }
        assert_eq!(count(&test, "audit_entries WHERE action = 'busy_feed_set' AND actor_id = 6").await, 1);
        let other = logged_in(&test, "client@example.com").await;
        other.get(PATH).send().await.refused(403, "forbidden");
        coach(&test).await.get("/api/coaches/7/busy-feed/").send().await.refused(404, "not_found");
        assert_eq!(staff(&test).await.get(PATH).send().await.expect(200).json()["events"], 1);
        // Sealed for its own row: put elsewhere it opens nothing.
        exec(&test, "UPDATE coach_busy_feeds SET url = 'x.' || url").await;
        later(&test, TimeDelta::minutes(31)).await;
        assert_eq!(shown(&test).await["problem"], "address_lost");
    }

    async fn another_address_makes_an_older_reading_void_and_people_take_theirs_along(engine: TestEngine) {
        let (test, server) = with_server(engine).await;
        server.has(&[&busy("a", "20261127")]);
        put(&test, &server.url()).await;
        server.says("404 Not Found", "");
        put(&test, &format!("{}?other", server.url())).await;
        let now = shown(&test).await;
        assert_eq!((now["problem"].clone(), now["events"].clone()), (json!("gone"), json!(1)), "until the new one was read");
        let export = coach(&test).await.get("/api/me/export/").send().await.expect(200).text();
        assert!(export.contains("busy_feed") && export.contains("2026-11-27T08:00:00.000000Z") && !export.contains("s3cret"), "{export}");
        staff(&test).await.post("/api/users/6/erasure/").json(json!({})).send().await.expect(204);
        assert_eq!((count(&test, "coach_busy_feeds").await, count(&test, "coach_busy_times").await), (0, 0));
        test.drain_jobs().await;
    }

    async fn merged_records_keep_one_calendar(engine: TestEngine) {
        let (test, server) = with_server(engine).await;
        server.has(&[&busy("a", "20261127")]);
        put(&test, &server.url()).await;
        staff(&test).await.post("/api/users/6/merge/").json(json!({"into": 7})).send().await.expect(200);
        assert_eq!(count(&test, "coach_busy_feeds WHERE coach_id = 7").await, 1);
        later(&test, TimeDelta::minutes(31)).await;
        assert_eq!(count(&test, "coach_busy_feeds WHERE coach_id = 7 AND problem IS NULL AND times = 1").await, 1, "it opens still");
        test.drain_jobs().await;
    }
}
