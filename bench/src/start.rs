//! From the start of the program to its first answer.

use anyhow::Result;

use crate::Options;
use crate::process::Program;
use crate::table::{Row, Table, median};

const STARTS: usize = 10;

pub(crate) async fn measure(options: &Options, table: &mut Table) -> Result<()> {
    eprintln!("start");
    let folder = tempfile::tempdir()?;
    let database = format!("sqlite://{}", folder.path().join("start.db").display());
    let starts = if options.quick { 1 } else { STARTS };
    let mut times = Vec::new();
    for round in 0..=starts {
        let program = Program::start(options, &database, folder.path()).await?;
        // The first start makes the tables; what is asked for is a place that exists.
        if round > 0 {
            times.push(program.took.as_secs_f64() * 1000.0);
        }
        program.stop().await?;
    }
    let behind = format!("median of {starts}, SQLite, a place that exists");
    table.add(Row::new("start to first answer").figure(format!("{:.0} ms", median(times)), "< 200 ms", behind));
    Ok(())
}
