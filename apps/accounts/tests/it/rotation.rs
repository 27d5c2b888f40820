//! Rotation of refresh tokens: random interleavings of two tabs, lost answers, an attacker and the passing of time,
//! against a reference model (product section 1); and clients that are truly parallel.

use chrono::TimeDelta;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_testkit::{Engine, TestApp, TestEngine, TestResponse, both_engines, scale};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::json;

use super::doors::{STUDENT, claims, pair_of, post, recorded, refresh, text};
use super::place::{self, PASSWORD};

/// The rules of an honest client, with or without a lock between its two tabs, which read the same storage: a pair that
/// came less than so many seconds ago is not refreshed (no access token is that short), and what a tab has read is sent
/// within so many seconds.
const PATIENCE: i64 = 30;

#[derive(Debug, Clone, Copy)]
enum Step {
    /// A tab reads the token that it will send.
    Read(usize),
    /// A tab sends what it read; when the answer is lost the storage keeps the old pair.
    Send {
        tab: usize,
        lost: bool,
    },
    /// A request with the access token of the storage.
    Use,
    /// A request with the access token of some earlier pair that an honest tab still holds.
    UseOlder(usize),
    LogOut,
    /// On another device.
    ChangePassword,
    Wait(i64),
    /// The attacker copies the storage.
    Steal,
    /// The attacker refreshes with a stolen token, and keeps what comes back.
    Replay(usize),
    UseStolen(usize),
}

/// How every case ends, whatever came before: a copy of the storage is used once its owner has moved on. So that even
/// a few cases hold an attack.
const ATTACK: [Step; 7] = [
    Step::Wait(60),
    Step::Steal,
    Step::Read(0),
    Step::Send { tab: 0, lost: false },
    Step::Use,
    Step::Wait(60),
    Step::Replay(0),
];

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..2usize).prop_map(Step::Read),
        8 => (0..2usize, prop::bool::weighted(0.3)).prop_map(|(tab, lost)| Step::Send { tab, lost }),
        4 => Just(Step::Use),
        1 => any::<usize>().prop_map(Step::UseOlder),
        1 => prop::bool::weighted(0.3).prop_map(|out| if out { Step::LogOut } else { Step::Use }),
        1 => prop::bool::weighted(0.1).prop_map(|change| if change { Step::ChangePassword } else { Step::Use }),
        6 => (0..=60i64).prop_map(Step::Wait),
        1 => Just(Step::Steal),
        2 => any::<usize>().prop_map(Step::Replay),
        1 => any::<usize>().prop_map(Step::UseStolen),
    ]
}

/// What the rules say of one login.
struct Model {
    current: usize,
    confirmed: usize,
    given_at: Timestamp,
    alive: bool,
    replays: i64,
}

#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// The pair of this generation.
    Pair(usize),
    Superseded,
    Dead,
}

impl Model {
    fn refresh(&mut self, presented: usize, now: Timestamp) -> Answer {
        if !self.alive {
            return Answer::Dead;
        }
        if presented == self.current {
            self.confirmed = presented;
            self.current += 1;
            self.given_at = now;
            return Answer::Pair(self.current);
        }
        if presented + 1 == self.current {
            if self.confirmed < self.current {
                self.given_at = now;
                return Answer::Pair(self.current);
            }
            if now.since(self.given_at) <= TimeDelta::seconds(PATIENCE) {
                return Answer::Superseded;
            }
        }
        self.alive = false;
        self.replays += 1;
        Answer::Dead
    }

    fn use_access(&mut self, generation: usize) -> bool {
        if self.alive && generation == self.current {
            self.confirmed = generation;
        }
        self.alive
    }
}

/// One login, its clients, and what was handed out.
struct Run<'a> {
    test: &'a TestApp,
    password: &'a mut String,
    model: Model,
    /// The pair of each generation, from 1.
    pairs: Vec<(String, String)>,
    /// The generation in the storage, and since when.
    storage: (usize, Timestamp),
    /// What each tab is about to send.
    read: [Option<(usize, Timestamp)>; 2],
    stolen: Vec<usize>,
    attacked: bool,
    ended: bool,
}

type Checked = Result<(), TestCaseError>;

impl<'a> Run<'a> {
    async fn begin(test: &'a TestApp, password: &'a mut String) -> Self {
        let pair = open(test, password).await;
        let model = Model { current: 1, confirmed: 1, given_at: test.now(), alive: true, replays: 0 };
        let storage = (1, test.now());
        let pairs = vec![Default::default(), pair];
        Self {
            test,
            password,
            model,
            pairs,
            storage,
            read: [None; 2],
            stolen: Vec::new(),
            attacked: false,
            ended: false,
        }
    }

