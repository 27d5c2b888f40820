//! Random sequences of booking, holding, moving, cancelling, offering, days off and time passing, around the days on which
//! the clocks change: what is shown as free can be booked, what is booked was shown, what is refused is refused as it was
//! shown; no two claims of a subject ever overlap, and every booked appointment has its claims.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use preau_appointments::Start;
use preau_appointments::actions::book::{Booking, book};
use preau_appointments::actions::cancel::cancel;
use preau_appointments::actions::hold::{Kept, hold, release, remove_expired};
use preau_appointments::actions::move_to::move_to;
use preau_appointments::actions::{exceptions, wishes};
use preau_appointments::domain::slots::Refused;
use preau_appointments::schedule::{Asker, Schedule, Whom};
use preau_appointments::store::waiting;
use preau_calendar::domain::wall::{self, WallTime};
use preau_calendar::domain::weekly::{Exception, ExceptionKind};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::place::{self, Change};
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result};
use preau_testkit::{TestApp, TestEngine, both_engines, scale};

use super::practice::{COACH, count, exec, open};
use super::races::{actor, overlaps};

const PEOPLE: [i64; 4] = [3, 4, 5, 7];
const DAYS: usize = 4;

/// Numbers that look like chance and are the same at every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

struct World {
    test: TestApp,
    dice: Dice,
    zone: Tz,
    /// How often a time was shown as free and booked, and as taken and refused.
    done: usize,
    refused: usize,
}

impl World {
    /// A coach who works through the nights as well, with services of three lengths.
    async fn new(engine: TestEngine, zone: Tz, at: &str, seed: u64) -> Self {
        let test = open(engine).await;
        let tx = test.db().write_tx().await.unwrap();
        let change = Change { zone: Some(zone), ..Change::default() };
        place::update(&tx, test.app(), &RequestInfo::internal("model"), change, None).await.unwrap();
        tx.commit().await.unwrap();
        exec(&test, "INSERT INTO services (name_fr, name_en, description_fr, description_en, minutes, position, is_active, sort_name, search, \
            row_version, created_at, updated_at) VALUES ('Bilan', '', '', '', 60, 1, TRUE, 'b', '', 1, 0, 0), ('Point', '', '', '', 20, 2, TRUE, 'p', '', 1, 0, 0)").await;
        let hours: Vec<_> = (1..=7)
            .flat_map(|day| {
                [("00:00", "04:30"), ("09:00", "12:00"), ("22:30", "24:00")]
                    .map(|(opens, closes)| format!(r#"{{"day": {day}, "opens": "{opens}", "closes": "{closes}"}}"#))
            })
            .collect();
        exec(&test, &format!("INSERT INTO coach_rules (coach_id, hours, pause, horizon_days, notice, cancel, location, video_url, row_version, created_at, \
            updated_at) VALUES ({COACH}, '[{}]', 10, 3, 30, 0, '', '', 1, 0, 0)", hours.join(", "))).await;
        test.advance(Timestamp::parse(at).unwrap().since(test.now()));
        Self { test, dice: Dice(seed), zone, done: 0, refused: 0 }
    }

    fn now(&self) -> i64 {
        self.test.now().seconds()
    }

    /// Mostly one that can be booked.
    fn date(&mut self) -> NaiveDate {
        let today = wall::date_of(self.zone, self.now());
        today.checked_add_days(chrono::Days::new(self.dice.below(DAYS + 1) as u64)).unwrap()
    }

    /// What one is shown of a day.
    async fn shown(
        &self,
        asker: Asker,
        whom: Whom,
        date: NaiveDate,
    ) -> Vec<(WallTime, std::result::Result<(), Refused>)> {
        let asked =
            Schedule::ask(self.test.app(), self.test.db().read(), self.zone, whom, &asker, (date, date)).await.unwrap();
        let frame = asked.schedule.frame();
        frame.listed(date, &asked.taken).into_iter().map(|(slot, state)| (slot.start, state)).collect()
    }

    /// A start that is shown, or any time at all.
    fn pick(&mut self, date: NaiveDate, shown: &[(WallTime, std::result::Result<(), Refused>)]) -> Start {
        let any =
            WallTime::new(u16::try_from(self.dice.below(24)).unwrap(), u16::try_from(self.dice.below(12) * 5).unwrap())
                .unwrap();
        let free: Vec<_> = shown.iter().filter(|(_, state)| state.is_ok()).map(|(start, _)| *start).collect();
        let time = match self.dice.below(8) {
            0 => any,
            1 | 2 if !shown.is_empty() => self.dice.one(shown).0,
            _ if !free.is_empty() => self.dice.one(&free),
            _ => any,
        };
        Start { date, time }
    }

    /// It must end as it was shown.
    fn compare<T>(
        &mut self,
        shown: &[(WallTime, std::result::Result<(), Refused>)],
        start: Start,
        result: Result<T>,
    ) -> Option<T> {
        let state = shown.iter().find(|(time, _)| *time == start.time).map(|(_, state)| *state);
        match (state, result) {
            (Some(Ok(())), Ok(value)) => {
                self.done += 1;
                Some(value)
            }
            (Some(Ok(())), Err(error)) => panic!("{start:?} was shown as free and refused: {error}"),
            (_, Ok(_)) => panic!("{start:?} was given and not shown as free: {state:?}"),
            (Some(Err(refused)), Err(error)) => {
                self.refused += 1;
                assert_eq!(error.code(), refused.code(), "{start:?}");
                None
            }
            (None, Err(error)) => {
                let codes = ["not_on_grid", "outside_hours", "outside_days", "in_the_past", "beyond_horizon"];
                assert!(codes.contains(&error.code()) && !matches!(error, Error::Internal(_)), "{start:?}: {error}");
                None
            }
        }
    }

    async fn numbers(&self, sql: &str) -> Vec<(i64, i64)> {
        let rows = self.test.db().read().all(sql, vec![]).await.unwrap();
        rows.iter().map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())).collect()
    }

