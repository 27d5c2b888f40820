//! A mail server that stalls, puts off, hangs up when it has a mail and has not said so: every mail arrives once it is
//! itself again, under the one Message-ID that it was given, and other work goes on meanwhile.

use std::time::Duration;

use super::integrity::Stored;
use super::post::{Mood, Post};
use super::{CHIEF, no_panic, student, until};
use crate::process::Home;

const MAILS: usize = 12;

#[test]
fn a_mail_server_in_every_mood_gets_each_mail_under_one_id() {
    let post = Post::open();
    let home = Home::new().with_cheap_hashes().set("PREAU_MAIL_TRANSPORT", "smtp");
    let home = home.set("PREAU_MAIL_SMTP_URL", &post.url());
    home.create_superuser(CHIEF);
    let stored = Stored::of(&home);
    let program = home.serve();
    let web = program.web().logged_in(CHIEF);
    let mut next = 0..;
    let mut enter = |count: usize| {
        for number in next.by_ref().take(count) {
            web.post("/api/students/", &student(&format!("eleve{number}@ecole.example"))).expect(201);
        }
    };

    post.is_now(Mood::PutsOff);
    enter(MAILS / 3);
    until("each was tried", Duration::from_secs(10), || {
        stored.number("SELECT COUNT(*) FROM mails WHERE state = 'queued' AND attempts > 0") >= (MAILS / 3) as i64
    });
    post.is_now(Mood::HangsUp(2));
    enter(MAILS / 3);
    until("somebody was not told", Duration::from_secs(10), || post.hung_up() > 0);
    post.is_now(Mood::Stalls);
    enter(MAILS / 3);
    // All places but one wait for the mail server by now: other work is done at once.
    std::thread::sleep(Duration::from_millis(500));
    let asked = serde_json::json!({"email": CHIEF});
    program.web().post("/auth/forgot-password/", &asked).expect(200);
    let mailed = format!("SELECT COUNT(*) FROM mails WHERE recipient = '{CHIEF}'");
    until("work that is no mail is done", Duration::from_secs(5), || stored.number(&mailed) == 1);
    assert!(post.deliveries().len() < MAILS, "{:?}", post.deliveries());

    post.is_now(Mood::Takes);
    let took = until("every mail has left", Duration::from_secs(60), || {
        stored.number("SELECT COUNT(*) FROM mails WHERE state <> 'sent'") == 0
    });
    let by_recipient = post.by_recipient();
    assert_eq!(by_recipient.len(), MAILS + 1, "{by_recipient:?}");
    assert!(by_recipient.values().all(|ids| ids.len() == 1), "{by_recipient:?}");
    println!(
        "all had left {took:?} after it took mails again; {} of {} twice",
        post.deliveries().len() - MAILS - 1,
        MAILS + 1
    );
    no_panic(&program);
    program.stop();
}
