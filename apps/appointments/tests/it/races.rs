//! Many at once want the same time: exactly one gets it, the others are told so, and nothing else fails.

use std::sync::Arc;

use preau_appointments::Start;
use preau_appointments::actions::book::{Booking, book};
use preau_appointments::actions::move_to::move_to;
use preau_calendar::domain::wall::WallTime;
use preau_kernel::actor::{Actor, Credential};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result};
use preau_testkit::{Client, TestApp, TestEngine, both_engines, scale};
use serde_json::json;

use super::practice::{client, count, logged_in, open};

/// So many people beside those of the place, with ids from 101.
async fn crowd(test: &TestApp, people: i64) {
    let tx = test.db().write_tx().await.unwrap();
    for i in 1..=people {
        let sql = "INSERT INTO users (id, email, first_name, last_name, phone, is_active, is_staff, is_superuser, sort_name, \
                   search, row_version, created_at, updated_at) \
                   VALUES ($1, $2, 'Client', $3, '', TRUE, FALSE, FALSE, $3, '', 1, $4, $4)";
        let values =
            vec![(100 + i).into(), format!("c{i}@example.com").into(), i.to_string().into(), test.now().into()];
        tx.exec(sql, values).await.unwrap();
    }
    tx.commit().await.unwrap();
}

pub(crate) fn actor(user_id: i64) -> Actor {
    Actor {
        user_id,
        name: "Client".into(),
        roles: Vec::new(),
        is_staff: false,
        is_superuser: false,
        rights: Arc::default(),
        credential: Credential::System,
        lang: None,
        gate: None,
    }
}

fn at(date: &str, start: &str) -> Start {
    Start { date: date.parse().unwrap(), time: WallTime::parse(start).unwrap() }
}

async fn try_booking(test: &TestApp, user: i64, start: Start) -> Result<i64> {
    let booking = Booking { start, coach: None, service: None, message: String::new(), hold: None, client: None };
    book(test.app(), &RequestInfo::internal("race"), &actor(user), &booking).await.map(|made| made.id)
}

/// 1 for the one who has it; everybody else must have been told that it is taken.
fn won(result: &Result<i64>) -> usize {
    match result {
        Ok(_) => 1,
        Err(Error::Conflict(refusal)) if refusal.code == "slot_taken" => 0,
        Err(error) => panic!("{error}"),
    }
}

/// Exclusive claims of one subject that share a second.
pub(crate) async fn overlaps(test: &TestApp) -> i64 {
    let sql = "SELECT COUNT(*) FROM time_claims a JOIN time_claims b ON a.subject_kind = b.subject_kind \
               AND a.subject_id = b.subject_id AND a.id < b.id AND a.starts < b.ends AND b.starts < a.ends \
               WHERE a.exclusive = TRUE AND b.exclusive = TRUE";
    test.db().read().number(sql, vec![]).await.unwrap()
}

pub(crate) async fn gathered<T>(tasks: impl Iterator<Item = tokio::task::JoinHandle<T>>) -> Vec<T> {
    let mut results = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        results.push(task.await.unwrap());
    }
    results
}

both_engines! {
    async fn forty_clients_want_one_slot_and_one_gets_it(engine: TestEngine) {
        let test = Arc::new(open(engine).await);
        crowd(&test, 40).await;
        for day in ["2026-11-24", "2026-11-25", "2026-11-26"].iter().take(scale(2, 3)) {
            let tries = (1..=40).map(|i| {
                let test = test.clone();
                tokio::spawn(async move { try_booking(&test, 100 + i, at(day, "09:00")).await })
            });
            let results = gathered(tries).await;
            assert_eq!(results.iter().map(won).sum::<usize>(), 1);
        }
        assert_eq!(overlaps(&test).await, 0);
        assert_eq!(count(&test, "appointments").await, scale(2, 3));
        test.drain_jobs().await;
    }

    async fn forty_requests_get_one_201_and_thirty_nine_409(engine: TestEngine) {
        let test = Arc::new(open(engine).await);
        let one = Arc::new(client(&test).await);
        let student = Arc::new(logged_in(&test, "etudiant@example.com").await);
        let tries = (0..40).map(|i| {
            let who: Arc<Client> = if i % 2 == 0 { one.clone() } else { student.clone() };
            tokio::spawn(async move {
                let body = json!({"date": "2026-11-24", "start": "09:00"});
                who.post("/api/appointments/").json(body).send().await.status()
            })
        });
        let mut statuses = gathered(tries).await;
        statuses.sort_unstable();
        assert_eq!((statuses[0], statuses[1], statuses[39]), (201, 409, 409), "{statuses:?}");
        test.drain_jobs().await;
    }

    async fn two_nodes_give_a_time_once(engine: TestEngine) {
        let one = Arc::new(open(engine).await);
        let other = Arc::new(one.another_node().await);
        other.may_leave_jobs();
        crowd(&one, 20).await;
        let tries = (1..=20).map(|i| {
            let test = if i % 2 == 0 { one.clone() } else { other.clone() };
            tokio::spawn(async move { try_booking(&test, 100 + i, at("2026-11-24", "13:30")).await })
        });
        assert_eq!(gathered(tries).await.iter().map(won).sum::<usize>(), 1);
        assert_eq!(overlaps(&one).await, 0);
        one.drain_jobs().await;
    }

    async fn those_who_change_places_lose_nothing(engine: TestEngine) {
        let test = Arc::new(open(engine).await);
        crowd(&test, 4).await;
        let starts = ["09:00", "09:55", "10:50", "11:45", "13:30"];
        let mut ids = Vec::new();
        for i in 0..4 {
            ids.push(try_booking(&test, 101 + i, at("2026-11-24", starts[usize::try_from(i).unwrap()])).await.unwrap());
        }
        // Everybody wants the time of the next one, or the free one.
        let tries = (0..24_usize).map(|n| {
            let (test, id, who) = (test.clone(), ids[n % 4], 101 + i64::try_from(n % 4).unwrap());
            let to = if n % 3 == 0 { "13:30" } else { starts[(n + 1) % 4] };
            tokio::spawn(async move {
                let info = RequestInfo::internal("race");
                move_to(test.app(), &info, &actor(who), id, at("2026-11-24", to), None).await.map(|moved| moved.id)
            })
        });
        let results = gathered(tries).await;
        assert!(results.iter().map(won).sum::<usize>() >= 1);
        assert_eq!(overlaps(&test).await, 0);
        assert_eq!((count(&test, "appointments").await, count(&test, "time_claims").await), (4, 8));
        // Each appointment says what its claim says.
        let agree = "appointments a JOIN time_claims c ON c.source_kind = 'appointment' AND c.source_id = a.id \
                     AND c.subject_id = a.client_id AND c.starts * 1000000 = a.starts_at AND c.ends * 1000000 = a.ends_at";
        assert_eq!(count(&test, agree).await, 4);
        assert!(test.now() > Timestamp(0));
        test.drain_jobs().await;
    }
}
