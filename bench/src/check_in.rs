//! A Monday morning: 2 000 students check in to 60 lessons within one minute, while the screens of 60 professors follow.
//! None may be lost or doubled, an answer takes less than 250 ms for 99 in 100, and a list follows within a second.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use futures::StreamExt;
use preau_accounts::auth::api_token;
use preau_calendar::Calendar;
use preau_kernel::db::Sql;
use preau_school::School;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::RwLock;
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::Message;

use crate::Options;
use crate::load;
use crate::place::Place;
use crate::table::{Table, median};

const STUDENTS: i64 = 2000;
const LESSONS: i64 = 60;
const MINUTE: Duration = Duration::from_secs(60);
/// Codes are read anew so often: they change every fifteen seconds, and are taken for ten more.
const READ_CODES: Duration = Duration::from_secs(4);

/// The code that each lesson's screen shows.
type Codes = Arc<RwLock<HashMap<i64, String>>>;

pub(crate) async fn measure(options: &Options, table: &mut Table) -> Result<()> {
    run("SQLite", None, table).await?;
    match &options.postgres {
        Some(url) => run("PostgreSQL", Some(url), table).await,
        None => Ok(()),
    }
}

async fn run(engine: &str, database: Option<&str>, table: &mut Table) -> Result<()> {
    eprintln!("check-in on {engine}");
    let place = Place::new(database, STUDENTS, vec![Arc::new(Calendar), Arc::new(School)]).await?;
    fill(&place).await?;
    place.analyze().await?;
    let professor = format!("Bearer {}", place.access("admin@example.com").await?);
    for lesson in 1..=LESSONS {
        let path = format!("/api/lessons/{lesson}/check-in-window/");
        let (status, answer) = send(place.address, "POST", &path, &professor, &json!({"minutes": 30})).await?;
        ensure!(status == 201, "a window answered {status}: {answer}");
    }
    let codes = Codes::default();
    read_codes(place.address, &professor, &codes).await?;
    let reading = tokio::spawn(keep_reading(place.address, professor.clone(), codes.clone()));
    let mut screens = JoinSet::new();
    for lesson in 1..=LESSONS {
        screens.spawn(watch(place.address, lesson, professor.clone()));
    }
    let answers = all_at_their_time(&place, &codes).await?;
    reading.abort();
    let mut seen = HashMap::new();
    let watched = tokio::time::timeout(Duration::from_secs(30), async {
        while let Some(screen) = screens.join_next().await {
            seen.extend(screen??);
        }
        anyhow::Ok(())
    });
    watched.await.context("a list never showed everybody")??;
    report(engine, &place, &answers, &seen, table).await
}

