//! A mail server that is down for an hour, or answers nothing at all.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::TimeDelta;
use preau_kernel::db::Sql;
use preau_kernel::mail::{self, Mail};
use preau_kernel::{App, jobs};
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{Lab, both, notes};

const MAILS: usize = 8;

async fn queue(app: &App, to: &str) {
    let mail = Mail { to: to.into(), subject: "Bonjour".into(), text: "Bonjour".into(), ..Mail::default() };
    let tx = app.db().write_tx().await.unwrap();
    mail::queue(&tx, app, mail).await.unwrap();
    tx.commit().await.unwrap();
}

async fn app(lab: &Lab, port: u16, workers: usize) -> App {
    lab.app(&[
        ("mail.transport", json!("smtp")),
        ("mail.smtp_url", json!(format!("smtp://127.0.0.1:{port}"))),
        ("mail.from", json!("Préau <noreply@example.org>")),
        ("jobs.workers", json!(workers)),
    ])
    .await
}

async fn message_ids(app: &App) -> BTreeSet<String> {
    let rows = app.db().read().all("SELECT message_id FROM mails", vec![]).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

both! {
    async fn a_mail_server_that_is_down_for_an_hour_loses_no_mail(lab) {
        // A port where nobody listens, and somebody will.
        let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
        let app = app(&lab, port, 4).await;
        for minute in 0..60 {
            if minute < MAILS {
                queue(&app, &format!("zoe{minute}@example.org")).await;
            }
            jobs::drain(&app).await.unwrap();
            lab.clock.advance(TimeDelta::minutes(1));
        }
        let waiting = "SELECT COUNT(*) FROM mails WHERE state = 'queued' AND attempts > 5";
        assert_eq!(app.db().read().number(waiting, vec![]).await.unwrap(), MAILS as i64, "none was given up");
        let ids = message_ids(&app).await;

        let arrived = take_mails(TcpListener::bind(("127.0.0.1", port)).await.unwrap());
        let mut minutes = 0;
        while arrived.lock().unwrap().len() < MAILS {
            assert!(minutes <= 10, "the last mail waits for more than ten minutes");
            jobs::drain(&app).await.unwrap();
            lab.clock.advance(TimeDelta::minutes(1));
            minutes += 1;
        }
        let arrived = arrived.lock().unwrap().clone();
        assert_eq!(arrived.len(), MAILS, "none twice");
        assert_eq!(arrived.into_iter().collect::<BTreeSet<_>>(), ids, "each under its own Message-ID");
        assert_eq!(app.db().read().number("SELECT COUNT(*) FROM mails WHERE state = 'sent'", vec![]).await.unwrap(), MAILS as i64);
        assert_eq!(jobs::waiting(&app).await.unwrap(), 0);
    }

    async fn a_mail_server_that_answers_nothing_holds_up_mails_alone(lab) {
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let app = app(&lab, silent.local_addr().unwrap().port(), 3).await;
        for number in 0..MAILS {
            queue(&app, &format!("zoe{number}@example.org")).await;
        }
        let workers = jobs::start(&app);
        let (held, _) = silent.accept().await.unwrap();
        let _held = (held, silent.accept().await.unwrap());
        let begun = std::time::Instant::now();
        let tx = app.db().write_tx().await.unwrap();
        jobs::enqueue(&tx, &app, "probe.note", json!({"text": "other work"})).await.unwrap();
        tx.commit().await.unwrap();
        while !notes(&app).await.contains(&"other work".to_owned()) {
            assert!(begun.elapsed() < Duration::from_secs(5), "it waits for the mail server");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        drop(workers);
    }
}

/// Takes every mail; their Message-IDs as they come.
fn take_mails(listener: TcpListener) -> Arc<Mutex<Vec<String>>> {
    let arrived = Arc::new(Mutex::new(Vec::new()));
    let kept = arrived.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(take(stream, kept.clone()));
        }
    });
    arrived
}

async fn take(stream: TcpStream, arrived: Arc<Mutex<Vec<String>>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let _ = write.write_all(b"220 test ESMTP\r\n").await;
    let mut in_mail = false;
    while let Ok(Some(line)) = lines.next_line().await {
        let answer = match line.as_str() {
            "." if in_mail => {
                in_mail = false;
                "250 taken"
            }
            text if in_mail => {
                if let Some(id) = text.strip_prefix("Message-ID: ") {
                    arrived.lock().unwrap().push(id.trim().to_owned());
                }
                continue;
            }
            text if text.eq_ignore_ascii_case("data") => {
                in_mail = true;
                "354 go on"
            }
            text if text.to_ascii_lowercase().starts_with("ehlo") => "250-test\r\n250 8BITMIME",
            _ => "250 ok",
        };
        let _ = write.write_all(format!("{answer}\r\n").as_bytes()).await;
    }
}
