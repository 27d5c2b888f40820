//! Forgotten passwords: the link, the temporary password, their mails, and answers that tell nothing.

use preau_kernel::db::Sql;
use preau_testkit::{TestApp, TestEngine, both_engines, redact};
use serde_json::{Value, json};

use super::doors::{
    ADMIN, CLIENT, STUDENT, browser, code, deactivate, newcomer, post, recorded, refresh, right, text, turn_on_otp,
    user_id, write,
};
use super::place::{self, PASSWORD};

const NEW: &str = "Tableau-noir-73";
const SAID: &str = "Si un compte correspond à cette adresse, un courriel vient de lui être envoyé.";

both_engines! {
    async fn asking_says_the_same_to_everyone(engine: TestEngine) {
        let test = place::start(engine).await;
        let admin = place::logged_in(&test, ADMIN).await;
        deactivate(&test, &admin, CLIENT).await;
        newcomer(&test, "sans.adresse", "", None).await;
        for path in ["/auth/forgot-password/", "/auth/forgot-password-temp/"] {
            let mut bodies = Vec::new();
            for login in [STUDENT, "Etudiant@EXAMPLE.com", "nobody@example.com", CLIENT, "sans.adresse", "rubbish@@"] {
                let answer = post(&test, path, json!({"email": login})).await.expect(200);
                assert_eq!(answer.json(), json!({"success": true, "message": SAID}));
                bodies.push(answer.bytes().clone());
            }
            assert!(bodies.iter().all(|body| *body == bodies[0]));
            for wrong in [json!({}), json!({"email": ""}), json!({"email": 4}), json!({"email": null})] {
                let answer = post(&test, path, wrong).await.refused(400, "invalid").json();
                assert!(answer["errors"]["email"].is_array());
            }
        }
        test.drain_jobs().await;
        let reached: Vec<_> = test.mails().into_iter().map(|mail| mail.to).collect();
        assert_eq!(reached, [STUDENT; 4], "twice a link, twice a password, and nobody else");
        assert_eq!(recorded(&test, "password_reset_asked").await, 4);
    }

    async fn a_job_that_was_cut_off_after_its_commit_mails_once(engine: TestEngine) {
        let test = place::start(engine).await;
        for (path, mails) in [("/auth/forgot-password/", 1), ("/auth/forgot-password-temp/", 2)] {
            post(&test, path, json!({"email": STUDENT})).await.expect(200);
            let row = test.db().read().get("SELECT payload FROM jobs", vec![]).await.unwrap();
            let payload: String = row.try_get_by_index(0).unwrap();
            test.drain_jobs().await;
            // As the queue gives it to another node, when the one that had it died before it could note the end.
            let tx = test.db().write_tx().await.unwrap();
            let again = serde_json::from_str(&payload).unwrap();
            preau_kernel::jobs::enqueue(&tx, test.app(), "accounts.forgot_password", again).await.unwrap();
            tx.commit().await.unwrap();
            test.drain_jobs().await;
            assert_eq!(test.mails().len(), mails, "{path}");
            assert_eq!(recorded(&test, "password_reset_asked").await, mails as i64);
        }
    }

    async fn the_link_sets_a_password_and_ends_every_login_and_token(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, token) = place::pair(&test, STUDENT).await;
        let cookie = browser(&test, STUDENT).await;
        let default = text(&post(&test, "/api-token-auth/", right(STUDENT)).await.expect(200).json(), "token");
        let client = test.bearer(&access);
        let named = client.post("/api/me/tokens/").json(json!({"name": "x"})).send().await.expect(201).json();
        let (uid, secret) = link(&test, STUDENT).await;
        let answer = set(&test, &uid, &secret, NEW).await.expect(200).json();
        assert_eq!(answer, json!({"success": true, "message": "Mot de passe réinitialisé avec succès"}));
        client.get("/auth/profile/").send().await.refused(401, "token_not_valid");
        refresh(&test, &token).await.refused(401, "token_not_valid");
        cookie.get("/auth/profile/").send().await.refused(401, "not_authenticated");
        for token in [default, text(&named, "token")] {
            test.token(&token).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        }
        post(&test, "/auth/user/login/", right(STUDENT)).await.refused(401, "invalid_credentials");
        let body = json!({"email": STUDENT, "password": NEW});
        let login = post(&test, "/auth/user/login/", body).await.expect(200).json();
        assert_eq!(login["must_change_password"], false);
        test.drain_jobs().await;
        assert_eq!(test.mail_to(STUDENT).subject, "Votre mot de passe a été changé");
        assert_eq!(recorded(&test, "password_reset").await, 1);
    }

    async fn a_link_works_once_and_for_an_hour(engine: TestEngine) {
        let test = place::start(engine).await;
        let (uid, secret) = link(&test, STUDENT).await;
        // A password that is refused leaves the link alone.
        let answer = set(&test, &uid, &secret, "short").await.refused(400, "invalid").json();
        assert_eq!(answer["errors"], json!({"new_password": ["8 caractères au moins."]}));
        test.advance(chrono::TimeDelta::minutes(59));
        set(&test, &uid, &secret, NEW).await.expect(200);
        let again = set(&test, &uid, &secret, "Craie-blanche-19").await.refused(400, "reset_link_not_valid").json();
        assert_eq!(again["message"], "Ce lien n’est pas valable, a expiré ou a déjà servi.");
        let (uid, secret) = link(&test, STUDENT).await;
        test.advance(chrono::TimeDelta::hours(1));
        set(&test, &uid, &secret, NEW).await.refused(400, "reset_link_not_valid");
        test.drain_jobs().await;
    }

    async fn mails_say_how_long_they_hold(engine: TestEngine) {
        for (lifetime, french, english) in [
            ("1h", "valable une heure", "for one hour"), ("2h", "valable 2 heures", "for 2 hours"),
            ("90min", "valable 90 minutes", "for 90 minutes"), ("1d", "valable un jour", "for one day"),
            ("3d", "valable 3 jours", "for 3 days"), ("1min", "valable une minute", "for one minute"),
        ] {
            let test = place::start_with(engine.clone(), &[("auth.reset_lifetime", json!(lifetime))]).await;
            for (lang, expected) in [("fr", french), ("en", english)] {
                write(&test, &format!("UPDATE users SET lang = '{lang}'")).await;
                for path in ["/auth/forgot-password/", "/auth/forgot-password-temp/"] {
                    post(&test, path, json!({"email": STUDENT})).await.expect(200);
                    test.drain_jobs().await;
                    let text = test.mail_to(STUDENT).text.replace(['\n', '\u{a0}'], " ");
                    assert!(text.contains(expected), "{lifetime}: {expected:?} is not in {text}");
                }
            }
        }
    }

    async fn only_the_newest_link_of_its_own_person_works(engine: TestEngine) {
        let test = place::start(engine).await;
        let (uid, first) = link(&test, STUDENT).await;
        let (other, foreign) = link(&test, CLIENT).await;
        let (_, second) = link(&test, STUDENT).await;
        for (uid, secret) in [
            (uid.as_str(), first.as_str()), (&uid, &foreign), (&other, &second), ("MA", &second), ("x", &second),
            ("LTE", &second), (&uid, "x"), (&uid, &format!("{second}x")),
        ] {
            set(&test, uid, secret, NEW).await.refused(400, "reset_link_not_valid");
        }
        for field in ["uidb64", "token", "new_password"] {
            let mut body = json!({"uidb64": uid, "token": second, "new_password": NEW});
            body.as_object_mut().unwrap().remove(field);
            let answer = post(&test, "/auth/reset-password/", body).await.refused(400, "invalid").json();
            assert_eq!(answer["errors"], json!({field: ["Ce champ est obligatoire."]}));
        }
        set(&test, &uid, &second, NEW).await.expect(200);
        test.drain_jobs().await;
    }

    async fn two_who_use_one_link_at_once_do_not_both_succeed(engine: TestEngine) {
        let test = place::start(engine).await;
        let (uid, secret) = link(&test, STUDENT).await;
        let all = (0..4).map(|n| {
            let (client, body) = (test.anonymous(), json!({"uidb64": uid, "token": secret, "new_password": format!("{NEW}{n}")}));
            tokio::spawn(async move { client.post("/auth/reset-password/").json(body).send().await.status() })
        });
        let mut statuses = futures::future::try_join_all(all).await.unwrap();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 400, 400, 400]);
        assert_eq!(recorded(&test, "password_reset").await, 1);
        test.drain_jobs().await;
    }

    async fn a_reset_does_not_skip_one_time_codes(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = place::logged_in(&test, STUDENT).await;
        let otp = turn_on_otp(&test, &client).await;
        let (uid, secret) = link(&test, STUDENT).await;
        set(&test, &uid, &secret, NEW).await.expect(200);
        let body = json!({"email": STUDENT, "password": NEW});
        post(&test, "/auth/user/login/", body).await.refused(401, "otp_required");
        let temporary = temporary(&test, STUDENT).await;
        let mut body = json!({"email": STUDENT, "password": temporary});
        post(&test, "/auth/user/login/", body.clone()).await.refused(401, "otp_required");
        test.advance(chrono::TimeDelta::seconds(30));
        body["otp"] = json!(code(&otp.secret, test.now()));
        post(&test, "/auth/user/login/", body).await.expect(200);
        test.drain_jobs().await;
    }

    async fn a_temporary_password_stands_beside_the_old_one_until_it_is_used(engine: TestEngine) {
        let test = place::start(engine).await;
        let temporary = temporary(&test, STUDENT).await;
        let (old_access, _) = place::pair(&test, STUDENT).await;
        let login = post(&test, "/auth/user/login/", right(STUDENT)).await.expect(200).json();
        assert_eq!(login["must_change_password"], false, "the old one works as ever");
        let body = json!({"email": STUDENT, "password": temporary});
        let login = post(&test, "/auth/user/login/", body).await.expect(200).json();
        assert_eq!(login["must_change_password"], true);
        let client = test.bearer(&text(&login, "access_token"));
        client.get("/api/me/").send().await.refused(403, "password_change_required");
        test.bearer(&old_access).get("/api/me/").send().await.refused(401, "token_not_valid");
        post(&test, "/auth/user/login/", right(STUDENT)).await.refused(401, "invalid_credentials");
        let change = json!({"current_password": temporary, "new_password": NEW});
        client.post("/auth/change-password/").json(change).send().await.expect(200);
        client.get("/api/me/").send().await.expect(200);
        test.bearer(&old_access).get("/api/me/").send().await.refused(401, "token_not_valid");
        let body = json!({"email": STUDENT, "password": temporary});
        post(&test, "/auth/user/login/", body).await.refused(401, "invalid_credentials");
        test.drain_jobs().await;
    }

    async fn a_temporary_password_holds_for_an_hour(engine: TestEngine) {
        let test = place::start(engine).await;
        let temporary = temporary(&test, STUDENT).await;
        test.advance(chrono::TimeDelta::hours(1));
        let body = json!({"email": STUDENT, "password": temporary});
        post(&test, "/auth/user/login/", body).await.refused(401, "invalid_credentials");
        post(&test, "/auth/user/login/", right(STUDENT)).await.expect(200);
    }

    async fn a_temporary_password_is_used_up_once(engine: TestEngine) {
        let test = place::start(engine).await;
        let temporary = temporary(&test, STUDENT).await;
        let all = (0..4).map(|_| {
            let (client, body) = (test.anonymous(), json!({"email": STUDENT, "password": temporary}));
            tokio::spawn(async move { client.post("/auth/user/login/").json(body).send().await.status() })
        });
        let statuses = futures::future::try_join_all(all).await.unwrap();
        // Whoever comes later finds a password that must be changed; at the same instant only one is let in.
        assert!(statuses.contains(&200) && statuses.iter().all(|status| [200, 401].contains(status)), "{statuses:?}");
        assert_eq!(recorded(&test, "password_reset").await, 1);
        let left = "SELECT COUNT(*) FROM one_time_secrets";
        assert_eq!(test.db().read().number(left, vec![]).await.unwrap(), 0);
    }

    async fn a_printed_slip_ends_what_was_mailed_before(engine: TestEngine) {
        let test = place::start(engine).await;
        let temporary = temporary(&test, STUDENT).await;
        let (uid, secret) = link(&test, STUDENT).await;
        let admin = place::logged_in(&test, ADMIN).await;
        let id = user_id(&test, STUDENT).await;
        let slip = admin.post(&format!("/api/users/{id}/password-slip/")).send().await.expect(200).json();
        let body = json!({"email": STUDENT, "password": temporary});
        post(&test, "/auth/user/login/", body).await.refused(401, "invalid_credentials");
        set(&test, &uid, &secret, NEW).await.refused(400, "reset_link_not_valid");
        let body = json!({"email": STUDENT, "password": slip["password"]});
        let login = post(&test, "/auth/user/login/", body).await.expect(200).json();
        assert_eq!(login["must_change_password"], true);
    }

    async fn the_mails_say_this(engine: TestEngine) {
        let test = place::start(engine).await;
        for (lang, line) in [("fr", "Mot de passe : "), ("en", "Password: ")] {
            write(&test, &format!("UPDATE users SET lang = '{lang}'")).await;
            let temporary = temporary(&test, STUDENT).await;
            let mail = test.mail_to(STUDENT);
            assert!(mail.text.contains(&format!("{line}{temporary}\n")), "{}", mail.text);
            assert!(mail.html.contains(&temporary));
            let shown = mail.text.replace(&temporary, "[password]");
            insta::assert_snapshot!(format!("temporary_{lang}"), format!("{}\n\n{shown}", mail.subject));
            let (uid, secret) = link(&test, STUDENT).await;
            let mail = test.mail_to(STUDENT);
            let shown = mail.text.replace(&uid, "[uid]").replace(&secret, "[token]");
            insta::assert_snapshot!(format!("reset_{lang}"), format!("{}\n\n{shown}", mail.subject));
        }
    }

    async fn nothing_usable_is_stored(engine: TestEngine) {
        let test = place::start(engine).await;
        let temporary = temporary(&test, STUDENT).await;
        let (_, secret) = link(&test, STUDENT).await;
        for (table, columns) in [
            ("mails", "CAST(text AS TEXT) || html"), ("jobs", "payload"), ("audit_personal", "content"),
            ("audit_entries", "metadata"), ("credentials", "password"),
        ] {
            let rows = test.db().read().all(&format!("SELECT {columns} FROM {table}"), vec![]).await.unwrap();
            for row in rows {
                let kept: String = row.try_get_by_index(0).unwrap();
                assert!(!kept.contains(&temporary) && !kept.contains(&secret), "{table}: {kept}");
            }
        }
    }

    async fn the_link_leads_where_the_configuration_says(engine: TestEngine) {
        let settings = [("auth.frontend_url", json!("https://app.example.org/")), ("auth.reset_lifetime", json!("2h"))];
        let test = place::start_with(engine, &settings).await;
        post(&test, "/auth/forgot-password/", json!({"email": STUDENT})).await.expect(200);
        test.drain_jobs().await;
        let mail = test.mail_to(STUDENT).text;
        assert!(mail.contains("https://app.example.org/reset-password/"), "{mail}");
        let (uid, secret) = link(&test, STUDENT).await;
        test.advance(chrono::TimeDelta::minutes(119));
        set(&test, &uid, &secret, NEW).await.expect(200);
        test.drain_jobs().await;
    }

    async fn a_mailbox_is_not_flooded(engine: TestEngine) {
        let test = place::start(engine).await;
        for n in 0..8 {
            let client = test.anonymous().from_ip(&format!("198.51.100.{n}"));
            let answer = client.post("/auth/forgot-password/").json(json!({"email": STUDENT})).send().await.expect(200);
            assert_eq!(redact(answer.json()), json!({"success": true, "message": SAID}));
        }
        test.drain_jobs().await;
        assert_eq!(test.mails().len(), 5);
        test.advance(chrono::TimeDelta::hours(1));
        link(&test, STUDENT).await;
        post(&test, "/auth/user/login/", json!({"email": STUDENT, "password": PASSWORD})).await.expect(200);
    }
}

