//! Backups made while people write, and restored elsewhere.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use preau_kernel::backup::{self, Report};
use preau_kernel::clock::Chance;
use preau_kernel::db::{Engine, Sql};
use preau_kernel::i18n::Lang;
use preau_kernel::{App, Error, Result, jobs};
use serde_json::json;

use crate::support::{Lab, both, note, notes};

async fn write(app: &App, text: &str) {
    let tx = app.db().write_tx().await.unwrap();
    note(&tx, text).await;
    tx.commit().await.unwrap();
}

async fn restore(lab: &Lab, url: &str, source: &Path, force: bool) -> Result<Report> {
    let config = lab.config(&[("database.url", json!(url))]);
    backup::restore(&config, &lab.clock, &Chance::System, source, force, &lab.migrations()).await
}

fn code<T>(result: Result<T>) -> &'static str {
    result.err().map_or("none", |error| error.code())
}

both! {
    async fn a_copy_made_while_others_write_is_complete_and_opens(lab) {
        let app = lab.app(&[]).await;
        let acknowledged = Arc::new(Mutex::new(Vec::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..4).map(|who| {
            let (app, acknowledged, stop) = (app.clone(), acknowledged.clone(), stop.clone());
            tokio::spawn(async move {
                for n in 0.. {
                    if stop.load(Ordering::SeqCst) {
                        return;
                    }
                    let text = format!("{who}/{n}");
                    write(&app, &text).await;
                    acknowledged.lock().unwrap().push(text);
                }
            })
        }).collect();
        while acknowledged.lock().unwrap().len() < 200 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        let before = acknowledged.lock().unwrap().clone();
        let target = lab.dir.path().join("copy");
        let report = backup::make(&app, &target).await.unwrap();
        let during = acknowledged.lock().unwrap().len() - before.len();
        stop.store(true, Ordering::SeqCst);
        for writer in writers {
            writer.await.unwrap();
        }
        assert!(during > 0, "nobody waited for the copy");
        assert!(report.rows["notes"] >= before.len() as i64, "{:?}", report.rows);
        assert_eq!(std::fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
        let kept = report.notes(app.l10n(), Lang::Fr);
        assert!(kept[0].contains("La clé de signature n’est pas dans la sauvegarde"), "{kept:?}");
        let audited = "SELECT COUNT(*) FROM audit_entries WHERE action = 'backup_made'";
        assert_eq!(app.db().read().number(audited, vec![]).await.unwrap(), 1);

        let elsewhere = lab.other_url().await;
        let restored = restore(&lab, &elsewhere, &target, false).await.unwrap();
        assert_eq!(restored.rows, report.rows);
        let twin = lab.app(&[("database.url", json!(elsewhere))]).await;
        let there = notes(&twin).await;
        assert_eq!(there.len() as i64, report.rows["notes"]);
        for text in &before {
            assert!(there.contains(text), "{text} is missing");
        }
        write(&twin, "it goes on").await;
    }

    async fn nothing_is_overwritten_without_force_nor_while_in_use(lab) {
        let app = lab.app(&[]).await;
        write(&app, "old").await;
        let target = lab.dir.path().join("copy");
        backup::make(&app, &target).await.unwrap();
        assert_eq!(code(backup::make(&app, &target).await), "backup_target_exists");
        write(&app, "lost by the restore").await;
        // As a newer version leaves it behind.
        let tx = app.db().write_tx().await.unwrap();
        tx.exec("CREATE TABLE newer (id BIGINT PRIMARY KEY)", vec![]).await.unwrap();
        tx.commit().await.unwrap();

        let (exists, in_use) = match lab.engine {
            Engine::Sqlite => ("restore_target_exists", "restore_in_use"),
            Engine::Postgres => ("restore_in_use", "restore_in_use"),
        };
        assert_eq!(code(restore(&lab, &lab.url, &target, false).await), exists);
        assert_eq!(code(restore(&lab, &lab.url, &target, true).await), in_use);
        assert_eq!(notes(&app).await, ["old", "lost by the restore"]);
        app.db().close().await;
        if lab.engine == Engine::Postgres {
            assert_eq!(code(restore(&lab, &lab.url, &target, false).await), "restore_not_empty");
        }
        let report = restore(&lab, &lab.url, &target, true).await.unwrap();
        let again = lab.app(&[]).await;
        assert_eq!(notes(&again).await, ["old"]);
        assert!(again.db().read().all("SELECT id FROM newer", vec![]).await.is_err(), "nothing newer is left");
        if let Some(aside) = report.moved_aside {
            assert!(aside.ends_with("preau.db.before-20261123T080000Z"), "{aside:?}");
            let old = lab.app(&[("database.url", json!(format!("sqlite://{}", aside.display())))]).await;
            assert_eq!(notes(&old).await, ["old", "lost by the restore"]);
        }
        let left: Vec<_> = std::fs::read_dir(lab.dir.path()).unwrap().flatten().map(|e| e.file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().contains("partial")), "{left:?}");
    }

    async fn what_is_no_good_copy_is_refused(lab) {
        let app = lab.app(&[]).await;
        for n in 0..500 {
            let tx = app.db().write_tx().await.unwrap();
            note(&tx, &format!("{n} {}", hex::encode(Chance::System.bytes::<64>()))).await;
            tx.commit().await.unwrap();
        }
        let elsewhere = lab.other_url().await;
        let text = lab.dir.path().join("letter.txt");
        std::fs::write(&text, "Dear backup,\n".repeat(500)).unwrap();
        assert_eq!(code(restore(&lab, &elsewhere, &text, false).await), "backup_foreign");

        let target = lab.dir.path().join("copy");
        backup::make(&app, &target).await.unwrap();
        let bytes = std::fs::read(&target).unwrap();
        std::fs::write(&target, &bytes[..bytes.len() * 2 / 3]).unwrap();
        assert_eq!(code(restore(&lab, &elsewhere, &target, false).await), "backup_damaged");
        assert!(matches!(restore(&lab, &elsewhere, Path::new("/nowhere"), false).await, Err(Error::Internal(_))));
        if lab.engine == Engine::Sqlite {
            let live = lab.dir.path().join("preau.db");
            assert_eq!(code(restore(&lab, &elsewhere, &live, false).await), "backup_unsettled");
        }
    }

    async fn a_changed_bit_and_a_newer_version_are_refused(lab) {
        let app = lab.app(&[]).await;
        for n in 0..50 {
            write(&app, &format!("{n} un texte que le moteur ne vérifie pas")).await;
        }
        let elsewhere = lab.other_url().await;
        let target = lab.dir.path().join("copy");
        backup::make(&app, &target).await.unwrap();
        let whole = std::fs::read(&target).unwrap();
        for part in 1..40 {
            let mut bytes = whole.clone();
            let at = bytes.len() * part / 40;
            bytes[at] ^= 4;
            std::fs::write(&target, bytes).unwrap();
            assert_eq!(code(restore(&lab, &elsewhere, &target, false).await), "backup_damaged", "byte {at}");
        }
        // Of an earlier version, which wrote no checksum.
        let unsealed = &whole[..whole.len() - 88];
        std::fs::write(&target, unsealed).unwrap();
        let report = restore(&lab, &elsewhere, &target, false).await.unwrap();
        assert!(report.notes(app.l10n(), Lang::En).iter().any(|note| note.contains("no checksum")), "{report:?}");

        let tx = app.db().write_tx().await.unwrap();
        tx.exec("INSERT INTO schema_migrations (name, applied_at) VALUES ('probe/9999', 0)", vec![]).await.unwrap();
        tx.commit().await.unwrap();
        let newer = lab.dir.path().join("newer");
        backup::make(&app, &newer).await.unwrap();
        assert_eq!(code(restore(&lab, &elsewhere, &newer, true).await), "backup_newer");
        let again = lab.app(&[("database.url", json!(elsewhere))]).await;
        assert_eq!(notes(&again).await.len(), 50, "what is there stays");
    }

    async fn what_a_killed_program_has_left_of_a_copy_is_removed(lab) {
        let dir = lab.dir.path().join("backups");
        std::fs::create_dir(&dir).unwrap();
        let app = lab.app(&[("jobs.backup_dir", json!(dir))]).await;
        for (name, hours) in [(".preau-x.db.1.partial", 25), (".preau-x.db.2.partial", 1), (".other.partial", 99)] {
            let file = std::fs::File::create(dir.join(name)).unwrap();
            let at = app.now().minus(TimeDelta::hours(hours)).seconds() as u64;
            file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(at)).unwrap();
        }
        jobs::run_periodic(&app, "kernel.backup").await.unwrap();
        let left = |name: &str| dir.join(name).exists();
        assert_eq!([left(".preau-x.db.1.partial"), left(".preau-x.db.2.partial"), left(".other.partial")], [false, true, true]);
    }

    async fn the_daily_copy_keeps_the_newest(lab) {
        let dir = lab.dir.path().join("backups");
        let app = lab.app(&[("jobs.backup_dir", json!(dir)), ("jobs.backups_kept", json!(2))]).await;
        for _ in 0..4 {
            jobs::run_periodic(&app, "kernel.backup").await.unwrap();
            lab.clock.advance(TimeDelta::days(1));
        }
        let mut names: Vec<_> = std::fs::read_dir(&dir).unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        let extension = if lab.engine == Engine::Sqlite { "db" } else { "dump" };
        assert_eq!(names, ["25", "26"].map(|day| format!("preau-202611{day}T080000Z.{extension}")));
    }
}
