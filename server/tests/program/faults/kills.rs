//! SIGKILL at any moment, also while the program starts, and on PostgreSQL the death of the database as well: nothing that
//! was acknowledged is lost, nothing is there by half, and every mail leaves under one Message-ID.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::{Duration, Instant};

use preau_testkit::{OwnServer, scale};
use serde_json::Value;

use super::integrity::Stored;
use super::load::{Ledger, Load, Place};
use super::post::{Mood, Post};
use super::{no_panic, until};
use crate::process::Home;
use crate::web::Web;

/// For the mails that are left: their leases end after a minute, and what was put off comes again.
const DELIVERED_WITHIN: Duration = Duration::from_secs(240);

fn kills() -> u32 {
    scale(6, 200)
}

fn home(post: &Post) -> Home {
    let home = Home::new().with_cheap_hashes();
    let home = home.set("PREAU_MAIL_TRANSPORT", "smtp").set("PREAU_MAIL_SMTP_URL", &post.url());
    let home = home.set("PREAU_WORKSTATIONS_IDENTITY", "none").set("PREAU_WORKSTATIONS_OPEN_VALIDATION", "true");
    // A code that was counted when the program died is not given back.
    let limits = ["SEAT", "NETWORK", "SITE"].map(|per| format!("PREAU_WORKSTATIONS_WRONG_CODES_PER_{per}"));
    limits.iter().fold(home, |home, limit| home.set(limit, "10000"))
}

#[test]
fn on_sqlite_nothing_acknowledged_is_lost() {
    let post = Post::open();
    let home = home(&post);
    Place::found(&home);
    let run = Run::begin(&home, &post);
    for kill in 0..kills() {
        run.until_killed(kill);
    }
    run.settle(&Stored::of(&home));
    run.check(&Stored::of(&home));
}

#[test]
fn on_postgres_nothing_acknowledged_is_lost() {
    let Some(mut server) = OwnServer::begin("faults::kills::on_postgres") else { return };
    server.create("preau");
    let post = Post::open();
    let home = home(&post).on_database(&server.url("preau"));
    Place::found(&home);
    let run = Run::begin(&home, &post);
    for kill in 0..kills() {
        run.until_killed(kill);
        if kill % 5 == 2 {
            server.crash();
            server.start();
        }
        // The database dies and comes back under a program that goes on.
        if kill % 5 == 4 {
            run.while_the_database_dies(&mut server);
        }
    }
    let stored = Stored::Postgres(&server, "preau".to_owned());
    run.settle(&stored);
    run.check(&stored);
}

struct Run<'a> {
    home: &'a Home,
    post: &'a Post,
    place: Arc<Place>,
    ledger: Arc<Ledger>,
    begun: Instant,
}

impl<'a> Run<'a> {
    fn begin(home: &'a Home, post: &'a Post) -> Self {
        let program = home.serve();
        let place = Arc::new(Place::furnish(&program.web()));
        program.kill();
        // From here on it forgets to say so now and then.
        post.is_now(Mood::HangsUp(7));
        Self { home, post, place, ledger: Arc::default(), begun: Instant::now() }
    }

    fn web(&self, address: &str) -> Web {
        Web::at(address).with_api_token(&self.place.token)
    }

    fn load(&self, address: &str) -> Load {
        Load::start(&self.web(address), &self.place, &self.ledger)
    }

    fn until_killed(&self, kill: u32) {
        // Now and then before it answers: while it opens, migrates, recovers.
        if kill % 6 == 5 {
            let program = self.home.spawn(&["serve", "--listen", "127.0.0.1:0"]);
            std::thread::sleep(moment(0..250));
            return program.kill();
        }
        let program = self.home.serve();
        let load = self.load(&program.address);
        self.let_them_write(1..40);
        std::thread::sleep(moment(0..20));
        no_panic(&program);
        program.kill();
        load.stop();
    }

