//! Packets that wake a seat, and the page of a seat.

use std::time::Duration;

use preau_testkit::{TestEngine, both_engines};
use serde_json::json;
use tokio::net::UdpSocket;

use super::super::rooms::{count, exec, open, open_with, operator};
use super::line::seat;

both_engines! {
    async fn a_seat_is_woken_by_its_address(engine: TestEngine) {
        let asleep = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = asleep.local_addr().unwrap().to_string();
        let test = open_with(engine, &[("workstations.wake_broadcast", json!(address))]).await;
        let operator = operator(&test).await;
        let seat = seat(&test, "Poste 1").await;
        let path = format!("/api/workstations/{seat}/wake/");
        operator.post(&path).json(json!({})).send().await.expect(204);
        let mut packet = [0; 200];
        let received = tokio::time::timeout(Duration::from_secs(5), asleep.recv(&mut packet)).await.unwrap().unwrap();
        assert_eq!((received, &packet[..12]), (102, &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0a, 0xbc, 0xde, 1, 2, 3][..]));
        assert_eq!(count(&test, "audit_entries WHERE action = 'seat_woken'").await, 1);
        exec(&test, "UPDATE workstations SET mac_address = ''").await;
        operator.post(&path).json(json!({})).send().await.refused(409, "no_mac_address");
    }

    async fn the_page_of_a_seat_is_there_for_everybody(engine: TestEngine) {
        let test = open(engine).await;
        for (path, kind) in [("/kiosk/", "text/html"), ("/kiosk/main.js", "text/javascript"), ("/kiosk/style.css", "text/css")] {
            let answer = test.anonymous().get(path).send().await;
            assert_eq!(answer.status(), 200, "{path}");
            assert!(answer.header("content-type").is_some_and(|found| found.starts_with(kind)), "{path}");
            let policy = answer.header("content-security-policy").unwrap_or_default();
            assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        }
        assert_eq!(test.anonymous().get("/kiosk/secrets.txt").send().await.status(), 404);
    }
}