/// A class per lesson, one hour from now on, by the superuser.
async fn fill(place: &Place) -> Result<()> {
    let now = place.app.now();
    let day = now.utc().date_naive().to_string();
    let (from, to) = (now.0, now.0 + 3_600_000_000);
    let tx = place.app.db().write_tx().await?;
    tx.exec("INSERT INTO modules (code, name, sort_name, search, row_version, created_at, updated_at) VALUES ('M', 'M', 'm', '', 1, 0, 0)", vec![]).await?;
    let year = "INSERT INTO school_years (name, name_key, starts_on, ends_on, search, row_version, created_at, updated_at) \
                VALUES ('A', 'a', '2000-01-01', '2199-12-31', '', 1, 0, 0) RETURNING id";
    let year = tx.number(year, vec![]).await?;
    for lesson in 1..=LESSONS {
        let name = format!("g{lesson}");
        for sql in [
            format!(
                "INSERT INTO class_groups (id, year_id, name, name_key, sort_name, search, row_version, created_at, updated_at) \
                 VALUES ({lesson}, {year}, '{name}', '{name}', '{name}', '', 1, 0, 0)"
            ),
            format!("INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES ({lesson}, {lesson}, 0)"),
            format!(
                "INSERT INTO lessons (id, uid, sequence, module_id, title, starts_at, ends_at, day, status, reason, \
                 clash_reason, register_state, register_version, search, row_version, created_at, updated_at) VALUES \
                 ({lesson}, '{name}', 0, (SELECT MIN(id) FROM modules), '', {from}, {to}, '{day}', 'planned', '', '', \
                 'not_taken', 1, '', 1, 0, 0)"
            ),
            format!(
                "INSERT INTO lesson_groups (lesson_id, group_id, starts_at, day) VALUES ({lesson}, {lesson}, {from}, '{day}')"
            ),
            format!("INSERT INTO lesson_professors (lesson_id, user_id, starts_at) VALUES ({lesson}, 1, {from})"),
        ] {
            tx.exec(&sql, vec![]).await?;
        }
    }
    for number in 1..=STUDENTS {
        let (person, group) = (person(number), lesson_of(number));
        for sql in [
            format!(
                "INSERT INTO students (user_id, student_number, level, sort_name, search, row_version, created_at, updated_at) \
                 VALUES ({person}, 'n{number}', '', 'n{number}', '', 1, 0, 0)"
            ),
            format!(
                "INSERT INTO enrolments (student_id, group_id, first_day, row_version, created_at, updated_at) \
                 VALUES ({person}, {group}, '2000-01-01', 1, 0, 0)"
            ),
            format!(
                "INSERT INTO api_tokens (id, user_id, name, is_default, version, created_at) \
                 VALUES ({person}, {person}, '', TRUE, 1, 0)"
            ),
        ] {
            tx.exec(&sql, vec![]).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// 1 is the superuser, `personne N` is N + 1.
fn person(number: i64) -> i64 {
    number + 1
}

fn lesson_of(number: i64) -> i64 {
    number % LESSONS + 1
}

async fn read_codes(address: SocketAddr, professor: &str, codes: &Codes) -> Result<()> {
    for lesson in 1..=LESSONS {
        let path = format!("/api/lessons/{lesson}/check-in-window/code/");
        let (_, answer) = send(address, "GET", &path, professor, &Value::Null).await?;
        let answer: Value = serde_json::from_str(&answer)?;
        codes.write().await.insert(lesson, answer["code"].as_str().context("a code")?.to_owned());
    }
    Ok(())
}

async fn keep_reading(address: SocketAddr, professor: String, codes: Codes) {
    loop {
        tokio::time::sleep(READ_CODES).await;
        if let Err(error) = read_codes(address, &professor, &codes).await {
            eprintln!("  codes: {error}");
        }
    }
}

/// When each student of the lesson was shown to be in, until all are.
async fn watch(address: SocketAddr, lesson: i64, professor: String) -> Result<Vec<(i64, Instant)>> {
    use tokio_tungstenite::tungstenite::client::IntoClientRequest;
    let mut request = format!("ws://127.0.0.1/ws/lessons/{lesson}/").into_client_request()?;
    request.headers_mut().insert("authorization", professor.parse()?);
    let (mut socket, _) = tokio_tungstenite::client_async(request, TcpStream::connect(address).await?).await?;
    let expected = (1..=STUDENTS).filter(|number| lesson_of(*number) == lesson).count();
    let mut seen = HashMap::new();
    while seen.len() < expected {
        let message = socket.next().await.context("the screen went dark")??;
        let Message::Text(text) = message else { continue };
        let (at, list): (_, Value) = (Instant::now(), serde_json::from_str(&text)?);
        for student in list["students"].as_array().into_iter().flatten().filter(|student| student["state"] == "in") {
            seen.entry(student["student"].as_i64().context("a student")?).or_insert(at);
        }
    }
    socket.close(None).await?;
    Ok(seen.into_iter().collect())
}

struct Answer {
    person: i64,
    status: u16,
    took: f64,
    at: Instant,
}

/// Every student at a moment of the minute, whatever becomes of the others.
async fn all_at_their_time(place: &Place, codes: &Codes) -> Result<Vec<Answer>> {
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for number in 1..=STUDENTS {
        let (person, lesson, address) = (person(number), lesson_of(number), place.address);
        let token = format!("Token {}", api_token::text(place.app.secrets(), person, person, 1));
        let codes = codes.clone();
        let due = start + MINUTE.mul_f64(number as f64 / STUDENTS as f64);
        tasks.spawn(async move {
            tokio::time::sleep_until(due.into()).await;
            let code = codes.read().await.get(&lesson).cloned().unwrap_or_default();
            let body = json!({"code": code, "device": format!("phone-{person}")});
            let sent = Instant::now();
            let path = format!("/api/lessons/{lesson}/check-in/");
            let (status, _) = send(address, "POST", &path, &token, &body).await?;
            let at = Instant::now();
            anyhow::Ok(Answer { person, status, took: at.duration_since(sent).as_secs_f64() * 1000.0, at })
        });
    }
    let mut answers = Vec::new();
    while let Some(answer) = tasks.join_next().await {
        answers.push(answer??);
    }
    Ok(answers)
}

async fn report(
    engine: &str,
    place: &Place,
    answers: &[Answer],
    seen: &HashMap<i64, Instant>,
    table: &mut Table,
) -> Result<()> {
    let refused = answers.iter().filter(|answer| answer.status != 200).count();
    ensure!(refused == 0, "{refused} of {STUDENTS} were refused");
    let conn = place.app.db().read();
    for (what, sql) in [
        ("check-ins", "SELECT COUNT(DISTINCT student_id) FROM check_ins"),
        ("rows of check-ins", "SELECT COUNT(*) FROM check_ins"),
        ("marks", "SELECT COUNT(*) FROM attendance_marks WHERE status = 'present'"),
        ("rows of history", "SELECT COUNT(*) FROM mark_history"),
    ] {
        let count = conn.number(sql, vec![]).await?;
        ensure!(count == STUDENTS, "{count} {what}, not {STUDENTS}");
    }
    let took: Vec<f64> = answers.iter().map(|answer| answer.took).collect();
    let behind =
        format!("median {:.1} ms, slowest {:.1} ms, none lost, none doubled", median(took.clone()), at(&took, 1.0));
    table.row(
        &format!("check-in, 2 000 students, 60 lessons, a minute, p99 ({engine})"),
        format!("{:.1} ms", at(&took, 0.99)),
        "≤ 250 ms",
        behind,
    );
    let lags: Vec<f64> = answers
        .iter()
        .filter_map(|answer| {
            Some(seen.get(&answer.person)?.saturating_duration_since(answer.at).as_secs_f64() * 1000.0)
        })
        .collect();
    ensure!(lags.len() as i64 == STUDENTS, "{} of {STUDENTS} were shown", lags.len());
    table.row(
        &format!("the professor's list after an answer, slowest ({engine})"),
        format!("{:.0} ms", at(&lags, 1.0)),
        "≤ 1000 ms",
        format!("median {:.0} ms, 60 screens", median(lags.clone())),
    );
    Ok(())
}

/// The value that this share does not exceed.
fn at(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(place.saturating_sub(1)).copied().unwrap_or_default()
}

/// Status and body; `null` is no body.
async fn send(address: SocketAddr, method: &str, path: &str, credential: &str, body: &Value) -> Result<(u16, String)> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let request = load::post(path, &body).replacen("POST", method, 1).replacen(
        "Connection",
        &format!("Authorization: {credential}\r\nConnection"),
        1,
    );
    load::once(address, &request).await
}
