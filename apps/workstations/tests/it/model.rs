//! Random lives of several sessions through the API, on nodes that come and go, against a model that lives through time
//! second by second: states, seats and time used agree after every step, and in the end the database adds up.

use chrono::TimeDelta;
use preau_kernel::db::Sql;
use preau_testkit::{Client, TestApp, TestEngine, both_engines, scale};
use serde_json::{Value, json};

use crate::rooms::{act, enter_visitor, id, issue, open_with, operator, seat, send_code, session, workstation};

const SECOND: i64 = 1_000_000;
const KEEP: i64 = 15 * 60 * SECOND;
const CODE_LIFE: i64 = 24 * 3600 * SECOND;

/// Numbers that look like chance and are the same at every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn micros(&mut self, bound: i64) -> i64 {
        i64::try_from(self.below(usize::try_from(bound).unwrap())).unwrap()
    }

    fn of(&mut self, all: &[i64]) -> i64 {
        all[self.below(all.len())]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Active,
    Suspended,
    Ended,
    Expired,
}

#[derive(Debug, Clone)]
struct Slow {
    id: i64,
    code: String,
    visitor: i64,
    state: State,
    duration: i64,
    used: i64,
    seat: Option<i64>,
    last_seat: Option<i64>,
    kept_for: i64,
    code_for: i64,
}

impl Slow {
    fn is_open(&self) -> bool {
        matches!(self.state, State::Active | State::Suspended)
    }

    fn lives(&self) -> bool {
        self.is_open() || self.state == State::Waiting
    }

    /// At most a second.
    fn pass(&mut self, micros: i64) {
        if self.state == State::Active {
            self.used = (self.used + micros).min(self.duration);
            if self.used == self.duration {
                self.state = State::Expired;
            }
            self.code_for -= micros;
            return;
        }
        self.code_for -= micros;
        self.kept_for -= micros;
        if matches!(self.state, State::Waiting | State::Suspended) && self.code_for <= 0 {
            self.state = State::Expired;
            return;
        }
        if self.state == State::Suspended && self.kept_for <= 0 {
            self.seat = None;
        }
    }

    fn sit(&mut self, seat: i64) {
        self.state = State::Active;
        self.seat = Some(seat);
        self.last_seat = Some(seat);
    }
}

struct Stage {
    seats: Vec<i64>,
    visitors: Vec<i64>,
    sessions: Vec<Slow>,
}

impl Stage {
    fn pass(&mut self, micros: i64) {
        let mut left = micros;
        while left > 0 {
            let step = left.min(SECOND);
            self.sessions.iter_mut().for_each(|session| session.pass(step));
            left -= step;
        }
    }

    fn is_free(&self, seat: i64, for_session: i64) -> bool {
        !self.sessions.iter().any(|other| other.is_open() && other.seat == Some(seat) && other.id != for_session)
    }

    fn visitor_is_free(&self, session: &Slow) -> bool {
        !self.sessions.iter().any(|other| other.is_open() && other.visitor == session.visitor && other.id != session.id)
    }

    async fn give(&mut self, dice: &mut Dice, operator: &Client) {
        let (visitor, minutes) = (dice.of(&self.visitors), 1 + dice.micros(40));
        let made = issue(operator, visitor, minutes).await;
        self.sessions.push(Slow {
            id: id(&made),
            code: crate::rooms::code(&made),
            visitor,
            state: State::Waiting,
            duration: minutes * 60 * SECOND,
            used: 0,
            seat: None,
            last_seat: None,
            kept_for: 0,
            code_for: CODE_LIFE,
        });
    }

