//! A Monday morning: 2 000 students check in to 60 lessons within one minute, while the screens of 60 professors follow.
//! None may be lost or doubled, an answer takes less than 250 ms for 99 in 100, and a list follows within a second.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use futures::StreamExt;
use preau_kernel::db::Sql;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::Message;

use super::{Codes, Lessons, Many, check_in, person, read_codes};
use crate::Options;
use crate::table::{Table, at, median};

const MORNING: (Many, Duration) = (Many { students: 2000, lessons: 60 }, Duration::from_secs(60));
const QUICK: (Many, Duration) = (Many { students: 40, lessons: 4 }, Duration::from_secs(1));
/// Codes are read anew so often: they change every fifteen seconds, and are taken for ten more.
const READ_CODES: Duration = Duration::from_secs(4);

pub(super) async fn measure(options: &Options, table: &mut Table) -> Result<()> {
    let (many, within) = if options.quick { QUICK } else { MORNING };
    run("SQLite", None, many, within, table).await?;
    match &options.postgres {
        Some(url) => run("PostgreSQL", Some(url), many, within, table).await,
        None => Ok(()),
    }
}

async fn run(engine: &str, database: Option<&str>, many: Many, within: Duration, table: &mut Table) -> Result<()> {
    eprintln!("check-in on {engine}");
    let lessons = Lessons::new(database, many).await?;
    let (address, professor) = (lessons.place.address, lessons.professor.clone());
    let reading = tokio::spawn(keep_reading(address, many.lessons, professor.clone(), lessons.codes.clone()));
    let mut screens = JoinSet::new();
    for lesson in 1..=many.lessons {
        let expected = (1..=many.students).filter(|number| many.lesson_of(*number) == lesson).count();
        screens.spawn(watch(address, lesson, expected, professor.clone()));
    }
    let answers = all_at_their_time(&lessons, within).await?;
    reading.abort();
    let mut seen = HashMap::new();
    let watched = tokio::time::timeout(Duration::from_secs(30), async {
        while let Some(screen) = screens.join_next().await {
            seen.extend(screen??);
        }
        anyhow::Ok(())
    });
    watched.await.context("a list never showed everybody")??;
    report(engine, &lessons, within, &answers, &seen, table).await
}

async fn keep_reading(address: SocketAddr, lessons: i64, professor: String, codes: Codes) {
    loop {
        tokio::time::sleep(READ_CODES).await;
        if let Err(error) = read_codes(address, lessons, &professor, &codes).await {
            eprintln!("  codes: {error}");
        }
    }
}

/// When each student of the lesson was shown to be in, until all are.
async fn watch(address: SocketAddr, lesson: i64, expected: usize, professor: String) -> Result<Vec<(i64, Instant)>> {
    use tokio_tungstenite::tungstenite::client::IntoClientRequest;
    let mut request = format!("ws://127.0.0.1/ws/lessons/{lesson}/").into_client_request()?;
    request.headers_mut().insert("authorization", professor.parse()?);
    let (mut socket, _) = tokio_tungstenite::client_async(request, TcpStream::connect(address).await?).await?;
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

/// Every student at a moment of the time, whatever becomes of the others.
async fn all_at_their_time(lessons: &Lessons, within: Duration) -> Result<Vec<Answer>> {
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for number in 1..=lessons.many.students {
        let (person, lesson, address) = (person(number), lessons.many.lesson_of(number), lessons.place.address);
        let (token, codes) = (lessons.token(number), lessons.codes.clone());
        let due = start + within.mul_f64(number as f64 / lessons.many.students as f64);
        tasks.spawn(async move {
            tokio::time::sleep_until(due.into()).await;
            let sent = Instant::now();
            let status = check_in(address, &token, lesson, person, &codes).await?;
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
    lessons: &Lessons,
    within: Duration,
    answers: &[Answer],
    seen: &HashMap<i64, Instant>,
    table: &mut Table,
) -> Result<()> {
    let Many { students, lessons: screens } = lessons.many;
    let refused = answers.iter().filter(|answer| answer.status != 200).count();
    ensure!(refused == 0, "{refused} of {students} were refused");
    let conn = lessons.place.app.db().read();
    for (what, sql) in [
        ("check-ins", "SELECT COUNT(DISTINCT student_id) FROM check_ins"),
        ("rows of check-ins", "SELECT COUNT(*) FROM check_ins"),
        ("marks", "SELECT COUNT(*) FROM attendance_marks WHERE status = 'present'"),
        ("rows of history", "SELECT COUNT(*) FROM mark_history"),
    ] {
        let count = conn.number(sql, vec![]).await?;
        ensure!(count == students, "{count} {what}, not {students}");
    }
    let took: Vec<f64> = answers.iter().map(|answer| answer.took).collect();
    let behind =
        format!("median {:.1} ms, slowest {:.1} ms, none lost, none doubled", median(took.clone()), at(&took, 1.0));
    table.row(
        &format!("check-in, {students} students, {screens} lessons, {} s, p99 ({engine})", within.as_secs()),
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
    ensure!(lags.len() as i64 == students, "{} of {students} were shown", lags.len());
    table.row(
        &format!("the professor's list after an answer, slowest ({engine})"),
        format!("{:.0} ms", at(&lags, 1.0)),
        "≤ 1000 ms",
        format!("median {:.0} ms, {screens} screens", median(lags.clone())),
    );
    Ok(())
}