    async fn step(&mut self, step: Step) -> Checked {
        match step {
            Step::Read(tab) => drop(self.read(tab)),
            Step::Send { tab, lost } => self.send(tab, lost).await?,
            Step::Use => self.access(self.storage.0).await?,
            Step::UseOlder(n) => self.access(1 + n % self.storage.0).await?,
            Step::LogOut => self.log_out().await?,
            Step::ChangePassword => self.change_password().await,
            Step::Wait(seconds) => self.test.advance(TimeDelta::seconds(seconds)),
            Step::Steal => self.stolen.push(self.storage.0),
            Step::Replay(n) if !self.stolen.is_empty() => {
                self.attacked = true;
                let presented = self.stolen[n % self.stolen.len()];
                if let Answer::Pair(generation) = self.present(presented).await? {
                    self.stolen.push(generation);
                }
            }
            Step::UseStolen(n) if !self.stolen.is_empty() => {
                self.attacked = true;
                self.access(self.stolen[n % self.stolen.len()]).await?;
            }
            Step::Replay(_) | Step::UseStolen(_) => {}
        }
        Ok(())
    }

    /// What the tab sends now, when it has a reason to send anything.
    fn read(&mut self, tab: usize) -> Option<usize> {
        let now = self.test.now();
        let recent = |at: Timestamp| now.since(at) <= TimeDelta::seconds(PATIENCE);
        if self.read[tab].is_none_or(|(_, at)| !recent(at)) {
            let (generation, since) = self.storage;
            self.read[tab] = (!recent(since)).then_some((generation, now));
        }
        self.read[tab].map(|(generation, _)| generation)
    }

    async fn send(&mut self, tab: usize, lost: bool) -> Checked {
        let Some(presented) = self.read(tab) else { return Ok(()) };
        self.read[tab] = None;
        let answer = self.present(presented).await?;
        let harmed = self.attacked || self.ended;
        match answer {
            Answer::Pair(_) if lost => {}
            Answer::Pair(generation) if generation > self.storage.0 => self.storage = (generation, self.test.now()),
            Answer::Pair(_) => {}
            Answer::Superseded => prop_assert!(harmed || self.storage.0 > presented, "nothing newer to adopt"),
            Answer::Dead => prop_assert!(harmed, "an honest client was logged out"),
        }
        Ok(())
    }

    /// Sends the refresh token of a generation and holds the answer to the model.
    async fn present(&mut self, presented: usize) -> Result<Answer, TestCaseError> {
        let expected = self.model.refresh(presented, self.test.now());
        let answer = refresh(self.test, &self.pairs[presented].1).await;
        let got = match (answer.status(), answer.json()["code"].as_str()) {
            (200, _) => {
                let pair = pair_of(&answer);
                let generation = claims(&pair.1)["gen"].as_u64().unwrap() as usize;
                if generation == self.pairs.len() {
                    self.pairs.push(pair.clone());
                }
                prop_assert_eq!(&self.pairs[generation], &pair, "the same pair again");
                Answer::Pair(generation)
            }
            (401, Some("refresh_superseded")) => Answer::Superseded,
            (401, Some("token_not_valid")) => Answer::Dead,
            _ => return Err(TestCaseError::fail(answer.text())),
        };
        prop_assert_eq!(&got, &expected, "generation {} presented", presented);
        Ok(got)
    }

    async fn access(&mut self, generation: usize) -> Checked {
        let expected = if self.model.use_access(generation) { 200 } else { 401 };
        let client = self.test.bearer(&self.pairs[generation].0);
        prop_assert_eq!(client.get("/auth/profile/").send().await.status(), expected);
        Ok(())
    }

    async fn log_out(&mut self) -> Checked {
        let (access, token) = &self.pairs[self.storage.0];
        let expected = match (self.model.use_access(self.storage.0), self.storage.0 == self.model.current) {
            (false, _) => 401,
            (true, false) => 400,
            (true, true) => 200,
        };
        let client = self.test.bearer(access);
        let answer = client.post("/auth/logout/").json(json!({"refresh_token": token})).send().await;
        prop_assert_eq!(answer.status(), expected);
        if expected == 200 {
            self.model.alive = false;
            self.ended = true;
        }
        Ok(())
    }

    async fn change_password(&mut self) {
        let (access, _) = open(self.test, self.password).await;
        let new = format!("Tableau-noir-{}", self.test.now().0);
        if new == *self.password {
            return;
        }
        let body = json!({"current_password": self.password, "new_password": new});
        self.test.bearer(&access).post("/auth/change-password/").json(body).send().await.expect(200);
        *self.password = new;
        self.model.alive = false;
        self.ended = true;
    }
}

async fn open(test: &TestApp, password: &str) -> (String, String) {
    pair_of(&post(test, "/api/token/", json!({"email": STUDENT, "password": password})).await.expect(200))
}