    async fn step(&mut self) {
        let info = RequestInfo::internal("model");
        let app = self.test.app().clone();
        let who = self.dice.one(&PEOPLE);
        let (date, service) = (self.date(), self.dice.one(&[1, 2, 3]));
        let whom = Whom::Offered { coach: None, service: Some(service) };
        let asker = Asker::of(who);
        match self.dice.below(16) {
            0..=4 => {
                let shown = self.shown(asker, whom, date).await;
                let start = self.pick(date, &shown);
                let own = self.numbers(&format!("SELECT id, id FROM holds WHERE client_id = {who}")).await;
                let hold = own.first().filter(|_| self.dice.below(2) == 0).map(|(id, _)| *id);
                let booking =
                    Booking { start, coach: None, service: Some(service), message: String::new(), hold, client: None };
                let made = book(&app, &info, &actor(who), &booking).await;
                self.compare(&shown, start, made);
            }
            5..=7 => {
                let shown = self.shown(asker, whom, date).await;
                let start = self.pick(date, &shown);
                let made = hold(
                    &app,
                    &actor(who),
                    &Kept { start, coach: None, service: Some(service), client: None, moving: None },
                )
                .await;
                self.compare(&shown, start, made);
            }
            8 | 9 => self.move_one(date).await,
            10 => {
                let coming = self.coming().await;
                if let Some((id, client)) = coming.first().copied() {
                    cancel(&app, &info, &actor(client), id, "", None).await.unwrap();
                    // What is free again is offered to who waits.
                    self.test.drain_jobs().await;
                }
            }
            11 => {
                let live = format!("SELECT id, client_id FROM holds WHERE expires_at > {}", self.test.now().0);
                if let Some((id, client)) = self.numbers(&live).await.first().copied() {
                    release(&app, &actor(client), id).await.unwrap();
                    self.test.drain_jobs().await;
                }
            }
            12 => {
                let day = date.to_string();
                let new = waiting::New {
                    client: who,
                    coach: COACH,
                    service,
                    first_day: day.clone(),
                    last_day: day,
                    from_time: None,
                    to_time: None,
                };
                match wishes::create(&app, &info, &new).await {
                    Err(error) => assert_eq!(error.code(), "too_many_wishes"),
                    Ok(made) => assert_eq!(made.status, "waiting"),
                }
            }
            13 => self.day_off(date).await,
            _ => {
                self.test.advance(TimeDelta::minutes([2, 7, 45, 150][self.dice.below(4)]));
                remove_expired(&app).await.unwrap();
                self.test.drain_jobs().await;
            }
        }
    }

