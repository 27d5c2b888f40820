//! `preau simulate-room` against servers that are killed again and again: no session is lost or lengthened, every order has
//! its effect once, and all seats are back within ten seconds. What is checked, with its numbers, stands in the report of
//! the simulation, which is printed.

use std::time::{Duration, Instant};

use preau_testkit::{Engine, TestDb, run_on, scale};

use super::forwarder::Forwarder;
use super::{CHIEF, address_that_stays, home, token, with_a_room};
use crate::process::{Home, Program};
use crate::web::Web;

/// From the moment at which a server answers again.
const BACK_WITHIN: Duration = Duration::from_secs(10);

/// How large the room is and how often its server dies.
struct Size {
    seats: u64,
    kills: u32,
    every: Duration,
}

fn size() -> Size {
    let every = Duration::from_secs(scale(10, 20));
    Size { seats: scale(20, 200), kills: scale(3, 14), every }
}

#[test]
fn a_room_outlives_its_server() {
    let home = home();
    let (size, address) = (size(), address_that_stays());
    let mut server = begun(&home, &address);
    let room = Simulation::begin(&home, &address, &server.web(), &size);
    let mut down = Duration::ZERO;
    for kill in 1..=size.kills {
        room.wait_for(size.every * kill);
        server.kill();
        let began = Instant::now();
        server = home.serve_at(&address);
        down = down.max(began.elapsed());
    }
    let longest = room.end(&size);
    assert!(longest <= down + BACK_WITHIN, "{longest:?} away, the server was {down:?} down");
    server.stop();
    home.run(&["audit", "verify"]).succeeded();
}

#[test]
fn seats_of_a_dead_node_go_to_the_other() {
    run_on(Engine::Postgres, "rooms::killed", async |database: TestDb| {
        let home = home().on_database(database.db().url());
        tokio::task::spawn_blocking(move || nodes_die_in_turn(&home)).await.unwrap();
    });
}

fn nodes_die_in_turn(home: &Home) {
    let size = size();
    let first = address_that_stays();
    let mut nodes = [Some(begun(home, &first)), None];
    // The first is taken by now.
    let addresses = [first, address_that_stays()];
    nodes[1] = Some(home.serve_at(&addresses[1]));
    let forwarder = Forwarder::to(addresses.clone());
    let web = Web::at(&forwarder.address);
    let room = Simulation::begin(home, &forwarder.address, &web, &size);
    for kill in 1..=size.kills {
        let at = kill as usize % 2;
        room.wait_for(size.every * kill);
        nodes[at].take().unwrap().kill();
        room.wait_for(size.every * kill + size.every / 2);
        nodes[at] = Some(home.serve_at(&addresses[at]));
    }
    let longest = room.end(&size);
    assert!(longest <= BACK_WITHIN, "{longest:?} away");
    nodes.into_iter().flatten().for_each(Program::stop);
    home.run(&["audit", "verify"]).succeeded();
}

fn begun(home: &Home, address: &str) -> Program {
    home.create_superuser(CHIEF);
    let server = home.serve_at(address);
    with_a_room(server.web());
    server
}

struct Simulation {
    program: Program,
    begun: Instant,
}

impl Simulation {
    /// Once every seat is there.
    fn begin(home: &Home, address: &str, web: &Web, size: &Size) -> Self {
        let (server, token, seats) = (format!("http://{address}"), token(web), size.seats.to_string());
        let seconds = (size.every * (size.kills + 1)).as_secs().to_string();
        let arguments = ["simulate-room", "--server", &server, "--token", &token, "--workstations", &seats];
        let mut program =
            home.spawn(&[&arguments[..], &["--seconds", &seconds, "--cut-every", "15", "--trouble", "30"]].concat());
        program.wait_for_line("la salle est jouée");
        Self { program, begun: Instant::now() }
    }

    fn wait_for(&self, since: Duration) {
        std::thread::sleep((self.begun + since).saturating_duration_since(Instant::now()));
    }

    /// Everything agrees, and something was tried; the longest time that a seat was away.
    fn end(self, size: &Size) -> Duration {
        let (status, report) = self.program.ended_within(size.every * 3 + Duration::from_secs(180));
        println!("{report}");
        assert_eq!(status.code(), Some(0), "{report}");
        let number = |before: &str| -> u64 {
            let rest = report.split(before).nth(1).unwrap_or_else(|| panic!("no «{before}» in {report}"));
            rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap()
        };
        assert_eq!(number("\nseats "), size.seats, "{report}");
        assert!(number("cuts ") >= size.seats * u64::from(size.kills) / 2, "{report}");
        for tried in ["sessions checked ", "texts written ", "said ", "restarts asked ", "applied "] {
            assert!(number(tried) > 0, "nothing was {tried}\n{report}");
        }
        Duration::from_millis(number("longest "))
    }
}
