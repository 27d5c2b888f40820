//! What the program holds: at rest, while it is asked as fast as it can answer, and afterwards; beside the master and the
//! workers of Django over as much, asked the same.

use std::time::Duration;

use anyhow::Result;

use crate::peer::Pair;
use crate::process::{Program, Used};
use crate::race::Ask;
use crate::stage::Stage;
use crate::table::{Asked, Row, Table};

const GOAL: Asked = Asked::Least(5.0);
/// Before it counts as resting.
const REST: Duration = Duration::from_secs(5);
/// Between two looks while it works.
const LOOK: Duration = Duration::from_millis(100);

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    eprintln!("memory");
    let options = stage.options;
    let rest = if options.quick { LOOK } else { REST };
    empty(stage, rest, table).await?;

    let pair = stage.pair().await?;
    let folder = tempfile::tempdir()?;
    let program = Program::start(options, pair.place.app.db().url(), folder.path()).await?;
    tokio::time::sleep(rest).await;
    let idle = program.used()?;
    let busy = loaded(pair, true, &program, options.seconds).await?;
    tokio::time::sleep(rest).await;
    let after = program.used()?;
    let ours =
        [("memory at rest, 1 000 people", idle), ("memory under load, most", busy), ("memory after load", after)];
    // Django was asked all the rows before: what it holds now is what it rests at.
    let theirs = match &pair.theirs {
        Some((django, _)) => {
            let (resting, working) = (django.used()?, loaded(pair, false, &program, options.seconds).await?);
            tokio::time::sleep(rest).await;
            [Some(resting), Some(working), Some(django.used()?)]
        }
        None => [None; 3],
    };
    for ((what, ours), theirs) in ours.into_iter().zip(theirs) {
        let behind = format!("resident; proportional {:.1} MiB", ours.proportional);
        let row = Row::new(what).figure(format!("{:.1} MiB", ours.resident), "shown", behind);
        table.add(match theirs {
            Some(theirs) => {
                let behind = format!("Django {:.0} MiB, proportional, master and workers", theirs.proportional);
                row.peer(theirs.proportional / ours.proportional, GOAL, behind)
            }
            None => row,
        });
    }
    Ok(())
}

/// A place without anybody.
async fn empty(stage: &Stage<'_>, rest: Duration, table: &mut Table) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let database = format!("sqlite://{}", folder.path().join("empty.db").display());
    // The first start makes the tables.
    Program::start(stage.options, &database, folder.path()).await?.stop().await?;
    let program = Program::start(stage.options, &database, folder.path()).await?;
    tokio::time::sleep(rest).await;
    let used = program.used()?;
    let behind = format!("resident; proportional {:.1} MiB", used.proportional);
    table.add(Row::new("memory at rest, empty place").figure(format!("{:.1} MiB", used.resident), "< 40 MB", behind));
    Ok(())
}

/// The most that is held while pages of every kind are asked for.
async fn loaded(pair: &Pair, is_ours: bool, program: &Program, seconds: f64) -> Result<Used> {
    let (paths, keys, address) = match (&pair.theirs, is_ours) {
        (Some((_, keys)), false) => {
            (["/auth/profile/", "/api/students/", "/api/logs/", "/admin/accounts/student/"], keys, keys.address)
        }
        _ => {
            let list = "/admin/students/?view=none&page_size=100";
            (
                ["/auth/profile/", "/api/students/?page_size=50", "/api/logs/?page_size=50", list],
                &pair.ours,
                program.address,
            )
        }
    };
    let look = || match (&pair.theirs, is_ours) {
        (Some((django, _)), false) => django.used(),
        _ => program.used(),
    };
    let mut most = look()?;
    for path in paths {
        let credential = if path.starts_with("/admin/") { &keys.cookie } else { &keys.admin };
        let ask = Ask::get(address, path, Some(credential));
        let load = ask.rate(seconds);
        tokio::pin!(load);
        loop {
            tokio::select! {
                done = &mut load => {
                    done?;
                    break;
                }
                () = tokio::time::sleep(LOOK) => {
                    let now = look()?;
                    most.resident = most.resident.max(now.resident);
                    most.proportional = most.proportional.max(now.proportional);
                }
            }
        }
    }
    Ok(most)
}