    /// Booked ones that have not begun, and whose they are.
    async fn coming(&mut self) -> Vec<(i64, i64)> {
        let sql = format!(
            "SELECT id, client_id FROM appointments WHERE status = 'booked' AND starts_at > {} ORDER BY id",
            self.test.now().0
        );
        let mut coming = self.numbers(&sql).await;
        if !coming.is_empty() {
            let first = self.dice.below(coming.len());
            coming.rotate_left(first);
        }
        coming
    }

    async fn move_one(&mut self, date: NaiveDate) {
        let Some((id, client)) = self.coming().await.first().copied() else { return };
        let service = self.numbers(&format!("SELECT service_id, id FROM appointments WHERE id = {id}")).await[0].0;
        let asker = Asker::of(client).moving(id);
        let shown = self.shown(asker, Whom::Known { coach: COACH, service }, date).await;
        let start = self.pick(date, &shown);
        let app = self.test.app().clone();
        let moved = move_to(&app, &RequestInfo::internal("model"), &actor(client), id, start, None).await;
        self.compare(&shown, start, moved);
    }

    /// A part of a day off, hours more, or one of those back.
    async fn day_off(&mut self, date: NaiveDate) {
        let info = RequestInfo::internal("model");
        let tx = self.test.db().write_tx().await.unwrap();
        let days = self.numbers("SELECT id, id FROM coach_exceptions ORDER BY id").await;
        if days.len() > 2 {
            exceptions::delete(&tx, self.test.app(), &info, COACH, days[0].0).await.unwrap();
        } else {
            let times = [("01:15", "02:40"), ("02:00", "03:00"), ("09:00", "10:00"), ("05:00", "07:30")];
            let (from, to) = self.dice.one(&times);
            let (from, to) = (WallTime::parse(from).unwrap(), WallTime::parse(to).unwrap());
            let kind = if self.dice.below(2) == 0 {
                ExceptionKind::ClosedPart(from, to)
            } else {
                ExceptionKind::Extra(from, to)
            };
            exceptions::create(&tx, self.test.app(), &info, COACH, &Exception { date, kind, reason: String::new() })
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
    }

    async fn is_whole(&self) {
        assert_eq!(overlaps(&self.test).await, 0);
        let claims = "appointments a WHERE a.status = 'booked' AND 2 <> (SELECT COUNT(*) FROM time_claims c \
            WHERE c.source_kind = 'appointment' AND c.source_id = a.id AND c.starts * 1000000 = a.starts_at)";
        assert_eq!(count(&self.test, claims).await, 0);
        let orphans = "time_claims c WHERE c.source_kind = 'appointment' AND NOT EXISTS (SELECT 1 FROM appointments a \
            WHERE a.id = c.source_id AND a.status = 'booked')";
        assert_eq!(count(&self.test, orphans).await, 0);
        let twice = "appointments a JOIN appointments b ON a.coach_id = b.coach_id AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at \
            WHERE a.status = 'booked' AND b.status = 'booked'";
        assert_eq!(count(&self.test, twice).await, 0);
    }
}

async fn play(engine: TestEngine, zone: Tz, at: &str) {
    let mut world = World::new(engine, zone, at, 42).await;
    for number in 0..scale(150, 3000) {
        world.step().await;
        if number % 20 == 0 {
            world.is_whole().await;
        }
    }
    world.is_whole().await;
    assert!(world.done > 20 && world.refused > 3, "{} done, {} refused", world.done, world.refused);
    world.test.drain_jobs().await;
}

both_engines! {
    async fn as_shown_when_the_clocks_go_forward_in_paris(engine: TestEngine) {
        play(engine, chrono_tz::Europe::Paris, "2027-03-26T20:00:00Z").await;
    }

    async fn as_shown_when_the_clocks_go_back_in_paris(engine: TestEngine) {
        play(engine, chrono_tz::Europe::Paris, "2027-10-29T20:00:00Z").await;
    }

    async fn as_shown_when_the_clocks_go_half_an_hour(engine: TestEngine) {
        play(engine, chrono_tz::Australia::Lord_Howe, "2027-04-02T06:00:00Z").await;
    }

    async fn as_shown_on_a_day_without_midnight(engine: TestEngine) {
        play(engine, chrono_tz::America::Havana, "2027-03-12T22:00:00Z").await;
    }

    async fn as_shown_where_the_clocks_never_change(engine: TestEngine) {
        play(engine, chrono_tz::Indian::Reunion, "2026-11-24T08:00:00Z").await;
    }
}