async fn set(test: &TestApp, uid: &str, token: &str, new: &str) -> preau_testkit::TestResponse {
    post(test, "/auth/reset-password/", json!({"uidb64": uid, "token": token, "new_password": new})).await
}

/// The two parts of a new link, out of its mail.
async fn link(test: &TestApp, login: &str) -> (String, String) {
    post(test, "/auth/forgot-password/", json!({"email": login})).await.expect(200);
    test.drain_jobs().await;
    let text = test.mail_to(login).text;
    let (_, rest) = text.split_once("/reset-password/").unwrap_or_else(|| panic!("no link in:\n{text}"));
    let mut parts = rest.split_whitespace().next().unwrap().split('/');
    (parts.next().unwrap().to_owned(), parts.next().unwrap().to_owned())
}

/// A new temporary password, out of its mail.
async fn temporary(test: &TestApp, login: &str) -> String {
    let answer: Value = post(test, "/auth/forgot-password-temp/", json!({"email": login})).await.expect(200).json();
    assert_eq!(answer["message"], SAID);
    test.drain_jobs().await;
    let text = test.mail_to(login).text;
    let line = text.lines().find_map(|line| line.strip_prefix("Mot de passe : ").or(line.strip_prefix("Password: ")));
    line.unwrap_or_else(|| panic!("no password in:\n{text}")).to_owned()
}
