//! People from a CSV: all or nothing, and a dry run that tells the same and changes nothing.

use std::time::Instant;

use preau_testkit::{Client, TestApp, TestEngine, TestResponse, both_engines};
use serde_json::{Value, json};

use super::desk::{self, ROLES, mailed_password, manager, token, wrong_fields};
use super::place;

async fn send(client: &Client, path: &str, csv: impl Into<Vec<u8>>) -> TestResponse {
    client.post(path).body("text/csv", csv.into()).send().await
}

/// One number that changes with every row written anywhere that an import could write.
async fn everything(test: &TestApp) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in [
        "users",
        "students",
        "credentials",
        "one_time_secrets",
        "user_modules",
        "mails",
        "jobs",
        "audit_entries",
        "student_numbers",
    ] {
        counts.push(desk::number(test, &format!("SELECT COUNT(*) FROM {table}")).await);
    }
    counts
}

#[track_caller]
fn rows(body: &Value, member: &str) -> Vec<(i64, String, String)> {
    let all = body[member].as_array().unwrap();
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or("-").to_owned();
    assert!(all.iter().all(|row| row["message"].as_str().is_some_and(|m| m.contains(' '))), "{body}");
    all.iter().map(|row| (row["row"].as_i64().unwrap(), text(row, "field"), text(row, "code"))).collect()
}

