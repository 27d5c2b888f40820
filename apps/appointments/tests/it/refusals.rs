//! Each refusal with its code, its words in both languages, through every door that it may meet, and nothing written.

use preau_kernel::db::Sql;
use preau_testkit::{Client, TestApp, TestEngine, both_engines};
use serde_json::json;

use super::practice::{book, client, coach, exec, id, logged_in, open};

struct Row {
    date: &'static str,
    start: &'static str,
    status: u16,
    code: &'static str,
    fr: &'static str,
    en: &'static str,
}

#[rustfmt::skip]
const SEED: &[Row] = &[
    Row { date: "2026-11-28", start: "09:00", status: 400, code: "outside_days",
        fr: "Le coach ne reçoit pas ce jour-là.", en: "The coach does not work on that day." },
    Row { date: "2026-11-29", start: "09:00", status: 400, code: "outside_days",
        fr: "Le coach ne reçoit pas ce jour-là.", en: "The coach does not work on that day." },
    Row { date: "2026-11-24", start: "08:05", status: 400, code: "outside_hours",
        fr: "Cette heure est en dehors des horaires du coach.", en: "This time is outside the coach’s hours." },
    Row { date: "2026-11-24", start: "12:40", status: 400, code: "outside_hours",
        fr: "Cette heure est en dehors des horaires du coach.", en: "This time is outside the coach’s hours." },
    Row { date: "2026-11-24", start: "16:16", status: 400, code: "outside_hours",
        fr: "Cette heure est en dehors des horaires du coach.", en: "This time is outside the coach’s hours." },
    Row { date: "2026-11-24", start: "09:10", status: 400, code: "not_on_grid",
        fr: "Aucun rendez-vous ne commence à cette heure. Choisissez l’un des horaires proposés.",
        en: "No appointment begins at this time. Choose one of the times that are offered." },
    Row { date: "2026-11-23", start: "09:00", status: 400, code: "in_the_past",
        fr: "Cette heure est déjà passée.", en: "This time has passed already." },
    Row { date: "2026-11-20", start: "09:00", status: 400, code: "in_the_past",
        fr: "Cette heure est déjà passée.", en: "This time has passed already." },
    // Friday 22 January is day 60, Monday 25 day 63; Saturday 23, day 61, is closed as well.
    Row { date: "2027-01-23", start: "09:00", status: 400, code: "beyond_horizon",
        fr: "Les rendez-vous se prennent pour les 60 prochains jours au plus.", en: "Appointments are booked for the next 60 days at most." },
    Row { date: "2027-01-25", start: "09:00", status: 400, code: "beyond_horizon",
        fr: "Les rendez-vous se prennent pour les 60 prochains jours au plus.", en: "Appointments are booked for the next 60 days at most." },
    Row { date: "2026-11-24", start: "13:30", status: 409, code: "slot_taken",
        fr: "Ce créneau vient d’être pris. Choisissez-en un autre.", en: "This time has just been taken. Choose another one." },
    Row { date: "2026-11-25", start: "10:50", status: 409, code: "person_busy",
        fr: "Un autre rendez-vous ou cours a déjà lieu à ce moment.", en: "Another appointment or lesson takes place at this time." },
];

#[rustfmt::skip]
const RULES: &[Row] = &[
    Row { date: "2026-11-23", start: "16:15", status: 400, code: "notice_too_short",
        fr: "Un rendez-vous se prend au moins un jour à l’avance.", en: "An appointment is booked at least one day ahead." },
    Row { date: "2026-11-26", start: "09:00", status: 400, code: "too_many_bookings",
        fr: "Vous avez déjà un rendez-vous à venir : c’est le maximum.", en: "You already have one coming appointment: that is the most." },
];

/// Every table and how many rows it holds, and everything that appointments say of themselves.
async fn everything(test: &TestApp) -> Vec<String> {
    let mut all = Vec::new();
    for table in [
        "appointments",
        "time_claims",
        "holds",
        "waiting_wishes",
        "waiting_offers",
        "appointment_mails",
        "coach_clients",
        "client_files",
        "audit_entries",
        "audit_personal",
        "jobs",
        "mails",
        "idempotency",
    ] {
        all.push(format!(
            "{table} {}",
            test.db().read().number(&format!("SELECT COUNT(*) FROM {table}"), vec![]).await.unwrap()
        ));
    }
    let rows = test
        .db()
        .read()
        .all("SELECT id, starts_at, ends_at, sequence, row_version, updated_at FROM appointments ORDER BY id", vec![]);
    for row in rows.await.unwrap() {
        let numbers: Vec<i64> = (0..6).map(|i| row.try_get_by_index(i).unwrap()).collect();
        all.push(format!("{numbers:?}"));
    }
    all
}

