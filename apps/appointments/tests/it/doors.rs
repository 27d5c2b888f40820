//! Through every door at once: booking, holding and then booking, moving, the coach who books for somebody, the waiting
//! list's offers, the page of a booking that moves it by its link, the page of a proposal that accepts a time, the link and
//! the back office that give times back, on one node and on two. The services begin at times that overlap and are not
//! equal. However it goes: no time twice, one winner, 409 for the others.

use std::sync::Arc;

use preau_appointments::Appointments;
use preau_kernel::admin::Cx;
use preau_kernel::db::Sql;
use preau_kernel::jobs;
use preau_kernel::module::Module;
use preau_kernel::web::RequestInfo;
use preau_testkit::{Client, TestApp, TestEngine, both_engines, scale};
use serde_json::{Value, json};

use super::browser::{Browser, alerts, browser, hidden};
use super::practice::{COACH, book, count, exec, id, logged_in, open};
use super::races::{actor, gathered, overlaps};

const FIRST: i64 = 101;
const CLIENTS: i64 = 64;
/// Service and start: 9:55–10:40, 10:10–11:10, 10:20–10:50, each meets both others.
const CLUSTER: [(i64, &str); 3] = [(1, "09:55"), (2, "10:10"), (3, "10:20")];

/// The nodes of one place, and a crowd that has logged in.
struct Place {
    nodes: Vec<Arc<TestApp>>,
    tokens: Vec<String>,
}

impl Place {
    async fn open(engine: TestEngine, nodes: usize) -> Self {
        let first = Arc::new(open(engine).await);
        // An hour, and half an hour; the day's grid of each is its own.
        exec(&first, "INSERT INTO services (name_fr, name_en, description_fr, description_en, minutes, position, is_active, sort_name, search, \
            row_version, created_at, updated_at) VALUES ('Bilan', '', '', '', 60, 1, TRUE, 'b', '', 1, 0, 0), ('Point', '', '', '', 30, 2, TRUE, 'p', '', 1, 0, 0)").await;
        let mut all = vec![first.clone()];
        for _ in 1..nodes {
            let other = first.another_node().await;
            other.may_leave_jobs();
            all.push(Arc::new(other));
        }
        let mut place = Self { nodes: all, tokens: Vec::new() };
        for number in 0..CLIENTS {
            place.tokens.push(place.newcomer(FIRST + number).await);
        }
        place
    }

    /// A person with the password of everybody, and their access token.
    async fn newcomer(&self, id: i64) -> String {
        let test = &self.nodes[0];
        for sql in [
            format!(
                "INSERT INTO users (id, email, first_name, last_name, phone, is_active, is_staff, is_superuser, email_verified_at, sort_name, \
                search, row_version, created_at, updated_at) VALUES ({id}, 'c{id}@example.com', 'Client', 'N{id}', '', TRUE, FALSE, FALSE, 1, 'n{id}', '', 1, 1, 1)"
            ),
            format!(
                "INSERT INTO credentials (user_id, password, must_change, epoch, changed_at) SELECT {id}, password, FALSE, epoch, changed_at \
                FROM credentials WHERE user_id = 7"
            ),
        ] {
            exec(test, &sql).await;
        }
        let body = json!({"email": format!("c{id}@example.com"), "password": super::place::PASSWORD});
        // One network each: a crowd is not held back.
        let answer = test
            .anonymous()
            .post("/api/token/")
            .from_ip(&format!("198.51.100.{}", id - FIRST + 1))
            .json(body)
            .send()
            .await
            .expect(200)
            .json();
        answer["access"].as_str().unwrap().to_owned()
    }

    /// On one node or another.
    fn client(&self, number: i64) -> Client {
        let number = usize::try_from(number).unwrap();
        self.nodes[number % self.nodes.len()].bearer(&self.tokens[number])
    }

    fn test(&self) -> &TestApp {
        &self.nodes[0]
    }
}

/// Whether somebody has the time now; whoever has not was told that it is taken.
fn won(answer: &preau_testkit::TestResponse, whole: u16) -> bool {
    if answer.status() == whole {
        return true;
    }
    let code = answer.json()["code"].clone();
    assert!(
        answer.status() == 409 && (code == "slot_taken" || code == "person_busy"),
        "{} {}",
        answer.status(),
        answer.text()
    );
    false
}