    /// So many more that are acknowledged, however slow the machine is.
    fn let_them_write(&self, count: std::ops::Range<u64>) {
        let (wanted, begun) = (self.ledger.writes() as u64 + chance(count), Instant::now());
        while (self.ledger.writes() as u64) < wanted && begun.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn while_the_database_dies(&self, server: &mut OwnServer) {
        let program = self.home.serve();
        let load = self.load(&program.address);
        self.let_them_write(1..20);
        server.crash();
        std::thread::sleep(moment(0..300));
        server.start();
        self.let_them_write(1..20);
        load.stop();
        no_panic(&program);
        program.kill();
    }

    /// The last start: every mail leaves, and nothing is sent that was not queued.
    fn settle(&self, stored: &Stored<'_>) {
        self.post.is_now(Mood::Takes);
        // Nobody holds a lease any more: a short run does not wait a minute until that is noticed.
        if scale(true, false) {
            stored.change("UPDATE jobs SET lease_until = 0, run_at = 0 WHERE state = 'queued'");
        }
        let program = self.home.serve();
        let web = self.web(&program.address);
        self.check_answers(&web, &Web::at(&program.address));
        until("every mail has left", DELIVERED_WITHIN, || {
            stored.number("SELECT COUNT(*) FROM mails WHERE state <> 'sent'") == 0
                && stored.number("SELECT COUNT(*) FROM jobs WHERE kind IN ('kernel.deliver_mail', 'appointments.tell')")
                    == 0
        });
        no_panic(&program);
        program.stop();
        self.home.run(&["audit", "verify"]).succeeded();
        println!("{} kills in {:?}; {}", kills(), self.begun.elapsed(), self.ledger.told());
    }

    /// What the API says, against the ledger.
    fn check_answers(&self, web: &Web, anyone: &Web) {
        let ledger = &self.ledger;
        assert_eq!(*ledger.wrong.lock().unwrap(), [""; 0]);
        assert!(ledger.writes() > kills() as usize * 2, "{}", ledger.told());

        let students = web.every("/api/students/");
        let there: BTreeSet<(&str, i64)> = students
            .iter()
            .filter_map(|row| Some((row["user"]["email"].as_str()?, row["user"]["id"].as_i64()?)))
            .collect();
        let students = ledger.students.lock().unwrap();
        let lost: Vec<_> = students.iter().filter(|(email, id)| !there.contains(&(email.as_str(), **id))).collect();
        assert!(lost.is_empty(), "students that are lost: {lost:?}");

        let status = |path: &str| -> std::collections::BTreeMap<i64, String> {
            let rows = web.every(path);
            let of = |row: &Value| (row["id"].as_i64().unwrap(), row["status"].as_str().unwrap().to_owned());
            rows.iter().map(of).collect()
        };
        let appointments = status("/api/appointments/?from=2000-01-01&to=2100-01-01");
        for id in &*ledger.booked.lock().unwrap() {
            let found = appointments.get(id).map(String::as_str);
            let is_asked = ledger.cancelling.lock().unwrap().contains(id);
            let is_cancelled = ledger.cancelled.lock().unwrap().contains(id);
            let fits = match found {
                Some("booked") => !is_cancelled,
                Some("cancelled") => is_asked,
                _ => false,
            };
            assert!(fits, "appointment {id} is {found:?}; cancelled: asked {is_asked}, answered {is_cancelled}");
        }
        let sessions = status("/api/sessions/");
        for id in ledger.codes.lock().unwrap().keys() {
            let found = sessions.get(id).map(String::as_str);
            let fits = match found {
                Some("ended") => true,
                Some("active") => !ledger.ended.lock().unwrap().contains(id),
                Some("waiting") => !ledger.started.lock().unwrap().contains(id),
                _ => false,
            };
            assert!(fits, "session {id} is {found:?}");
        }
        self.check_numbered(web);
        for token in ledger.logins.lock().unwrap().iter().rev().take(20) {
            anyone.clone().with_token(token).get("/auth/profile/").expect(200);
        }
    }

    /// A whole class with one number, and a name whose two halves agree.
    fn check_numbered(&self, web: &Web) {
        let register = web.get(&format!("/api/lessons/{}/register/", self.place.lesson())).expect(200).json();
        let marks = register["marks"].as_array().unwrap();
        let notes: BTreeSet<&str> = marks.iter().map(|mark| mark["note"].as_str().unwrap()).collect();
        assert_eq!(notes.len(), 1, "half a roll call: {notes:?}");
        let number = |text: &str| text.rsplit(' ').next().unwrap().parse().unwrap_or(0);
        self.ledger.roll_calls.holds("the roll call", number(notes.first().unwrap()));
        let person = web.get(&format!("/api/users/{}/", self.place.person())).expect(200).json();
        let (first, last) = (person["first_name"].as_str().unwrap(), person["last_name"].as_str().unwrap());
        assert_eq!(number(first), number(last), "half a change of a profile");
        self.ledger.profile.holds("the profile", number(last));
    }

    /// What stands in the database, and what the mail server was given.
    fn check(&self, stored: &Stored<'_>) {
        stored.is_sound();
        let queued: BTreeSet<String> = stored.texts("SELECT message_id FROM mails").into_iter().collect();
        let arrived: BTreeSet<String> = self.post.deliveries().into_iter().map(|one| one.message_id).collect();
        assert_eq!(arrived, queued, "every mail that was queued has arrived, and no other");
        let by_recipient = self.post.by_recipient();
        for email in self.ledger.students.lock().unwrap().keys() {
            assert_eq!(by_recipient.get(email).map(Vec::len), Some(1), "{email}: {:?}", by_recipient.get(email));
        }
        let doubled =
            "SELECT COUNT(*) FROM (SELECT mail_id FROM appointment_mails GROUP BY mail_id HAVING COUNT(*) > 1) AS d";
        assert_eq!(stored.number(doubled), 0);
        let tellings = stored.number("SELECT COUNT(*) FROM appointment_mails");
        let calendars = stored.number("SELECT COUNT(*) FROM mails WHERE calendar_method IS NOT NULL");
        assert_eq!(calendars, tellings, "a mail for each telling, and no second one");
        let again = self.post.deliveries().len() - arrived.len();
        println!(
            "{} mails, {again} of them twice under one Message-ID; {} times hung up",
            arrived.len(),
            self.post.hung_up()
        );
    }
}

fn moment(milliseconds: std::ops::Range<u64>) -> Duration {
    Duration::from_millis(chance(milliseconds))
}

fn chance(range: std::ops::Range<u64>) -> u64 {
    range.start + RandomState::new().hash_one(Instant::now()) % (range.end - range.start)
}