/// Booking, holding and moving answer alike, and write nothing.
async fn is_refused_at(test: &TestApp, who: &Client, doors: &[String], row: &Row) {
    let before = everything(test).await;
    for door in doors {
        for (lang, text) in [("fr", row.fr), ("en", row.en)] {
            let body = json!({"date": row.date, "start": row.start});
            let answer = who
                .post(door)
                .json(body)
                .header("accept-language", lang)
                .send()
                .await
                .refused(row.status, row.code)
                .json();
            assert_eq!(
                (answer["success"].clone(), answer["message"].clone()),
                (json!(false), json!(text)),
                "{door} {lang}"
            );
            assert_eq!(answer["detail"], answer["message"], "{door} {lang}");
            if row.status == 409 {
                // The three nearest times are offered, all free.
                assert_eq!(answer["alternatives"].as_array().unwrap().len(), 3, "{door}");
            }
        }
    }
    assert_eq!(everything(test).await, before, "{} wrote something", row.code);
}

both_engines! {
    async fn each_refusal_has_its_code_and_its_words_and_writes_nothing(engine: TestEngine) {
        let test = open(engine).await;
        let (client, other) = (client(&test).await, logged_in(&test, "etudiant@example.com").await);
        book(&other, "2026-11-24", "13:30").await;
        let own = book(&client, "2026-11-26", "15:20").await;
        // A lesson of the client, by another module: 25 November, from eleven to noon.
        exec(&test, "INSERT INTO time_claims (subject_kind, subject_id, starts, ends, source_kind, source_id, exclusive, reason, created_at) \
            VALUES ('person', 7, 1795600800, 1795604400, 'lesson', 1, TRUE, '', 0)").await;
        test.drain_jobs().await;
        let doors = ["/api/appointments/".to_owned(), "/api/holds/".to_owned(), format!("/api/appointments/{}/move/", id(&own))];
        for row in SEED {
            is_refused_at(&test, &client, &doors, row).await;
        }
        coach(&test).await.patch("/api/coaches/6/rules/").json(json!({"notice": 1440, "most_active": 1})).send().await.expect(200);
        for row in RULES {
            // Who moves the one that they have has no more of them than before.
            is_refused_at(&test, &client, &doors[..if row.code == "too_many_bookings" { 2 } else { 3 }], row).await;
        }
        let path = &doors[2];
        client.post(path).json(json!({"date": "2026-11-26", "start": "09:00"})).send().await.expect(200);
        test.drain_jobs().await;
    }

    async fn what_is_over_or_too_late_is_refused_and_stays_as_it_is(engine: TestEngine) {
        let test = open(engine).await;
        let (client, coach) = (client(&test).await, coach(&test).await);
        coach.patch("/api/coaches/6/rules/").json(json!({"cancel": 1440})).send().await.expect(200);
        let (soon, gone) = (book(&client, "2026-11-24", "09:00").await, book(&client, "2026-11-25", "09:00").await);
        client.post(&format!("/api/appointments/{}/cancellation/", id(&gone))).json(json!({})).send().await.expect(200);
        test.drain_jobs().await;
        test.advance(chrono::TimeDelta::minutes(1));
        let before = everything(&test).await;
        for (one, code, fr, en) in [
            (&soon, "too_late", "Il est trop tard pour modifier ou annuler ce rendez-vous. Contactez le coach.",
                "It is too late to change or cancel this appointment. Contact the coach."),
            (&gone, "not_booked", "Ce rendez-vous n’est plus à venir : il a été tenu, manqué ou annulé.",
                "This appointment is not coming any more: it was held, missed or cancelled."),
        ] {
            for (door, body) in [("cancellation", json!({})), ("move", json!({"date": "2026-11-26", "start": "09:00"}))] {
                for (lang, text) in [("fr", fr), ("en", en)] {
                    let path = format!("/api/appointments/{}/{door}/", id(one));
                    let answer = client.post(&path).json(&body).header("accept-language", lang).send().await.refused(409, code).json();
                    assert_eq!(answer["message"], json!(text), "{door}");
                }
            }
        }
        assert_eq!(everything(&test).await, before);
    }
}
