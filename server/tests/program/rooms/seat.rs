//! A seat as it is installed: its configuration, its key, and the agent as a process that is killed and started.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::address_that_stays;
use crate::process::{Home, PATIENCE, Program};
use crate::web::Web;

pub(super) struct Seat<'a> {
    home: &'a Home,
    pub(super) id: i64,
    config: PathBuf,
    /// What lock and unlock write, one word for each turn.
    turns: PathBuf,
    page: Web,
    agent: Option<Program>,
}

impl<'a> Seat<'a> {
    /// A new seat of the place, enrolled by its code, checked, and started.
    pub(super) fn install(home: &'a Home, chief: &Web, server: &str, name: &str) -> Self {
        let id = chief.post("/api/workstations/", &json!({"name": name})).expect(201).json()["id"].as_i64().unwrap();
        let code = chief.post(&format!("/api/workstations/{id}/enrolment/"), &json!({})).expect(201).json();
        let listen = address_that_stays();
        let (state, turns) = (home.path(&format!("state-{id}")), home.path(&format!("turns-{id}")));
        let turn = |word: &str| format!("[\"sh\", \"-c\", \"echo {word} >> {}\"]", turns.display());
        let text = format!(
            "server = \"{server}\"\nstate_dir = {state:?}\nlisten = \"{listen}\"\n[commands]\nlock = {}\nunlock = {}\n",
            turn("lock"),
            turn("unlock")
        );
        let config = home.write(&format!("kiosk-{id}.toml"), &text);
        let page = Web::at(&listen).with_line("X-Kiosk: 1");
        let mut seat = Self { home, id, config, turns, page, agent: None };
        seat.run(&["kiosk", "enrol", server, code["code"].as_str().unwrap()]);
        seat.run(&["kiosk", "check"]);
        seat.start();
        seat
    }

    fn arguments<'b>(&'b self, more: &[&'b str]) -> Vec<&'b str> {
        [&["--config", self.config.to_str().unwrap()], more].concat()
    }

    fn run(&self, more: &[&str]) {
        self.home.run(&self.arguments(more)).succeeded();
    }

    pub(super) fn start(&mut self) {
        self.agent = Some(self.home.spawn(&self.arguments(&["kiosk"])));
    }

    pub(super) fn kill(&mut self) {
        self.agent.take().unwrap().kill();
    }

    /// What its page is told, once there is an agent that answers.
    pub(super) fn view(&self) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.page.try_send("GET", "/view", None) {
                Ok(answer) => return answer.expect(200).json(),
                Err(error) => assert!(Instant::now() < deadline, "{error}\n{}", self.log()),
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn log(&self) -> String {
        self.agent.as_ref().map(Program::log).unwrap_or_default()
    }

    #[track_caller]
    pub(super) fn until(&self, found: impl Fn(&Value) -> bool) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let view = self.view();
            if found(&view) {
                return view;
            }
            assert!(Instant::now() < deadline, "seat {}: {view}\n{}", self.id, self.log());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Value {
        self.page.post(path, body).expect(200).json()
    }

    /// A session of so many minutes, whose code is typed here; its id, and the instants between which it began.
    pub(super) fn begin(&self, chief: &Web, minutes: i64) -> Begun {
        let body = json!({"workstation": self.id, "minutes": minutes});
        let made = chief.post("/api/sessions/", &body).expect(201).json();
        let not_before = Instant::now();
        let answer = self.post("/code", &json!({"code": made["access_code"]}));
        assert_eq!(answer["ok"], true, "{answer}");
        let not_after = Instant::now();
        self.until(|view| view["state"] == "active");
        Begun { session: made["id"].as_i64().unwrap(), not_before, not_after }
    }

    /// The words of its turns, the first first.
    pub(super) fn turns(&self) -> Vec<String> {
        std::fs::read_to_string(&self.turns).unwrap_or_default().lines().map(str::to_owned).collect()
    }
}

pub(super) struct Begun {
    pub(super) session: i64,
    pub(super) not_before: Instant,
    pub(super) not_after: Instant,
}
