//! A mail server of one test, of a few lines: it takes, refuses for now, stalls, or hangs up when it has the whole mail
//! and has not said so; it remembers what it was given.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    Takes,
    /// 451 to each recipient.
    PutsOff,
    /// Says nothing to a command.
    Stalls,
    /// Of so many mails, one is taken and its sender not told.
    HangsUp(usize),
}

/// One delivery, as it arrived.
#[derive(Debug, Clone)]
pub(super) struct Delivery {
    pub(super) to: String,
    pub(super) message_id: String,
}

pub(super) struct Post {
    port: u16,
    shared: Arc<Shared>,
}

struct Shared {
    mood: Mutex<Mood>,
    deliveries: Mutex<Vec<Delivery>>,
    hung_up: AtomicUsize,
    is_closed: AtomicBool,
}

impl Post {
    pub(super) fn open() -> Self {
        Self::open_at(0)
    }

    pub(super) fn open_at(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
        let shared = Arc::new(Shared {
            mood: Mutex::new(Mood::Takes),
            deliveries: Mutex::default(),
            hung_up: AtomicUsize::new(0),
            is_closed: AtomicBool::new(false),
        });
        let (port, of_listener) = (listener.local_addr().unwrap().port(), shared.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if of_listener.is_closed.load(Ordering::SeqCst) {
                    return;
                }
                let shared = of_listener.clone();
                // A client that goes away ends its conversation.
                std::thread::spawn(move || drop(converse(&stream, &shared)));
            }
        });
        Self { port, shared }
    }

    pub(super) fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    pub(super) fn is_now(&self, mood: Mood) {
        *self.shared.mood.lock().unwrap() = mood;
    }

    pub(super) fn deliveries(&self) -> Vec<Delivery> {
        self.shared.deliveries.lock().unwrap().clone()
    }

    /// How often a sender was not told that its mail was taken.
    pub(super) fn hung_up(&self) -> usize {
        self.shared.hung_up.load(Ordering::SeqCst)
    }

    /// Message-IDs by recipient, in the order in which they came; one that came again stands once.
    pub(super) fn by_recipient(&self) -> BTreeMap<String, Vec<String>> {
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for delivery in self.deliveries() {
            let ids = found.entry(delivery.to).or_default();
            if !ids.contains(&delivery.message_id) {
                ids.push(delivery.message_id);
            }
        }
        found
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        // The listener's thread and the conversations hold the others.
        self.shared.is_closed.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn converse(stream: &TcpStream, shared: &Shared) -> std::io::Result<()> {
    let mut write = stream;
    let mut lines = BufReader::new(stream).lines();
    let mut to = String::new();
    write.write_all(b"220 test ESMTP\r\n")?;
    while let Some(line) = lines.next() {
        let line = line?.to_ascii_lowercase();
        let mood = *shared.mood.lock().unwrap();
        let answer = if let Some(recipient) = line.strip_prefix("rcpt to:") {
            to = recipient.trim_matches(|c: char| c == '<' || c == '>' || c.is_whitespace()).to_owned();
            if mood == Mood::PutsOff { "451 come back later" } else { "250 ok" }
        } else if line == "data" {
            write.write_all(b"354 go on\r\n")?;
            let mut message_id = String::new();
            loop {
                // Only its end makes it a mail: a sender that dies in the midst of one has sent none.
                let Some(line) = lines.next().transpose()? else { return Ok(()) };
                if line == "." {
                    break;
                }
                if let Some(id) = line.strip_prefix("Message-ID: ") {
                    message_id = id.trim().to_owned();
                }
            }
            let mut deliveries = shared.deliveries.lock().unwrap();
            deliveries.push(Delivery { to: to.clone(), message_id });
            if matches!(mood, Mood::HangsUp(every) if deliveries.len().is_multiple_of(every)) {
                shared.hung_up.fetch_add(1, Ordering::SeqCst);
                return Ok(());
            }
            "250 taken"
        } else if line.starts_with("ehlo") {
            "250-test\r\n250 8BITMIME"
        } else if line == "quit" {
            "221 bye"
        } else {
            "250 ok"
        };
        while *shared.mood.lock().unwrap() == Mood::Stalls {
            std::thread::sleep(Duration::from_millis(20));
        }
        write.write_all(format!("{answer}\r\n").as_bytes())?;
    }
    Ok(())
}
