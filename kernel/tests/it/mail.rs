//! Mails: queued with their reason, delivered once, blanked when they carried a secret.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use preau_kernel::db::Sql;
use preau_kernel::i18n::Lang;
use preau_kernel::mail::{self, Letter, Mail};
use preau_kernel::{App, jobs, place};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{Lab, both, info};

fn hello(to: &str) -> Mail {
    Mail {
        to: to.into(),
        to_name: "Zoé Lefèvre".into(),
        subject: "Bienvenue à l’atelier".into(),
        text: "Votre mot de passe : sésame".into(),
        html: "<p>Votre mot de passe : <b>sésame</b></p>".into(),
        sensitive: true,
        calendar: None,
        reply_to: None,
    }
}

async fn queue(app: &App, mail: Mail) -> i64 {
    let tx = app.db().write_tx().await.unwrap();
    let id = mail::queue(&tx, app, mail).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn state(app: &App, id: i64) -> (String, String, i64) {
    let row =
        app.db().read().get("SELECT state, text, attempts FROM mails WHERE id = $1", vec![id.into()]).await.unwrap();
    (row.try_get("", "state").unwrap(), row.try_get("", "text").unwrap(), row.try_get("", "attempts").unwrap())
}

both! {
    async fn a_mail_leaves_with_its_transaction_and_its_secret_is_blanked(lab) {
        let app = lab.app(&[]).await;
        let tx = app.db().write_tx().await.unwrap();
        mail::queue(&tx, &app, hello("never@example.org")).await.unwrap();
        tx.rollback().await.unwrap();
        let id = queue(&app, hello("zoe@example.org")).await;
        let plain = queue(&app, Mail { sensitive: false, text: "public".into(), ..hello("ed@example.org") }).await;
        assert_eq!(jobs::drain(&app).await.unwrap(), 2);
        assert_eq!(app.mailbox().all().len(), 2);
        let sent = app.mailbox().last_to("zoe@example.org").unwrap();
        assert_eq!((sent.to_name.as_str(), sent.text.as_str()), ("Zoé Lefèvre", "Votre mot de passe : sésame"));
        assert!(sent.message_id.ends_with("@localhost>"), "{}", sent.message_id);
        assert_eq!(state(&app, id).await, ("sent".into(), String::new(), 1));
        assert_eq!(state(&app, plain).await.1, "public");
    }

    async fn a_wrong_address_fails_for_good(lab) {
        let app = lab.app(&[]).await;
        let id = queue(&app, hello("nobody")).await;
        jobs::drain(&app).await.unwrap();
        assert_eq!(state(&app, id).await.0, "failed");
        assert_eq!(jobs::dead_letters(&app, 9).await.unwrap()[0].attempts, 1);
        assert!(app.mailbox().all().is_empty());
    }

    async fn old_mails_are_purged(lab) {
        let app = lab.app(&[]).await;
        queue(&app, hello("zoe@example.org")).await;
        jobs::drain(&app).await.unwrap();
        let count = "SELECT COUNT(*) FROM mails";
        lab.clock.advance(TimeDelta::days(30));
        jobs::run_periodic(&app, "kernel.purge").await.unwrap();
        assert_eq!(app.db().read().number(count, vec![]).await.unwrap(), 1);
        lab.clock.advance(TimeDelta::seconds(1));
        jobs::run_periodic(&app, "kernel.purge").await.unwrap();
        assert_eq!(app.db().read().number(count, vec![]).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_second_delivery_to_a_directory_replaces_the_first() {
    let lab = Lab::sqlite();
    let dir = lab.dir.path().join("out");
    let app = lab.app(&[("mail.transport", json!("file")), ("mail.dir", json!(dir))]).await;
    let id = queue(&app, hello("zoe@example.org")).await;
    jobs::drain(&app).await.unwrap();
    // As if the program had ended before it noted the delivery.
    let tx = app.db().write_tx().await.unwrap();
    tx.exec("UPDATE mails SET state = 'queued', text = 'again' WHERE id = $1", vec![id.into()]).await.unwrap();
    jobs::enqueue(&tx, &app, "kernel.deliver_mail", json!({ "mail": id })).await.unwrap();
    tx.commit().await.unwrap();
    jobs::drain(&app).await.unwrap();

    let files: Vec<_> = std::fs::read_dir(&dir).unwrap().map(|f| f.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let text = std::fs::read_to_string(&files[0]).unwrap();
    assert!(text.contains("again") && text.contains("To: =?utf-8?b?"), "{text}");
    assert!(text.contains("multipart/alternative") || text.contains("text/plain; charset=utf-8"), "{text}");
}

#[tokio::test]
async fn the_console_keeps_what_it_showed() {
    let lab = Lab::sqlite();
    let app = lab.app(&[("mail.transport", json!("console"))]).await;
    let id = queue(&app, hello("zoe@example.org")).await;
    jobs::drain(&app).await.unwrap();
    assert_eq!(state(&app, id).await.1, "Votre mot de passe : sésame");
}

#[tokio::test]
async fn a_wrong_setting_names_its_key() {
    let lab = Lab::sqlite();
    for (settings, key) in [
        (vec![("mail.transport", json!("pigeon"))], "mail.transport"),
        (vec![("mail.from", json!("nobody"))], "mail.from"),
        (vec![("mail.transport", json!("smtp"))], "mail.smtp_url"),
        (vec![("mail.transport", json!("smtp")), ("mail.smtp_url", json!("http://u:secret@h"))], "mail.smtp_url"),
        (vec![("mail.transport", json!("file")), ("mail.dir", json!("/proc/none"))], "mail.dir"),
        (vec![("files.storage", json!("floppy"))], "files.storage"),
        (vec![("files.storage", json!("s3"))], "files.s3_bucket"),
    ] {
        let Err(error) = lab.try_app(&settings).await else { panic!("{key} was taken") };
        let text = error.to_string();
        assert!(text.contains(key) && !text.contains("secret"), "{text}");
    }
}

#[tokio::test]
async fn smtp_delivers_retries_and_gives_up() {
    let server = SmtpServer::start().await;
    let lab = Lab::sqlite();
    let settings = [
        ("mail.transport", json!("smtp")),
        ("mail.smtp_url", json!(format!("smtp://127.0.0.1:{}", server.port))),
        ("mail.from", json!("Préau <noreply@example.org>")),
    ];
    let app = lab.app(&settings).await;
    let good = queue(&app, hello("zoe@example.org")).await;
    let refused = queue(&app, hello("refused@example.org")).await;
    let later = queue(&app, hello("later@example.org")).await;
    jobs::drain(&app).await.unwrap();
    assert_eq!(state(&app, good).await.0, "sent");
    assert_eq!(state(&app, refused).await.0, "failed");
    assert_eq!((state(&app, later).await.0.as_str(), state(&app, later).await.2), ("queued", 1));
    let mails = server.mails.lock().unwrap().clone();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("Auto-Submitted: auto-generated") && mails[0].contains("@example.org>"), "{}", mails[0]);

    lab.clock.advance(TimeDelta::minutes(1));
    jobs::drain(&app).await.unwrap();
    assert_eq!(state(&app, later).await.0, "sent", "the second attempt is taken");
}

#[tokio::test]
async fn a_letter_has_the_layout_of_the_place() {
    let lab = Lab::sqlite();
    let app = lab.app(&[]).await;
    let Value::Object(change) = json!({
        "name": "Atelier <Lumière>", "address": "3 rue des Écoles\n35000 Rennes", "phone": "02 99 00 00 00"
    }) else {
        unreachable!()
    };
    let tx = app.db().write_tx().await.unwrap();
    place::update(&tx, &app, &info(), place::Change::parse(change).unwrap().0, None).await.unwrap();
    tx.commit().await.unwrap();
    let letter = Letter::new("Choisir un nouveau mot de passe")
        .text("Bonjour Zoé,\nvous avez demandé un nouveau mot de passe.")
        .button("Choisir le mot de passe", "https://preau.example.org/reset/?a=1&b=\"><script>")
        .code("K7PM2Q")
        .button("Piège", "javascript:alert(1)")
        .note("Ce lien est valable une heure.");
    let (text, html) = letter.render(&app, Lang::Fr).await.unwrap();
    insta::assert_snapshot!("letter_text", text);
    insta::assert_snapshot!("letter_html", html);
    let (text, _) = letter.render(&app, Lang::En).await.unwrap();
    assert!(text.contains("there is no need to reply"));
}

/// A mail server of a few lines: refuses `refused@`, puts `later@` off once.
struct SmtpServer {
    port: u16,
    mails: Arc<Mutex<Vec<String>>>,
}

impl SmtpServer {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let mails = Arc::new(Mutex::new(Vec::new()));
        let (kept, put_off) = (mails.clone(), Arc::new(Mutex::new(false)));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, kept.clone(), put_off.clone()));
            }
        });
        Self { port, mails }
    }
}

async fn converse(stream: TcpStream, mails: Arc<Mutex<Vec<String>>>, put_off: Arc<Mutex<bool>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 test ESMTP\r\n").await.unwrap();
    while let Ok(Some(line)) = lines.next_line().await {
        let answer = match line.to_ascii_uppercase() {
            text if text.starts_with("EHLO") => "250-test\r\n250 8BITMIME",
            text if text.starts_with("RCPT TO:<REFUSED@") => "550 no such person",
            text if text.starts_with("RCPT TO:<LATER@") && !std::mem::replace(&mut *put_off.lock().unwrap(), true) => {
                "451 come back later"
            }
            text if text.starts_with("DATA") => {
                write.write_all(b"354 go on\r\n").await.unwrap();
                let mut mail = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    mail.push_str(&line);
                    mail.push('\n');
                }
                mails.lock().unwrap().push(mail);
                "250 taken"
            }
            text if text.starts_with("QUIT") => "221 bye",
            _ => "250 ok",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
    }
}