/// What somebody has already who would move it.
enum Own {
    /// Logged in.
    Appointment(i64),
    /// The form of a page that is open, with what is typed into it.
    Page { browser: Browser, path: String, fields: Vec<(String, String)>, typed: Vec<(&'static str, String)> },
}

impl Own {
    /// A page of the link, open; its first form has so many hidden fields.
    async fn page(test: &TestApp, path: String, hidden_fields: usize, typed: Vec<(&'static str, String)>) -> Self {
        let browser = browser(test);
        let page = browser.open(&path).await.expect(200).text();
        let fields = hidden(&page).into_iter().filter(|(name, _)| ["csrf", "row_version"].contains(&name.as_str()));
        Self::Page { path, fields: fields.take(hidden_fields).collect(), typed, browser }
    }

    async fn move_to(self, client: &Client, day: &str) -> bool {
        match self {
            Self::Appointment(own) => {
                let body = json!({"date": day, "start": "09:55"});
                won(&client.post(&format!("/api/appointments/{own}/move/")).json(body).send().await, 200)
            }
            Self::Page { browser, path, fields, typed } => {
                let typed: Vec<_> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
                let answer = browser.send(&path, &fields, &typed).await;
                if answer.status() == 303 {
                    return true;
                }
                assert_eq!(answer.status(), 409, "{}", answer.text());
                alerts(&answer, "Ce créneau vient d’être pris");
                false
            }
        }
    }
}

/// One client's way to the time, by its number; whoever has an appointment moves it.
async fn come(client: Client, coach: Client, number: i64, day: String, own: Option<Own>) -> bool {
    let (service, start) = CLUSTER[usize::try_from(number).unwrap() % 3];
    let mut wanted = json!({"date": day, "start": start, "service": service});
    if let Some(own) = own {
        return own.move_to(&client, &day).await;
    }
    match number % 4 {
        1 => {
            let held = client.post("/api/holds/").json(&wanted).send().await;
            if !won(&held, 201) {
                return false;
            }
            wanted["hold"] = held.json()["id"].clone();
            won(&client.post("/api/appointments/").json(wanted).send().await, 201)
        }
        2 => {
            wanted["client"] = json!(FIRST + number);
            won(&coach.post("/api/appointments/").json(wanted).send().await, 201)
        }
        _ => won(&client.post("/api/appointments/").json(wanted).send().await, 201),
    }
}

/// Nothing is half written: each appointment has its two claims and says what they say, each claim has its row, and the
/// trail and the queue know of every change.
async fn is_whole(test: &TestApp) {
    assert_eq!(overlaps(test).await, 0, "a time was given twice");
    let claims = |subject: &str, pause: &str| {
        format!(
            "appointments a WHERE a.status = 'booked' AND 1 <> (SELECT COUNT(*) FROM time_claims c WHERE c.source_kind = 'appointment' \
             AND c.source_id = a.id AND c.subject_kind = 'person' AND c.subject_id = a.{subject} AND c.exclusive = TRUE \
             AND c.starts * 1000000 = a.starts_at AND c.ends * 1000000 = a.ends_at + {pause})"
        )
    };
    assert_eq!(count(test, &claims("coach_id", "600000000")).await, 0);
    assert_eq!(count(test, &claims("client_id", "0")).await, 0);
    let booked = count(test, "appointments WHERE status = 'booked'").await;
    assert_eq!(count(test, "time_claims WHERE source_kind = 'appointment'").await, 2 * booked);
    let orphans =
        "time_claims c WHERE c.source_kind = 'hold' AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.id = c.source_id)";
    assert_eq!(count(test, orphans).await, 0);
    let empty =
        "holds h WHERE NOT EXISTS (SELECT 1 FROM time_claims c WHERE c.source_kind = 'hold' AND c.source_id = h.id)";
    assert_eq!(count(test, empty).await, 0);
    let told = |action: &str| format!("audit_entries WHERE action = 'appointment_{action}'");
    assert_eq!(count(test, &told("booked")).await, count(test, "appointments").await);
    assert_eq!(count(test, &told("cancelled")).await, count(test, "appointments WHERE status = 'cancelled'").await);
    let untold = "appointments a WHERE NOT EXISTS (SELECT 1 FROM coach_clients k WHERE k.client_id = a.client_id AND k.coach_id = a.coach_id)";
    assert_eq!(count(test, untold).await, 0);
}

/// Exclusive claims of the coach between 9:55 and 11:20 of a day, which is `seconds` in Paris's midnight.
async fn takers(test: &TestApp, midnight: i64) -> i64 {
    let (from, to) = (midnight + 9 * 3600 + 55 * 60, midnight + 11 * 3600 + 10 * 60);
    count(test, &format!("time_claims WHERE subject_id = {COACH} AND starts < {to} AND ends > {from}")).await
}

/// Tuesday 24 November 2026 in Paris, and the days after it.
fn midnight(day: i64) -> i64 {
    1_795_474_800 + day * 86_400
}

const STARTS: [&str; 8] = ["09:00", "09:55", "10:50", "11:45", "13:30", "14:25", "15:20", "16:15"];

/// Three of eight have an appointment each, on days of their own, and stand before the door by which it is moved: logged
/// in, on the page of the booking, on the page of what the coach proposed.
async fn own(place: &Place, coach: &Client, number: i64, day: &str, round: i64) -> Option<Own> {
    let door = [0, 4, 6].into_iter().position(|door| door == number % 8)?;
    let count = 3 * usize::try_from(number / 8).unwrap() + door;
    let (ahead, start) = (i64::try_from(count / STARTS.len()).unwrap(), STARTS[count % STARTS.len()]);
    let made = book(&place.client(number), &format!("2026-12-{:02}", 1 + ahead + 7 * round), start).await;
    let link = made["link"].as_str().unwrap();
    let link = &link[link.find("/booking/").unwrap()..];
    let node = &place.nodes[usize::try_from(number / 8).unwrap() % place.nodes.len()];
    Some(match door {
        0 => Own::Appointment(id(&made)),
        1 => Own::page(node, format!("{link}move/"), 2, vec![("at", format!("{day} 09:55"))]).await,
        _ => {
            let times = json!({"times": [{"date": day, "start": "09:55"}]});
            coach.post(&format!("/api/appointments/{}/proposal/", id(&made))).json(times).send().await.expect(200);
            let typed = vec![("date", day.to_owned()), ("start", "09:55".to_owned())];
            Own::page(node, format!("{link}proposal/"), 1, typed).await
        }
    })
}

async fn sixty_four_come(place: &Place, coach_tokens: &[Client]) {
    for round in 0..scale(1, 3) {
        let day = format!("2026-11-{}", 24 + round);
        let mut all = Vec::new();
        for number in 0..CLIENTS {
            let own = own(place, &coach_tokens[0], number, &day, round).await;
            let coach = coach_tokens[usize::try_from(number).unwrap() % coach_tokens.len()].clone();
            all.push((number, coach, own));
        }
        let ways = all
            .into_iter()
            .map(|(number, coach, own)| tokio::spawn(come(place.client(number), coach, number, day.clone(), own)));
        let winners = gathered(ways).await.into_iter().filter(|won| *won).count();
        assert_eq!(winners, 1);
        assert_eq!(takers(place.test(), midnight(round)).await, 1);
        is_whole(place.test()).await;
    }
}

/// The path of the link in the newest mail to somebody.
fn link(test: &TestApp, to: &str) -> String {
    let text = test.mails().into_iter().rev().find(|mail| mail.to == to).unwrap().text;
    text[text.find("/booking/").unwrap()..].lines().next().unwrap().to_owned()
}

/// Gives an appointment back from the back office.
async fn cancel_in_the_office(test: Arc<TestApp>, appointment: i64) {
    let staff = actor(1);
    let info = RequestInfo::internal("office");
    let entity = Appointments.admin().into_iter().find(|entity| entity.name == "appointments").unwrap();
    let action = entity.actions.iter().find(|action| action.name() == "cancel").unwrap().clone();
    let tx = test.db().write_tx().await.unwrap();
    action.apply(&Cx { app: test.app(), tx: &tx, info: &info, actor: &staff }, appointment).await.unwrap();
    tx.commit().await.unwrap();
}

/// Two times are given back, by link and by the back office, while everybody comes and the queue offers them.
async fn times_are_given_back(place: &Place, coaches: &[Client]) {
    let test = place.test();
    let day = |number: i64| if number % 3 == 0 { "2026-11-24" } else { "2026-11-25" };
    // What is proposed must be free, so it is proposed first.
    let mut all = Vec::new();
    for number in 5..56 {
        all.push((number, own(place, &coaches[0], number, day(number), 0).await));
    }
    let first = book(&place.client(0), "2026-11-24", "09:55").await;
    let second = book(&place.client(4), "2026-11-25", "09:55").await;
    test.drain_jobs().await;
    for number in 56..CLIENTS {
        let wish = json!({"first_day": "2026-11-24", "last_day": "2026-11-25", "service": 1});
        place.client(number).post("/api/waiting-list/").json(wish).send().await.expect(201);
    }
    let path = link(test, "c101@example.com");
    let browser = browser(&place.nodes[0]);
    let fields = hidden(&browser.open(&path).await.text());
    let cancelled = tokio::spawn(async move { browser.send(&path, &fields, &[("reason", "Empêché")]).await.status() });
    let office = tokio::spawn(cancel_in_the_office(place.nodes[place.nodes.len() - 1].clone(), id(&second)));
    let ways: Vec<_> = all
        .into_iter()
        .map(|(number, own)| {
            let coach = coaches[usize::try_from(number).unwrap() % coaches.len()].clone();
            tokio::spawn(come(place.client(number), coach, number, day(number).to_owned(), own))
        })
        .collect();
    let workers: Vec<_> = place
        .nodes
        .iter()
        .map(|node| {
            let node = node.clone();
            tokio::spawn(async move {
                for _ in 0..20 {
                    jobs::drain(node.app()).await.unwrap();
                    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                }
            })
        })
        .collect();
    let winners = gathered(ways.into_iter()).await.into_iter().filter(|won| *won).count();
    assert_eq!(cancelled.await.unwrap(), 303);
    office.await.unwrap();
    gathered(workers.into_iter()).await;
    test.drain_jobs().await;
    assert_eq!(count(test, &format!("appointments WHERE id = {} AND status = 'cancelled'", id(&first))).await, 1);
    for day in 0..2 {
        assert_eq!(takers(test, midnight(day)).await, 1, "the time of day {day} went to one, by booking or by offer");
    }
    let offers = count(test, "holds WHERE is_offer = TRUE").await;
    assert_eq!(i64::try_from(winners).unwrap() + offers, 2);
    // Who was offered a time has it, whatever the others try.
    let rows = test.db().read().all("SELECT id, client_id FROM holds WHERE is_offer = TRUE", vec![]).await.unwrap();
    for row in rows {
        let (hold, client): (i64, i64) = (row.try_get("", "id").unwrap(), row.try_get("", "client_id").unwrap());
        let who = place.client(client - FIRST);
        let wish: Value = who.get("/api/waiting-list/?status=offered").send().await.expect(200).json();
        let offer = &wish["results"][0]["offer"];
        let body = json!({"date": offer["date"], "start": offer["start"], "hold": hold});
        who.post("/api/appointments/").json(body).send().await.expect(201);
    }
    is_whole(test).await;
    test.drain_jobs().await;
}

/// The coach, as seen by each node.
async fn coaches(place: &Place) -> Vec<Client> {
    let mut all = Vec::new();
    for node in &place.nodes {
        all.push(logged_in(node, "coach@example.com").await);
    }
    all
}

both_engines! {
    async fn sixty_four_clients_want_overlapping_times_and_one_gets_it(engine: TestEngine) {
        let place = Place::open(engine, 1).await;
        sixty_four_come(&place, &coaches(&place).await).await;
        place.test().drain_jobs().await;
    }

    async fn sixty_four_clients_of_two_nodes_want_overlapping_times(engine: TestEngine) {
        let place = Place::open(engine, 2).await;
        sixty_four_come(&place, &coaches(&place).await).await;
        place.test().drain_jobs().await;
    }

    async fn times_given_back_meanwhile_go_to_one(engine: TestEngine) {
        let place = Place::open(engine, 1).await;
        times_are_given_back(&place, &coaches(&place).await).await;
    }

    async fn times_given_back_on_two_nodes_go_to_one(engine: TestEngine) {
        let place = Place::open(engine, 2).await;
        times_are_given_back(&place, &coaches(&place).await).await;
    }

    async fn rows_that_overlap_are_refused_by_the_database_itself(engine: TestEngine) {
        let test = open(engine).await;
        let client = logged_in(&test, "client@example.com").await;
        book(&client, "2026-11-24", "09:55").await;
        test.drain_jobs().await;
        let before = count(&test, "time_claims").await;
        let (from, to) = (midnight(0) + 9 * 3600 + 55 * 60, midnight(0) + 10 * 3600 + 50 * 60);
        // Within, around, at either edge, the very same; of the coach, and of the client.
        for (who, starts, ends) in [
            (COACH, from + 60, to - 60), (COACH, from - 60, to + 60), (COACH, from - 600, from + 1), (COACH, to - 1, to + 600), (COACH, from, to),
            (7, from + 60, from + 120),
        ] {
            let raw = format!("INSERT INTO time_claims (subject_kind, subject_id, starts, ends, source_kind, source_id, exclusive, reason, created_at) \
                VALUES ('person', {who}, {starts}, {ends}, 'lesson', 1, TRUE, '', 0)");
            let tx = test.db().write_tx().await.unwrap();
            let refused = tx.exec(&raw, vec![]).await.unwrap_err();
            assert!(refused.to_string().contains("time_claims_overlap"), "{refused}");
            drop(tx);
        }
        let tx = test.db().write_tx().await.unwrap();
        let next = format!("INSERT INTO time_claims (subject_kind, subject_id, starts, ends, source_kind, source_id, exclusive, reason, created_at) \
            VALUES ('person', {COACH}, {to}, {to} + 60, 'lesson', 1, TRUE, '', 0)");
        tx.exec(&next, vec![]).await.unwrap();
        let moved = format!("UPDATE time_claims SET starts = starts - 1 WHERE starts = {to}");
        assert!(tx.exec(&moved, vec![]).await.is_err(), "nor may a row move into another");
        drop(tx);
        assert_eq!(count(&test, "time_claims").await, before);
    }
}
