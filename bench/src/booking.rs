//! Bookings through the API beside raw transactions that insert the same rows into the same file, with few bookings and
//! with many; and one after the other, beside Django.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use chrono::{Days, NaiveDate};
use preau_appointments::Appointments;
use preau_calendar::Calendar;
use preau_kernel::db::Sql;
use preau_kernel::module::Module;
use preau_kernel::place::{self, Change};
use preau_kernel::web::RequestInfo;
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnection;

use crate::load::Connection;
use crate::peer::Keys;
use crate::place::Place;
use crate::race::ratio;
use crate::raw;
use crate::reads::PEER;
use crate::slots;
use crate::stage::Stage;
use crate::table::{Asked, Row, Table, median};

/// People who book at once, each on a connection of their own.
const CLIENTS: i64 = 32;
/// Coaches who work day and night, twenty years ahead, so that every booking has a time of its own.
pub(crate) const COACHES: i64 = 8;
/// As far as they can be booked.
const DAYS: u64 = 7_300;
/// A day holds so many starts of a quarter of an hour with five minutes between.
const STARTS: i64 = 72;
/// Of those that are there already.
const OTHERS: i64 = 1000;
const SIZES: [i64; 3] = [1_000, 100_000, 1_000_000];
/// Of one client alone, in each round.
const REQUESTS: usize = 100;
/// Days in which free times are looked for beside Django.
const HORIZON: u64 = 45;
/// Bookings beside Django, in each round.
const EACH: usize = 20;

/// Ids: the superuser is 1, personne N is N + 1; coaches follow the clients.
pub(crate) fn coach(number: i64) -> i64 {
    CLIENTS + 2 + number
}

pub(crate) struct Practice {
    pub(crate) place: Place,
    pub(crate) tokens: Vec<String>,
    /// The next free time, whoever takes it.
    next: AtomicI64,
    /// Clients of the bare transactions.
    raw: AtomicI64,
    first_day: NaiveDate,
}

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    let options = stage.options;
    let mut practices = Vec::new();
    for size in SIZES.into_iter().filter(|size| *size <= options.rows) {
        eprintln!("booking: filling {size}");
        practices.push((size, Arc::new(Practice::new(None, size).await?)));
    }
    let pair = stage.pair().await?;
    let mut diaries = Vec::new();
    for keys in pair.keys() {
        diaries.push((keys, Diary::new(keys, pair.working_day(), EACH * options.rounds).await?, Vec::new()));
    }
    let mut rates: Vec<Vec<f64>> = vec![Vec::new(); practices.len()];
    let mut raw: Vec<Vec<f64>> = vec![Vec::new(); practices.len()];
    let mut alone: Vec<Vec<f64>> = vec![Vec::new(); practices.len()];
    for round in 0..=options.rounds {
        for (number, (_, practice)) in practices.iter().enumerate() {
            let seconds = if round == 0 { options.seconds / 3.0 } else { options.seconds };
            let booked = Practice::book_for(practice, practice.place.address, seconds).await?;
            let inserted = practice.insert_for(seconds).await?;
            let one = practice.alone().await?;
            // The first round warms up.
            if round > 0 {
                rates[number].push(booked);
                raw[number].push(inserted);
                alone[number].push(one);
            }
        }
        for (keys, diary, times) in diaries.iter_mut().filter(|_| round > 0) {
            times.push(diary.book(keys).await?);
        }
    }
    for (number, (size, _)) in practices.iter().enumerate() {
        let behind =
            format!("{} raw, {CLIENTS} clients, synchronous FULL", crate::race::beside(&rates[number], &raw[number]));
        let row = Row::new(format!("booking / raw SQLite, {size} booked"));
        let mut row = row.ceiling(ratio(&rates[number], &raw[number]), Asked::Least(0.5), behind);
        if number > 0 {
            let (many, few) = (median(alone[number].clone()), median(alone[0].clone()));
            let behind = format!("{many:.2} ms to {few:.2} ms with {}, one client", SIZES[0]);
            row = row.growth(ratio(&alone[number], &alone[0]), Asked::Most(1.3), behind);
        }
        if let (0, [(.., ours), (.., theirs)]) = (number, &*diaries) {
            let (a, b) = (median(ours.clone()), median(theirs.clone()));
            row = row.peer(
                ratio(theirs, ours),
                PEER,
                format!("{a:.2} ms to Django's {b:.2} ms, one after the other, synchronous NORMAL"),
            );
        }
        table.add(row);
    }
    slots::of_sixty_days(&practices, table).await
}

