//! `simulate-room` against the real program: lines that break, lose, double and reorder, and at the end every seat shows what
//! the server says and every order is done.

use std::time::Duration;

use chrono::TimeDelta;
use preau_kernel::jobs::run_periodic;
use preau_kiosk::simulate::{Wishes, run};
use preau_testkit::{TestApp, TestEngine, both_engines, scale, serve};
use serde_json::json;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::super::place::PASSWORD;
use super::super::rooms::{count, open_with};

/// The place's clock follows the real one, which the seats read.
async fn follow_the_clock(test: &TestApp) {
    let mut before = Instant::now();
    loop {
        sleep(Duration::from_millis(20)).await;
        let gone = before.elapsed();
        before += gone;
        test.advance(TimeDelta::from_std(gone).unwrap());
    }
}

async fn tasks(test: &TestApp) {
    loop {
        for task in ["workstations.settle", "workstations.warn"] {
            let _ = run_periodic(test.app(), task).await;
        }
        sleep(Duration::from_secs(1)).await;
    }
}

both_engines! {
    async fn a_simulated_room_agrees_with_the_server(engine: TestEngine) {
        let test = open_with(engine, &[("workstations.identity", json!("none"))]).await;
        test.may_leave_jobs();
        let (address, _serving) = serve(&test).await;
        let body = json!({"username": "operateur@example.com", "password": PASSWORD});
        let token = test.anonymous().post("/api-token-auth/").json(body).send().await.expect(200).json();
        let wishes = Wishes {
            server: format!("http://localhost:{}", address.port()),
            token: token["token"].as_str().unwrap().to_owned(),
            workstations: scale(12, 200),
            duration: Duration::from_secs(scale(10, 60)),
            cut_every: Duration::from_secs(4),
            trouble: 60,
        };
        let report = tokio::select! {
            report = run(&wishes, CancellationToken::new(), || {}) => report.unwrap(),
            () = follow_the_clock(&test) => unreachable!(),
            () = tasks(&test) => unreachable!(),
        };
        assert!(report.wrong.is_empty(), "{report}");
        assert!(report.sessions > 5 && report.operations > 30 && report.cuts > 5, "{report}");
        assert_eq!(count(&test, "seat_orders WHERE done_at IS NULL").await, 0);
    }
}
