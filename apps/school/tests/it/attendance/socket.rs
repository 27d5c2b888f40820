//! The live list over `/ws/lessons/{id}/`.

use std::time::Duration;

use chrono::TimeDelta;
use futures::{SinkExt, StreamExt};
use preau_testkit::{TestApp, TestEngine, both_engines, serve};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use super::super::place::{PASSWORD, pair};
use super::super::school::{MANAGER, PROFESSOR, STUDENT, exec, student};
use super::lessons::{at_school, check_in, code, open_window};

struct Socket(WebSocketStream<TcpStream>);

/// What comes within some seconds.
enum Got {
    Text(Value),
    Closed(u16),
}

impl Socket {
    async fn open(address: std::net::SocketAddr, lesson: i64, headers: &[(&'static str, &str)]) -> Self {
        let mut request = format!("ws://localhost/ws/lessons/{lesson}/").into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        let stream = TcpStream::connect(address).await.unwrap();
        Self(tokio_tungstenite::client_async(request, stream).await.unwrap().0)
    }

    async fn say(&mut self, what: Value) {
        self.0.send(Message::text(what.to_string())).await.unwrap();
    }

    async fn get(&mut self) -> Got {
        loop {
            let next = tokio::time::timeout(Duration::from_secs(20), self.0.next()).await.expect("a message");
            match next {
                Some(Ok(Message::Text(text))) => return Got::Text(serde_json::from_str(&text).unwrap()),
                Some(Ok(Message::Close(frame))) => return Got::Closed(frame.map_or(0, |frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Got::Closed(0),
            }
        }
    }

    async fn text(&mut self) -> Value {
        match self.get().await {
            Got::Text(text) => text,
            Got::Closed(code) => panic!("closed with {code}"),
        }
    }

    /// The code of the refusal and that of the end.
    async fn refused(&mut self) -> (String, u16) {
        let mut code = String::new();
        loop {
            match self.get().await {
                Got::Text(text) if text["type"] == "refused" => code = text["code"].as_str().unwrap().to_owned(),
                Got::Text(_) => {}
                Got::Closed(end) => return (code, end),
            }
        }
    }
}

async fn token(test: &TestApp, email: &str) -> Value {
    json!({"token": pair(test, email).await.0})
}

both_engines! {
    async fn names_turn_green_live(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let (address, _serving) = serve(&test).await;
        let mut socket = Socket::open(address, lesson, &[]).await;
        socket.say(token(&test, "professeur@example.com").await).await;
        let list = socket.text().await;
        assert_eq!((list["type"].as_str(), list["n"].as_i64()), (Some("list"), Some(1)));
        assert_eq!((list["students"][0]["state"].as_str(), list["window"].clone()), (Some("not_yet"), json!(null)));
        open_window(&professor, lesson, json!({})).await;
        let opened = socket.text().await;
        assert_eq!((opened["type"].as_str(), opened["window"]["mode"].as_str()), (Some("changes"), Some("code")));
        assert_eq!(opened["students"], json!([]));
        let before = std::time::Instant::now();
        let body = json!({"code": code(&professor, lesson).await, "device": "a"});
        check_in(&student(&test).await, lesson, body).await.expect(200);
        let changed = socket.text().await;
        assert!(before.elapsed() < Duration::from_secs(5), "{:?}", before.elapsed());
        assert_eq!((changed["students"][0]["student"].as_i64(), changed["students"][0]["state"].as_str()), (Some(STUDENT), Some("in")));
        assert_eq!((changed["counts"]["in"].as_i64(), changed["n"].as_i64()), (Some(1), Some(3)));
    }

    async fn a_window_that_ends_by_the_clock_ends_on_the_screen(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        let (address, _serving) = serve(&test).await;
        open_window(&professor, lesson, json!({"minutes": 1})).await;
        let mut socket = Socket::open(address, lesson, &[]).await;
        socket.say(token(&test, "professeur@example.com").await).await;
        assert_eq!(socket.text().await["window"]["mode"], "code");
        test.advance(TimeDelta::minutes(1));
        assert_eq!(socket.text().await["window"], json!(null));
    }

    async fn only_those_who_keep_the_register_may_look(engine: TestEngine) {
        let (test, _, lesson) = at_school(engine).await;
        let (address, _serving) = serve(&test).await;
        for (first, code, end) in [
            (token(&test, "etudiant@example.com").await, "forbidden", 4403),
            (token(&test, "tuteur@example.com").await, "forbidden", 4403),
            (json!({"token": "rubbish"}), "token_not_valid", 4401),
            (json!({"token": "a\nb"}), "not_authenticated", 4401),
            (json!({"token": 3}), "not_authenticated", 4401),
            (json!([]), "not_authenticated", 4401),
        ] {
            let mut socket = Socket::open(address, lesson, &[]).await;
            socket.say(first.clone()).await;
            assert_eq!(socket.refused().await, (code.to_owned(), end), "{first}");
        }
        let mut socket = Socket::open(address, 987_654, &[]).await;
        socket.say(token(&test, "professeur@example.com").await).await;
        assert_eq!(socket.refused().await, ("not_found".to_owned(), 4404));
        exec(&test, &format!("DELETE FROM user_modules WHERE user_id = {PROFESSOR}")).await;
        exec(&test, &format!("UPDATE lesson_professors SET user_id = {MANAGER}")).await;
        let mut socket = Socket::open(address, lesson, &[]).await;
        socket.say(token(&test, "professeur@example.com").await).await;
        assert_eq!(socket.refused().await, ("not_found".to_owned(), 4404));
    }

    async fn a_cookie_counts_from_our_own_pages_only(engine: TestEngine) {
        let (test, _, lesson) = at_school(engine).await;
        let (address, _serving) = serve(&test).await;
        let browser = test.anonymous();
        let body = json!({"email": "professeur@example.com", "password": PASSWORD});
        browser.post("/api/session/").json(body).send().await.expect(200);
        let cookie = browser.cookie("preau_session").expect("a session cookie");
        let cookie = format!("preau_session={cookie}");
        let ours = [("cookie", cookie.as_str()), ("origin", "http://localhost")];
        let mut socket = Socket::open(address, lesson, &ours).await;
        assert_eq!(socket.text().await["type"], "list");
        for origin in [Some("http://evil.example"), Some("null"), None] {
            let mut headers = vec![("cookie", cookie.as_str())];
            headers.extend(origin.map(|origin| ("origin", origin)));
            let mut socket = Socket::open(address, lesson, &headers).await;
            // It is nobody's, and waits for a token.
            socket.say(json!({})).await;
            assert_eq!(socket.refused().await, ("not_authenticated".to_owned(), 4401), "{origin:?}");
        }
    }

    async fn a_login_that_ends_ends_the_socket_at_once(engine: TestEngine) {
        let (test, _, lesson) = at_school(engine).await;
        let (address, _serving) = serve(&test).await;
        let access = pair(&test, "professeur@example.com").await.0;
        let header = format!("Bearer {access}");
        let mut socket = Socket::open(address, lesson, &[("authorization", &header)]).await;
        assert_eq!(socket.text().await["type"], "list");
        let me = test.bearer(&access);
        me.post("/auth/change-password/")
            .json(json!({"current_password": PASSWORD, "new_password": "une phrase de passe 42"}))
            .send().await.expect(200);
        // That login lives on; another one of the same person does not.
        let other = pair_with(&test, "une phrase de passe 42").await;
        let other_header = format!("Bearer {other}");
        let mut second = Socket::open(address, lesson, &[("authorization", &other_header)]).await;
        assert_eq!(second.text().await["type"], "list");
        me.post("/api/me/sessions/end-others/").json(json!({})).send().await;
        let (_, end) = second.refused().await;
        assert_eq!(end, 4401);
        test.drain_jobs().await;
    }

    async fn the_end_of_the_program_ends_the_socket(engine: TestEngine) {
        let (test, _, lesson) = at_school(engine).await;
        let (address, _serving) = serve(&test).await;
        let mut socket = Socket::open(address, lesson, &[]).await;
        socket.say(token(&test, "professeur@example.com").await).await;
        socket.text().await;
        test.app().stop().cancel();
        assert_eq!(socket.refused().await, (String::new(), 1001));
    }

    async fn a_plain_request_is_told_that_it_is_none(engine: TestEngine) {
        let (test, professor, lesson) = at_school(engine).await;
        professor.get(&format!("/ws/lessons/{lesson}/")).send().await.refused(400, "bad_request");
        assert!(test.now().0 > 0);
    }
}

async fn pair_with(test: &TestApp, password: &str) -> String {
    let body = json!({"email": "professeur@example.com", "password": password});
    let answer = test.anonymous().post("/api/token/").json(body).send().await.expect(200).json();
    answer["access"].as_str().unwrap().to_owned()
}

#[test]
fn another_node_hears_of_it_too() {
    preau_testkit::run_on(
        preau_testkit::Engine::Postgres,
        "another_node_hears_of_it_too",
        |engine: TestEngine| async move {
            let (test, professor, lesson) = at_school(engine).await;
            let other = test.another_node().await;
            other.may_leave_jobs();
            other.listen().await;
            let (address, _serving) = serve(&other).await;
            let mut socket = Socket::open(address, lesson, &[]).await;
            socket.say(token(&test, "professeur@example.com").await).await;
            assert_eq!(socket.text().await["type"], "list");
            open_window(&professor, lesson, json!({})).await;
            assert_eq!(socket.text().await["window"]["mode"], "code");
        },
    );
}