both_engines! {
    async fn no_interleaving_logs_an_honest_client_out_or_lets_a_replay_pass(engine: TestEngine) {
        let cases = match engine.engine() {
            Engine::Sqlite => scale(60, 3000),
            Engine::Postgres => scale(30, 1000),
        };
        let test = place::start(engine).await;
        let config = Config { cases, failure_persistence: None, ..Config::default() };
        let shared = tokio::sync::Mutex::new(PASSWORD.to_owned());
        let outcome = tokio::task::block_in_place(|| {
            TestRunner::new(config).run(&prop::collection::vec(step(), 1..40), |steps| {
                tokio::runtime::Handle::current().block_on(async {
                    let mut password = shared.lock().await;
                    let before = recorded(&test, "session_replayed").await;
                    let mut run = Run::begin(&test, &mut password).await;
                    for step in steps.into_iter().chain(ATTACK) {
                        run.step(step).await?;
                    }
                    let after = recorded(&test, "session_replayed").await;
                    prop_assert_eq!(after - before, run.model.replays, "each replay is recorded");
                    Ok(())
                })
            })
        });
        if let Err(error) = outcome {
            panic!("{error}");
        }
        assert!(recorded(&test, "session_replayed").await > 0, "some cases must have been attacks");
        test.drain_jobs().await;
    }

    async fn a_lost_answer_and_two_tabs_that_ask_again_end_nothing(engine: TestEngine) {
        let test = place::start(engine).await;
        let (_, first) = place::pair(&test, STUDENT).await;
        let (access, _) = pair_of(&refresh(&test, &first).await.expect(200));
        // The answer was lost, the machine slept; both tabs wake up and ask again.
        test.advance(TimeDelta::hours(1));
        let (again, second) = pair_of(&refresh(&test, &first).await.expect(200));
        assert_eq!(again, access);
        test.bearer(&again).get("/auth/profile/").send().await.expect(200);
        refresh(&test, &first).await.refused(401, "refresh_superseded");
        refresh(&test, &second).await.expect(200);
    }

    async fn a_token_replayed_late_ends_the_login_and_no_other(engine: TestEngine) {
        let test = place::start(engine).await;
        let (_, first) = place::pair(&test, STUDENT).await;
        let (other, _) = place::pair(&test, STUDENT).await;
        let (access, second) = pair_of(&refresh(&test, &first).await.expect(200));
        let (newest, third) = pair_of(&refresh(&test, &second).await.expect(200));
        refresh(&test, &first).await.refused(401, "token_not_valid");
        for token in [&second, &third] {
            refresh(&test, token).await.refused(401, "token_not_valid");
        }
        for token in [&access, &newest] {
            test.bearer(token).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        }
        test.bearer(&other).get("/auth/profile/").send().await.expect(200);
        assert_eq!(recorded(&test, "session_replayed").await, 1);
        let sql = "SELECT metadata FROM audit_entries WHERE action = 'session_replayed'";
        let metadata: String = test.db().read().get(sql, vec![]).await.unwrap().try_get_by_index(0).unwrap();
        let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
        assert_eq!((&metadata["presented"], &metadata["current"]), (&json!(1), &json!(3)));
    }

    async fn many_at_once_with_one_token_rotate_it_once(engine: TestEngine) {
        let test = place::start(engine).await;
        let node = test.another_node().await;
        for round in 0..20 {
            let (_, token) = place::pair(&test, STUDENT).await;
            let all = (0..scale(8, 64)).map(|n| {
                // Some on another node, some use what they got at once.
                let client = if n % 2 == 0 { test.anonymous() } else { node.anonymous() };
                let (token, uses) = (token.clone(), (n + round) % 3 == 0);
                tokio::spawn(async move {
                    let answer = client.post("/api/token/refresh/").json(json!({"refresh": token})).send().await;
                    if uses && answer.status() == 200 {
                        let access = format!("Bearer {}", text(&answer.json(), "access"));
                        let profile = client.get("/auth/profile/").header("authorization", &access).send().await;
                        profile.expect(200);
                    }
                    answer
                })
            });
            let answers: Vec<TestResponse> = futures::future::try_join_all(all).await.unwrap();
            let mut pairs: Vec<_> = answers.iter().filter(|answer| answer.status() == 200).map(pair_of).collect();
            for refused in answers.into_iter().filter(|answer| answer.status() != 200) {
                refused.refused(401, "refresh_superseded");
            }
            pairs.dedup();
            assert_eq!(pairs.len(), 1, "one pair for all");
            let (access, next) = &pairs[0];
            assert_eq!(claims(next)["gen"], 2, "one rotation");
            test.bearer(access).get("/auth/profile/").send().await.expect(200);
            assert_eq!(claims(&pair_of(&refresh(&test, next).await.expect(200)).1)["gen"], 3);
        }
        assert_eq!(recorded(&test, "session_replayed").await, 0);
    }
}
