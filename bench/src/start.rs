//! From the start of the program to its first answer, and the memory it holds when idle.

use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::table::{Table, median};
use crate::{Options, load};

const STARTS: usize = 10;

pub(crate) async fn measure(options: &Options, table: &mut Table) -> Result<()> {
    eprintln!("start");
    if !options.program.exists() {
        bail!("{} is not there: cargo build --release first", options.program.display());
    }
    let folder = tempfile::tempdir()?;
    let database = format!("sqlite://{}", folder.path().join("start.db").display());
    let program = std::fs::canonicalize(&options.program)?;
    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for round in 0..=STARTS {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let address = format!("127.0.0.1:{port}");
        let start = Instant::now();
        let mut child = tokio::process::Command::new(&program)
            .args(["serve", "--listen", &address, "--database", &database])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        while load::once(address.parse()?, request).await.is_err() {
            if start.elapsed() > Duration::from_secs(20) {
                bail!("no answer within 20 s");
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        // The first start makes the tables; what is asked for is a place that exists.
        if round > 0 {
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        memory.push(resident_mib(child.id().context("a process")?)?);
        child.kill().await?;
    }
    table.row(
        "start to first answer",
        format!("{:.0} ms", median(times)),
        "< 200 ms",
        format!("median of {STARTS}, SQLite"),
    );
    table.row(
        "resident memory, idle",
        format!("{:.1} MB", median(memory)),
        "< 40 MB",
        "two seconds after the start".to_owned(),
    );
    Ok(())
}

/// Of one process.
pub(crate) fn resident_mib(process: u32) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("VmRSS")?;
    let kib: f64 = line.split_whitespace().nth(1).context("a number")?.parse()?;
    Ok(kib / 1024.0)
}
