//! What a service manager and a container engine see: when the program is ready, that it lives, when it stops.

use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use super::process::{Home, PATIENCE};

#[test]
fn systemd_is_told_when_it_is_ready_alive_and_stopping() {
    let home = Home::new();
    let path = home.path("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    let home = home.set("NOTIFY_SOCKET", path.to_str().unwrap()).set("WATCHDOG_USEC", "200000");
    let hear = || {
        let mut word = [0; 64];
        let length = socket.recv(&mut word).unwrap();
        String::from_utf8_lossy(&word[..length]).into_owned()
    };
    let program = home.serve();
    assert_eq!(hear(), "READY=1");
    assert_eq!((hear(), hear()), ("WATCHDOG=1".into(), "WATCHDOG=1".into()));
    program.stop();
    let last = std::iter::repeat_with(hear).find(|word| word != "WATCHDOG=1");
    assert_eq!(last.as_deref(), Some("STOPPING=1"));
}

#[test]
fn ready_asks_the_program_that_runs() {
    let home = Home::new();
    home.run(&["ready", "--listen", "127.0.0.1:1"]).failed(1, "n’est pas prêt");
    let program = home.serve();
    let listen = program.address.trim_start_matches("http://").to_owned();
    let said = home.run(&["ready", "--listen", &listen]).succeeded();
    assert!(said.contains(&listen), "{said}");
    // Also as a container has it: by its own configuration.
    let configured = home.set("PREAU_LISTEN", &listen);
    configured.run(&["ready"]).succeeded();
    program.stop();
    std::thread::sleep(Duration::from_millis(50));
    configured.run(&["ready"]).failed(1, "n’est pas prêt");
}
