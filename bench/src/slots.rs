//! Free times: of one day beside the bare server and Django, and of sixty days with few bookings and with many.

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Result, ensure};

use crate::booking::{COACHES, Practice, coach};
use crate::load::Connection;
use crate::race::ratio;
use crate::reads::{self, ONE_QUERY, Read};
use crate::stage::Stage;
use crate::table::{Asked, Row, Table, median};

const REQUESTS: usize = 200;

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    let path = format!("/api/slots/?date={}", stage.pair().await?.working_day());
    let read = Read { grown: None, ..Read::new("free times of a day", &path) };
    table.add(reads::measure(stage, read.theirs(&path).asking(ONE_QUERY, Asked::Shown)).await?);
    Ok(())
}

/// Of a coach with the seed's rules and as many bookings, half of the coming times taken; the sizes in turns.
pub(crate) async fn of_sixty_days(practices: &[(i64, Arc<Practice>)], table: &mut Table) -> Result<()> {
    let path = format!("/api/slots/?coach={}&service=1&days=61", coach(COACHES));
    let mut asked = Vec::new();
    for (_, practice) in practices {
        let connection = Connection::open(practice.place.address).await?;
        asked.push((practice, connection, practice.place.app.db().watch().listen(), Vec::new(), Vec::new()));
    }
    let mut statements = 0;
    for round in 0..=REQUESTS {
        for (practice, connection, listener, whole, within) in &mut asked {
            let start = Instant::now();
            let (status, body) = connection.get(&path, &practice.tokens[0]).await?;
            let took = start.elapsed().as_secs_f64() * 1000.0;
            ensure!(status == 200, "{status}: {body}");
            let heard = listener.take();
            if round > 0 {
                whole.push(took);
                statements = statements.max(heard.len());
                within.push(heard.iter().map(|one| one.elapsed.as_secs_f64() * 1000.0).sum::<f64>());
            }
        }
    }
    for ((size, _), (.., whole, within)) in practices.iter().zip(&asked) {
        let behind = format!("the request; {statements} query, {:.2} ms of it", median(within.clone()));
        let row = Row::new(format!("free times of 60 days, {size} booked"));
        let row = row.figure(format!("{:.2} ms", median(whole.clone())), "< 2 ms", behind);
        let few = &asked[0].3;
        table.add(row.growth(ratio(whole, few), Asked::Shown, format!("beside {} booked", practices[0].0)));
    }
    Ok(())
}