    /// What the model expects of a deed, and does if it is allowed.
    fn expect(&mut self, at: usize, deed: &str, seat: i64, minutes: i64) -> bool {
        let session = self.sessions[at].clone();
        let free = self.is_free(seat, session.id);
        let allowed = match deed {
            "validate" => match session.state {
                State::Waiting => free && self.visitor_is_free(&session) && session.seat.is_none_or(|own| own == seat),
                State::Active => session.seat == Some(seat),
                _ => false,
            },
            "suspend" => session.state == State::Active,
            "resume" => {
                let seat = session.seat.or(session.last_seat);
                session.state == State::Suspended && seat.is_some_and(|seat| self.is_free(seat, session.id))
            }
            "resume_at" => session.state == State::Suspended && free,
            "move" => match session.state {
                State::Waiting => session.seat != Some(seat),
                State::Active => free && session.seat != Some(seat),
                State::Suspended => free && session.seat.is_some_and(|own| own != seat),
                _ => false,
            },
            _ => session.lives(),
        };
        if allowed {
            let session = &mut self.sessions[at];
            match deed {
                "validate" => session.sit(seat),
                "suspend" => {
                    session.state = State::Suspended;
                    session.kept_for = KEEP;
                    session.code_for = session.code_for.max(KEEP);
                }
                "resume" => session.sit(session.seat.or(session.last_seat).unwrap()),
                "resume_at" => session.sit(seat),
                "move" if session.state == State::Active => session.sit(seat),
                "move" => session.seat = Some(seat),
                "add_time" => session.duration += minutes * 60 * SECOND,
                "terminate" => session.state = State::Ended,
                other => panic!("{other}"),
            }
        }
        allowed
    }

    async fn deed(&mut self, dice: &mut Dice, node: &TestApp, operator: &Client) {
        if self.sessions.is_empty() {
            return;
        }
        // Mostly those that live.
        let living: Vec<usize> = (0..self.sessions.len()).filter(|at| self.sessions[*at].lives()).collect();
        let at = if living.is_empty() || dice.below(8) == 0 {
            dice.below(self.sessions.len())
        } else {
            living[dice.below(living.len())]
        };
        let deed =
            ["validate", "validate", "suspend", "resume", "resume_at", "move", "add_time", "terminate"][dice.below(8)];
        let (seat, minutes) = (dice.of(&self.seats), 1 + dice.micros(10));
        let (id, code) = (self.sessions[at].id, self.sessions[at].code.clone());
        let answer = match deed {
            "validate" => send_code(&node.anonymous(), &code, seat).await,
            "resume_at" => act(operator, id, "resume", json!({"workstation": seat})).await,
            "move" => act(operator, id, "move", json!({"workstation": seat})).await,
            "add_time" => act(operator, id, "add_time", json!({"minutes": minutes})).await,
            _ => act(operator, id, deed, json!({})).await,
        };
        let before = self.sessions[at].clone();
        let allowed = self.expect(at, deed, seat, minutes);
        let wanted: &[u16] = if allowed { &[200] } else { &[400, 409] };
        assert!(
            wanted.contains(&answer.status()),
            "{deed} at {seat}: {} {}\n{before:?}",
            answer.status(),
            answer.text()
        );
    }

    /// What is over does not change any more: all of it is looked at now and then.
    async fn agree(&self, operator: &Client, all: bool) {
        let newly_over = self.sessions.len().saturating_sub(8);
        let looked_at = |(at, model): &(usize, &Slow)| all || model.lives() || *at >= newly_over;
        for (_, model) in self.sessions.iter().enumerate().filter(looked_at) {
            let shown = session(operator, model.id).await;
            let elapsed = model.used / SECOND;
            let wanted = json!([
                format!("{:?}", model.state).to_lowercase(),
                model.duration / SECOND,
                elapsed,
                model.duration / SECOND - elapsed,
                elapsed * 100 / (model.duration / SECOND),
            ]);
            let names = ["status", "duration_seconds", "elapsed_seconds", "remaining_seconds", "percent_used"];
            let told: Vec<Value> = names.iter().map(|name| shown[*name].clone()).collect();
            assert_eq!(json!(told), wanted, "{model:?}\n{shown}");
            if model.lives() {
                assert_eq!(shown["workstation"], json!(model.seat), "{model:?}");
            }
        }
        for seat in &self.seats {
            let shown = workstation(operator, *seat).await;
            let there = self.sessions.iter().find(|session| session.is_open() && session.seat == Some(*seat));
            assert_eq!(shown["active_session"]["id"], json!(there.map(|session| session.id)), "{shown}");
            assert_eq!(shown["status"], if there.is_some() { "in_use" } else { "available" });
        }
    }
}