/// The free times of the coming days, taken one after the other by one client after the other.
struct Diary {
    free: Vec<String>,
    taken: usize,
}

impl Diary {
    async fn new(keys: &Keys, mut day: NaiveDate, wanted: usize) -> Result<Self> {
        let mut connection = Connection::open(keys.address).await?;
        let mut free = Vec::new();
        let last = day.checked_add_days(Days::new(HORIZON)).context("a day")?;
        while free.len() < wanted {
            ensure!(day < last, "{} free times are not {wanted}: fewer rounds", free.len());
            let (status, answer) = connection.get(&format!("/api/slots/?date={day}"), &keys.clients[0]).await?;
            ensure!(status == 200, "{status}: {answer}");
            let answer: Value = serde_json::from_str(&answer)?;
            let slots = answer["slots"].as_array().context("slots")?.iter().filter(|slot| slot["available"] == true);
            free.extend(slots.map(|slot| json!({"date": day, "start": slot["start"]}).to_string()));
            day = day.checked_add_days(Days::new(1)).context("a day")?;
        }
        Ok(Self { free, taken: 0 })
    }

    /// Milliseconds of a booking, of some.
    async fn book(&mut self, keys: &Keys) -> Result<f64> {
        // A new one: the rounds are further apart than a server keeps a connection that nobody uses.
        let mut connection = Connection::open(keys.address).await?;
        let mut times = Vec::new();
        for _ in 0..EACH {
            let client = &keys.clients[self.taken % keys.clients.len()];
            let start = Instant::now();
            let (status, answer) = connection.post_as("/api/appointments/", &self.free[self.taken], client).await?;
            times.push(start.elapsed().as_secs_f64() * 1000.0);
            ensure!(status == 201, "{status}: {answer}");
            self.taken += 1;
        }
        Ok(median(times))
    }
}

impl Practice {
    pub(crate) async fn new(database: Option<&str>, booked: i64) -> Result<Self> {
        let modules: Vec<Arc<dyn Module>> = vec![Arc::new(Calendar), Arc::new(Appointments)];
        // Days of which none is closed.
        let place =
            Place::with(database, CLIENTS + COACHES + 1, modules, &[("calendar.holidays", json!("none"))]).await?;
        let tx = place.app.db().write_tx().await?;
        let change = Change { zone: Some(chrono_tz::UTC), ..Change::default() };
        place::update(&tx, &place.app, &RequestInfo::internal("bench"), change, None).await?;
        tx.commit().await?;
        let first_day = chrono::DateTime::from_timestamp(place.app.now().seconds(), 0).context("now")?.date_naive();
        let practice = Self { place, tokens: Vec::new(), next: AtomicI64::new(0), raw: AtomicI64::new(0), first_day };
        practice.fill(booked).await?;
        let mut tokens = Vec::new();
        for number in 1..=CLIENTS {
            tokens.push(practice.place.access(&format!("personne{number}@example.com")).await?);
        }
        Ok(Self { tokens, ..practice })
    }

