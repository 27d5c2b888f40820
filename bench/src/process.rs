//! The program as it is run, in a process of its own, and what a process takes of the machine.

use std::net::SocketAddr;
use std::ops::Add;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::place::KEY;
use crate::{Options, load};

/// Of `/proc/<id>/stat`: what Linux says to programs, whatever its own clock does.
const TICKS_PER_SECOND: u64 = 100;
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Program {
    process: tokio::process::Child,
    pub(crate) address: SocketAddr,
    /// From its start to its first answer.
    pub(crate) took: Duration,
}

impl Program {
    /// On this database, with the key of every place here, once it answers.
    pub(crate) async fn start(options: &Options, database: &str, folder: &Path) -> Result<Self> {
        Self::with(options, database, folder, &[]).await
    }

    /// As [`Self::start`], with variables of its own.
    pub(crate) async fn with(
        options: &Options,
        database: &str,
        folder: &Path,
        variables: &[(&str, &str)],
    ) -> Result<Self> {
        let program = options.program()?;
        let address = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let began = Instant::now();
        let mut process = tokio::process::Command::new(program)
            .args(["serve", "--listen", &address.to_string(), "--database", database])
            .env("PREAU_SECRET_KEY", KEY)
            .env("PREAU_MAIL_TRANSPORT", "file")
            .envs(variables.iter().copied())
            .current_dir(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        while load::once(address, request).await.is_err() {
            ensure!(process.try_wait()?.is_none(), "the program has ended: try it by hand on {database}");
            ensure!(began.elapsed() < PATIENCE, "no answer within {} s", PATIENCE.as_secs());
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Ok(Self { process, address, took: began.elapsed() })
    }

    pub(crate) fn used(&self) -> Result<Used> {
        Used::of(self.process.id().context("a process")?)
    }

    pub(crate) async fn stop(mut self) -> Result<()> {
        Ok(self.process.kill().await?)
    }
}

/// What a process, or some together, take.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Used {
    /// MiB that lie in memory; what several share is counted for each of them…
    pub(crate) resident: f64,
    /// …and here for all of them together once.
    pub(crate) proportional: f64,
    /// Of all threads, in the process and in the system for it.
    pub(crate) cpu: Duration,
}

impl Used {
    pub(crate) fn of(process: u32) -> Result<Self> {
        let memory = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
        let mib = |name: &str| -> Result<f64> {
            let line = memory.lines().find(|line| line.starts_with(name)).context("a line of memory")?;
            Ok(line.split_whitespace().nth(1).context("a number")?.parse::<f64>()? / 1024.0)
        };
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
        // Behind the name, which may hold anything: the state is the third word, utime the fourteenth, stime the next.
        let words: Vec<&str> = stat.rsplit_once(')').context("a name")?.1.split_whitespace().collect();
        let ticks = words[11].parse::<u64>()? + words[12].parse::<u64>()?;
        let cpu = Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND);
        Ok(Self { resident: mib("Rss:")?, proportional: mib("Pss:")?, cpu })
    }
}

impl Add for Used {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            resident: self.resident + other.resident,
            proportional: self.proportional + other.proportional,
            cpu: self.cpu + other.cpu,
        }
    }
}
