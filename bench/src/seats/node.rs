//! The program as a process, and what the system says of it.

use std::fs::File;
use std::net::SocketAddr;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::process::{Child, Command};

use crate::place::{KEY, Place};
use crate::{Options, load};

/// Of `/proc/<id>/stat`: what Linux says to programs, whatever its own clock does.
const TICKS_PER_SECOND: u64 = 100;

pub(super) struct Node {
    pub(super) address: SocketAddr,
    id: u32,
    _process: Child,
    _folder: tempfile::TempDir,
}

impl Node {
    /// On the place's database, with its secret, once it answers.
    pub(super) async fn start(options: &Options, place: &Place) -> Result<Self> {
        if !options.program.exists() {
            bail!("{} is not there: cargo build --release first", options.program.display());
        }
        let address = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let folder = tempfile::tempdir()?;
        let log = folder.path().join("log");
        let process = Command::new(std::fs::canonicalize(&options.program)?)
            .args(["serve", "--listen", &address.to_string(), "--database", place.app.db().url()])
            .current_dir(folder.path())
            .env("PREAU_SECRET_KEY", KEY)
            .env("PREAU_MAIL_TRANSPORT", "file")
            .stdout(Stdio::null())
            .stderr(File::create(&log)?)
            .kill_on_drop(true)
            .spawn()?;
        let began = Instant::now();
        let request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        while load::once(address, request).await.is_err() {
            if began.elapsed() > Duration::from_secs(60) {
                bail!("no answer within a minute\n{}", std::fs::read_to_string(&log)?);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(Self { address, id: process.id().context("a process")?, _process: process, _folder: folder })
    }

    /// Resident, in thousands of bytes.
    pub(super) fn memory(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.id))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("VmRSS")?;
        let kib: f64 = line.split_whitespace().nth(1).context("a number")?.parse()?;
        Ok(kib * 1024.0 / 1000.0)
    }

    /// Of all its threads, in the program and in the system for it.
    pub(super) fn cpu(&self) -> Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.id))?;
        // Behind the name, which may hold anything: the state is the third word, utime the fourteenth, stime the next.
        let words: Vec<&str> = stat.rsplit_once(')').context("a name")?.1.split_whitespace().collect();
        let ticks = words[11].parse::<u64>()? + words[12].parse::<u64>()?;
        Ok(Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND))
    }
}