    async fn fill(&self, booked: i64) -> Result<()> {
        let (now, half) = (self.place.app.now().0, booked / 2);
        let series = |most: i64| {
            format!(
                "(WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < {most} - 1) SELECT n FROM s) s"
            )
        };
        let all_day: Vec<_> =
            (1..=7).map(|day| format!("{{\"day\": {day}, \"opens\": \"00:00\", \"closes\": \"24:00\"}}")).collect();
        let kept = "row_version, created_at, updated_at";
        let hour = 3_600_000_000_i64;
        // Half of them of the coaches who are booked, half of the one whose times are shown; each has the past for itself.
        let past = |number: &str| format!("{now} / {hour} * {hour} - ({number} + 30) * {hour}");
        let mut statements = vec![
            format!(
                "INSERT INTO services (name_fr, name_en, description_fr, description_en, minutes, pause, position, is_active, sort_name, search, {kept}) \
                     VALUES ('Point', '', '', '', 15, 5, 1, TRUE, 's', '', 1, 0, 0)"
            ),
            format!(
                "INSERT INTO users (id, first_name, last_name, phone, is_active, is_staff, is_superuser, sort_name, search, {kept}) \
                     SELECT 1000 + n, 'Client', CAST(n AS TEXT), '', TRUE, FALSE, FALSE, 'client ' || n, '  client', 1, 0, 0 FROM {}",
                series(OTHERS)
            ),
        ];
        for number in 0..=COACHES {
            let id = coach(number);
            statements.push(format!("INSERT INTO coaches (user_id, headline, sort_name, search, {kept}) VALUES ({id}, '', 'coach', '', 1, 0, 0)"));
            if number < COACHES {
                statements.push(format!(
                    "INSERT INTO coach_rules (coach_id, hours, pause, horizon_days, notice, cancel, location, video_url, {kept}) \
                     VALUES ({id}, '[{}]', 10, {DAYS}, 0, 0, '', '', 1, 0, 0)", all_day.join(", ")
                ));
            }
        }
        let appointments = |coach: &str, client: &str, at: &str, many: i64, uid: &str| {
            format!(
                "INSERT INTO appointments (uid, sequence, coach_id, client_id, service_id, starts_at, ends_at, status, message, cancel_reason, \
                 booked_by, {kept}) SELECT '{uid}' || n, 0, {coach}, {client}, 1, {at}, {at} + 2700000000, 'booked', '', '', 1, 1, {now}, {now} FROM {}",
                series(many)
            )
        };
        let spread = format!("{} + n % {COACHES}", coach(0));
        // No client is with both at one time.
        let (these, those) =
            (format!("1000 + n % {}", OTHERS / 2), format!("1000 + {} + n % {}", OTHERS / 2, OTHERS / 2));
        statements.push(appointments(&spread, &these, &past(&format!("n / {COACHES}")), half, "a"));
        statements.push(appointments(&coach(COACHES).to_string(), &those, &past("n"), half, "b"));
        // Every second start of the seed's days to come: 9:00, 10:50, 13:30 and 15:20 of each day.
        let day = format!(
            "({now} / 86400000000 + 1 + n / 4) * 86400000000 + CASE n % 4 WHEN 0 THEN 540 WHEN 1 THEN 650 WHEN 2 THEN 810 ELSE 920 END * CAST(60000000 AS BIGINT)"
        );
        statements.push(appointments(&coach(COACHES).to_string(), &those, &day, 4 * 60, "c"));
        for (subject, pause) in [("coach_id", 600), ("client_id", 0)] {
            statements.push(format!(
                "INSERT INTO time_claims (subject_kind, subject_id, starts, ends, source_kind, source_id, exclusive, reason, created_at) \
                 SELECT 'person', {subject}, starts_at / 1000000, ends_at / 1000000 + {pause}, 'appointment', id, TRUE, '', 0 FROM appointments ORDER BY id"
            ));
        }
        for sql in statements {
            let tx = self.place.app.db().write_tx().await?;
            tx.exec(&sql, vec![]).await.with_context(|| sql.clone())?;
            tx.commit().await?;
        }
        self.place.analyze().await
    }