both_engines! {
    async fn each_role_comes_from_a_table(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for (path, role, own) in ROLES {
            let title = match own {
                "specialty" => "Spécialité",
                "level" => "Classe",
                "relationship" => "Lien de parenté",
                _ => "Fonction",
            };
            let mail = format!("{own}@ecole.fr");
            let csv = format!(
                "Nom;Prénom;Adresse email;Identifiant;Date de naissance;Téléphone;Matières;{title}\n\
                 DUPONT;Éloïse;{mail};;14/03/2007;01 02 03 04 05;MATH fr;Troisième B\nPETIT;Tom;;tom.{own};;;;\n"
            );
            let answer = send(&manager, &format!("{path}import/"), csv).await.expect(200).json();
            let expected = json!({"success": true, "dry_run": false, "rows": 2, "created": 2, "mailed": 1,
                "without_address": 1, "error_count": 0, "errors": [], "unknown_headers": []});
            assert_eq!(answer, expected);
            let found = manager.get(&format!("{path}?search=eloise")).send().await.expect(200).json();
            let made = &found["results"][0];
            assert_eq!(made[own], "Troisième B");
            assert_eq!((&made["user"]["modules"], &made["user"]["birth_date"]), (&json!([1, 2]), &json!("2007-03-14")));
            assert_eq!(made["user"]["roles_details"], json!([{"name": role}]));
            test.drain_jobs().await;
            let password = mailed_password(&test, &mail);
            token(&test, &mail, &password).await.expect(200);
            assert!(desk::newest_entries(&test, 2).await.contains(&"people_imported".to_owned()));
        }
    }

    async fn a_dry_run_tells_the_same_and_changes_nothing(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let good = "nom;prenom;email\nA;B;ab@ecole.fr\nC;D;cd@ecole.fr\n";
        let before = everything(&test).await;
        let mut dry = send(&manager, "/api/students/import/?dry_run=true", good).await.expect(200).json();
        assert_eq!(everything(&test).await, before);
        assert_eq!(dry["dry_run"], true);
        dry["dry_run"] = json!(false);
        assert_eq!(send(&manager, "/api/students/import/?dry_run=false", good).await.expect(200).json(), dry);
        test.drain_jobs().await;
        let before = everything(&test).await;
        let dry = send(&manager, "/api/students/import/?dry_run=1", good).await.expect(200).json();
        let real = send(&manager, "/api/students/import/", good).await.refused(400, "import_refused").json();
        assert_eq!(everything(&test).await, before);
        assert_eq!(dry["errors"], real["rows"]);
        assert_eq!((&dry["error_count"], &real["error_count"]), (&json!(2), &json!(2)));
        assert_eq!(wrong_fields(send(&manager, "/api/students/import/?dry_run=maybe", good).await), ["dry_run"]);
    }

    async fn one_wrong_row_keeps_all_out_and_every_fault_is_named(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let before = everything(&test).await;
        let long = "x".repeat(151);
        let csv = format!(
            "nom;prenom;email;identifiant;matieres;date de naissance;classe;matricule;langue\n\
             Bon;Un;un@ecole.fr;;MATH;;;;\n\
             Pris;Deux;ETUDIANT@example.com;;;;;;\n\
             ;Trois;trois@ecole.fr;;;;;;\n\
             Sans;Login;;;;;;;\n\
             Double;Un;UN@ecole.fr;;;;;;\n\
             Mauvais;Mail;pas une adresse;;;;;;\n\
             Inconnu;Module;im@ecole.fr;;MATH LATIN;;;;\n\
             Mal;Née;mn@ecole.fr;;;31/02/2007;;;\n\
             {long};Long;l@ecole.fr;;;;;;\n\
             Long;Niveau;ln@ecole.fr;;;;{};;\n\
             Num;Double;nd1@ecole.fr;;;;;N-1;\n\
             Num;Double;nd2@ecole.fr;;;;;N-1;\n\
             Sa;Langue;sl@ecole.fr;;;;;;klingon\n\
             Trop;court\n",
            "y".repeat(101)
        );
        let answer = send(&manager, "/api/students/import/", csv).await.refused(400, "import_refused").json();
        let named = rows(&answer, "rows");
        let expected = [
            (3, "email", "in_use"), (4, "last_name", "blank"), (5, "email", "blank"), (6, "email", "duplicate"),
            (7, "email", "invalid_email"), (8, "modules", "unknown_module"), (9, "birth_date", "invalid_date"),
            (10, "last_name", "too_long"), (11, "level", "too_long"), (13, "student_number", "in_use"),
            (14, "language", "unknown_language"), (15, "-", "ragged"),
        ];
        let expected = expected.map(|(row, field, code)| (row, field.to_owned(), code.to_owned()));
        assert_eq!(named, expected);
        assert_eq!(answer["error_count"], expected.len());
        assert_eq!(everything(&test).await, before);
        let english = manager.clone().speaking("en");
        let answer = send(&english, "/api/students/import/?dry_run=true", "nom;prenom;email\n;B;a@b.fr\n").await.json();
        assert!(answer["errors"][0]["message"].as_str().unwrap().is_ascii(), "{answer}");
    }

    async fn a_table_as_a_french_spreadsheet_saves_it(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let (cp1252, _, _) = encoding_rs::WINDOWS_1252.encode("Nom;Prénom;Courriel\r\nLefœuvre;Ève;eve1@ecole.fr\r\n");
        let utf16: Vec<u8> = "\u{feff}Nom\tPrénom\tCourriel\nLefœuvre\tÈve\teve2@ecole.fr\n"
            .encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf8 = "\u{feff}Nom,Prénom,Courriel,Remarque\n\"Lefœuvre\",\"Ève\",eve3@ecole.fr,\"a, b\"\n\n".as_bytes().to_vec();
        for (index, bytes) in [cp1252.to_vec(), utf16, utf8].into_iter().enumerate() {
            send(&manager, "/api/tutors/import/", bytes).await.expect(200);
            let found = manager.get(&format!("/api/tutors/?search=eve{}", index + 1)).send().await.json();
            let user = &found["results"][0]["user"];
            assert_eq!((&user["last_name"], &user["first_name"]), (&json!("Lefœuvre"), &json!("Ève")));
        }
        test.drain_jobs().await;
    }

    async fn what_is_no_table_is_refused_as_a_whole(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let path = "/api/students/import/";
        for csv in [b"".to_vec(), b"\n\n".to_vec(), b"PK\x03\x04\0\0\0".to_vec(), b"nom;prenom\nA;B\n".to_vec(),
                    b"nom;nom;prenom;email\n".to_vec(), b"a;b;c\n1;2;3\n".to_vec()] {
            assert_eq!(wrong_fields(send(&manager, path, csv).await), ["file"]);
        }
        manager.post(path).json(json!([])).send().await.refused(415, "unsupported_media_type");
        let big = vec![b'x'; 5 * 1024 * 1024 + 1];
        send(&manager, path, big).await.refused(413, "too_large");
        let mut many = b"nom;prenom;identifiant\n".to_vec();
        for n in 0..10_001 {
            many.extend(format!("A;B;u{n}\n").into_bytes());
        }
        assert_eq!(wrong_fields(send(&manager, path, many).await), ["file"]);
        send(&manager, path, "nom;prenom;email\n").await.expect(200);
        place::logged_in(&test, "professeur@example.com").await.post(path).body("text/csv", "x").send().await.expect(403);
    }

    async fn the_file_may_come_in_a_form(engine: TestEngine) {
        let test = place::start(engine).await;
        let body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"classe.csv\"\r\n\
                    Content-Type: text/csv\r\n\r\nnom;prenom;email\r\nA;B;ab@ecole.fr\r\n\r\n--b--\r\n";
        let manager = manager(&test).await;
        let answer = manager.post("/api/students/import/").body("multipart/form-data; boundary=b", body);
        assert_eq!(answer.send().await.expect(200).json()["created"], 1);
        test.drain_jobs().await;
    }

    async fn cells_that_look_like_formulas_are_kept_as_they_are(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let csv = "nom;prenom;email;classe\n=1+1;@SUM(A1);f@ecole.fr;+33\n";
        send(&manager, "/api/students/import/", csv).await.expect(200);
        let made = manager.get("/api/students/?search=f@ecole").send().await.json()["results"][0].clone();
        assert_eq!((&made["user"]["last_name"], &made["user"]["first_name"]), (&json!("=1+1"), &json!("@SUM(A1)")));
        assert_eq!(made["level"], "+33");
        test.drain_jobs().await;
    }

    async fn an_address_taken_during_the_import_is_an_answer_too(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let mut csv = "nom;prenom;email\n".to_owned();
        for n in 0..60 {
            csv.push_str(&format!("A;B;n{n}@ecole.fr\n"));
        }
        let (a, b) = tokio::join!(send(&manager, "/api/students/import/", csv.clone()), send(&manager, "/api/tutors/import/", csv));
        let mut statuses = [a.status(), b.status()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 400], "{} {}", a.text(), b.text());
        test.drain_jobs().await;
    }

    async fn imports_of_one_list_from_both_ends_never_end_in_a_500(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let head = ["nom;prenom;identifiant".to_owned()];
        let lines: Vec<_> = (0..60).map(|n| format!("A;B;n{n}")).collect();
        let ahead = head.iter().chain(&lines).cloned().collect::<Vec<_>>().join("\n");
        let back = head.iter().chain(lines.iter().rev()).cloned().collect::<Vec<_>>().join("\n");
        let (a, b) = tokio::join!(send(&manager, "/api/students/import/", ahead), send(&manager, "/api/tutors/import/", back));
        let mut statuses = [a.status(), b.status()];
        statuses.sort_unstable();
        assert!(statuses == [200, 400] || statuses == [200, 503], "{} {}", a.text(), b.text());
    }

    async fn a_thousand_students_are_imported_without_hashing(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let mut csv = "nom;prenom;email;identifiant;classe;matieres\n".to_owned();
        for n in 0..1000 {
            csv.push_str(&format!("Nom{n};Prénom{n};eleve{n}@ecole.fr;eleve{n};3e {};MATH FR\n", n % 4));
        }
        let start = Instant::now();
        let answer = send(&manager, "/api/students/import/", csv).await.expect(200).json();
        assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
        eprintln!("1000 students: {:?}", start.elapsed());
        assert_eq!((&answer["created"], &answer["mailed"]), (&json!(1000), &json!(1000)));
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM credentials WHERE password <> ''").await, 8);
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM mails WHERE state = 'queued'").await, 1000);
        let numbers = "SELECT COUNT(DISTINCT student_number) FROM students WHERE student_number LIKE '2026-%'";
        assert_eq!(desk::number(&test, numbers).await, 1000);
        assert_eq!(desk::number(&test, "SELECT COUNT(*) FROM audit_entries WHERE action = 'people_imported'").await, 1);
        test.may_leave_jobs();
    }
}