/// The intervals are what was used, and the counters are the intervals.
async fn adds_up(test: &TestApp, stage: &Stage) {
    let read = test.db().read();
    let sum = |condition: &str| {
        format!(
            "SELECT CAST(COALESCE(SUM(i.ended_at - i.started_at), 0) AS BIGINT) FROM session_intervals i \
        JOIN workstation_sessions s ON s.id = i.session_id WHERE {condition}"
        )
    };
    for model in &stage.sessions {
        let used = read.number(&sum(&format!("s.id = {}", model.id)), vec![]).await.unwrap();
        assert_eq!(used, model.used, "{model:?}");
    }
    for (table, column, ids) in
        [("workstations", "i.workstation_id", &stage.seats), ("visitors", "s.visitor_id", &stage.visitors)]
    {
        for id in ids {
            let counted =
                read.number(&format!("SELECT used_micros FROM {table} WHERE id = {id}"), vec![]).await.unwrap();
            let used = read.number(&sum(&format!("{column} = {id}")), vec![]).await.unwrap();
            assert_eq!(counted, used, "{table} {id}");
        }
    }
    let started =
        read.number("SELECT COUNT(*) FROM workstation_sessions WHERE started_at IS NOT NULL", vec![]).await.unwrap();
    let counted = read.number("SELECT CAST(SUM(sessions_count) AS BIGINT) FROM workstations", vec![]).await.unwrap();
    assert_eq!(started, counted);
}

async fn live(engine: TestEngine, seed: u64, steps: usize) {
    let free = |key: &'static str| (key, Value::from(0));
    let test = open_with(
        engine,
        &[
            ("workstations.open_validation", true.into()),
            free("workstations.wrong_codes_per_seat"),
            free("workstations.wrong_codes_per_network"),
            free("workstations.wrong_codes_per_site"),
            ("auth.access_token_lifetime", "300d".into()),
            ("auth.session_lifetime", "300d".into()),
            ("auth.refresh_token_lifetime", "300d".into()),
        ],
    )
    .await;
    let office = operator(&test).await;
    let mut stage = Stage { seats: Vec::new(), visitors: Vec::new(), sessions: Vec::new() };
    for name in ["Poste 1", "Poste 2", "Poste 3"] {
        stage.seats.push(seat(&office, name).await);
        stage.visitors.push(enter_visitor(&test, name).await);
    }
    let mut dice = Dice(seed);
    // The program is restarted now and then: another node, that knows nothing.
    let mut node: Option<TestApp> = None;
    for step in 0..steps {
        let here = node.as_ref().unwrap_or(&test);
        let operator = if node.is_some() { operator(here).await } else { office.clone() };
        match dice.below(12) {
            0 | 1 if stage.sessions.iter().filter(|session| session.lives()).count() < 6 => {
                stage.give(&mut dice, &operator).await
            }
            2..=4 => {
                let most = [20 * 60, 3600, 30 * 3600][[0, 0, 0, 0, 1, 1, 2][dice.below(7)]];
                let micros = dice.micros(most * SECOND);
                test.advance(TimeDelta::microseconds(micros));
                stage.pass(micros);
            }
            5 => {
                let task = ["workstations.settle", "workstations.warn", "workstations.mark_silent"][dice.below(3)];
                preau_kernel::jobs::run_periodic(here.app(), task).await.unwrap();
            }
            6 if step % 5 == 0 => {
                node = Some(test.another_node().await);
                continue;
            }
            _ => stage.deed(&mut dice, here, &operator).await,
        }
        stage.agree(&operator, step % 25 == 0).await;
    }
    stage.agree(&office, true).await;
    test.advance(TimeDelta::days(8));
    stage.pass(8 * 24 * 3600 * SECOND);
    preau_kernel::jobs::run_periodic(test.app(), "workstations.settle").await.unwrap();
    preau_kernel::jobs::run_periodic(test.app(), "workstations.settle").await.unwrap();
    adds_up(&test, &stage).await;
}

both_engines! {
    async fn sessions_live_as_a_slow_model_says(engine: TestEngine) {
        live(engine, 20_261_126, scale(120, 1500)).await;
    }

    async fn sessions_live_as_a_slow_model_says_otherwise(engine: TestEngine) {
        live(engine, 4, scale(120, 1500)).await;
    }
}