    /// A coach, a day and a start that nobody has had.
    fn time(&self) -> Result<(i64, NaiveDate, i64)> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let day = u64::try_from(number / STARTS)? + 1;
        ensure!(day < DAYS, "no time is left");
        let date = self.first_day.checked_add_days(Days::new(day)).context("a day")?;
        // No two at the same time, for a client has them one after the other.
        Ok((coach(number % COACHES), date, number % STARTS * 20))
    }

    fn body(&self) -> Result<String> {
        let (coach, date, minutes) = self.time()?;
        let start = format!("{:02}:{:02}", minutes / 60, minutes % 60);
        Ok(json!({"date": date, "start": start, "coach": coach, "service": 2, "message": "Première visite"})
            .to_string())
    }

    /// Bookings per second of all clients together.
    pub(crate) async fn book_for(practice: &Arc<Self>, address: SocketAddr, seconds: f64) -> Result<f64> {
        let start = Instant::now();
        let until = start + Duration::from_secs_f64(seconds);
        let tasks: Vec<_> = practice
            .tokens
            .iter()
            .map(|token| {
                let (practice, token) = (practice.clone(), token.clone());
                tokio::spawn(async move {
                    let mut connection = Connection::open(address).await?;
                    let mut done = 0_u32;
                    while Instant::now() < until {
                        let (status, answer) =
                            connection.post_as("/api/appointments/", &practice.body()?, &token).await?;
                        ensure!(status == 201, "{status}: {answer}");
                        done += 1;
                    }
                    anyhow::Ok(done)
                })
            })
            .collect();
        let mut done = 0;
        for task in tasks {
            done += task.await??;
        }
        Ok(f64::from(done) / start.elapsed().as_secs_f64())
    }

    /// Milliseconds of one booking when nobody else books.
    async fn alone(&self) -> Result<f64> {
        let mut connection = Connection::open(self.place.address).await?;
        let mut times = Vec::new();
        for _ in 0..REQUESTS {
            let body = self.body()?;
            let start = Instant::now();
            let (status, answer) = connection.post_as("/api/appointments/", &body, &self.tokens[0]).await?;
            times.push(start.elapsed().as_secs_f64() * 1000.0);
            ensure!(status == 201, "{status}: {answer}");
        }
        Ok(median(times))
    }

    /// Transactions per second of one connection that inserts what a booking inserts, by statements that it has prepared.
    async fn insert_for(&self, seconds: f64) -> Result<f64> {
        raw::rate(&self.place, seconds, async |raw, _| {
            let (coach, date, minutes) = self.time()?;
            let from = date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp() + minutes * 60;
            insert(raw, coach, from, self.raw.fetch_add(1, Ordering::Relaxed)).await
        })
        .await
    }
}

async fn insert(raw: &mut SqliteConnection, coach: i64, from: i64, number: i64) -> Result<()> {
    const APPOINTMENT: &str = "INSERT INTO appointments (uid, sequence, coach_id, client_id, service_id, starts_at, ends_at, status, message, \
        cancel_reason, booked_by, row_version, created_at, updated_at) \
        VALUES ($1, 0, $2, $3, 2, $4, $5, 'booked', 'Première visite', '', $3, 1, $6, $6) RETURNING id";
    const CLAIMS: &str = "INSERT INTO time_claims (source_kind, source_id, expires_at, created_at, subject_kind, subject_id, starts, ends, \
        exclusive, reason) VALUES ('appointment', $1, NULL, $2, 'person', $3, $4, $5 + 300, TRUE, ''), ('appointment', $1, NULL, $2, 'person', $6, $4, $5, TRUE, '')";
    const JOB: &str = "INSERT INTO jobs (kind, payload, state, run_at, attempts, max_attempts, dedupe_key, created_at) \
        VALUES ('appointments.tell', $1, 'queued', $2, 0, 10, NULL, $2)";
    let (client, now, starts) = (2 + number % CLIENTS, from * 1_000_000, from * 1_000_000);
    let id: i64 = sqlx::query_scalar(APPOINTMENT)
        .bind(format!("{coach:016x}{from:016x}@appointments.preau"))
        .bind(coach)
        .bind(client)
        .bind(starts)
        .bind(starts + 900_000_000)
        .bind(now)
        .fetch_one(&mut *raw)
        .await?;
    sqlx::query(CLAIMS)
        .bind(id)
        .bind(now)
        .bind(coach)
        .bind(from)
        .bind(from + 900)
        .bind(client)
        .execute(&mut *raw)
        .await?;
    raw::entry(raw, ("appointment_booked", "appointment"), now, client, id).await?;
    let payload = json!({"appointment": id, "sequence": 0, "told": "booked"}).to_string();
    sqlx::query(JOB).bind(payload).bind(now).execute(&mut *raw).await?;
    Ok(())
}
