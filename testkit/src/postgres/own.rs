//! A server that one test has for itself: durable, on a port of loopback that stays its own, to be stopped, killed, frozen
//! and started again.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::private::{account, initdb, programs};

const PATIENCE: Duration = Duration::from_secs(60);

pub struct OwnServer {
    folder: TempDir,
    programs: PathBuf,
    account: Option<(u32, u32)>,
    port: u16,
    child: Option<Child>,
}

impl OwnServer {
    /// A new one that answers; `None`, said on stderr, where there is no PostgreSQL and none is required. Begin it in a
    /// thread that outlives it: the server ends with that thread.
    pub fn begin(test: &str) -> Option<Self> {
        crate::engine::there_or_skipped(preau_kernel::db::Engine::Postgres, test, Self::try_begin())
    }

    fn try_begin() -> Result<Self, String> {
        let programs = programs().ok_or("neither /usr/lib/postgresql nor PATH has initdb")?;
        let account = account()?;
        let folder = tempfile::Builder::new().prefix("preau-own-pg-").tempdir().map_err(|e| e.to_string())?;
        fs::set_permissions(folder.path(), Permissions::from_mode(0o700)).map_err(|e| e.to_string())?;
        if let Some((uid, gid)) = account {
            chown(folder.path(), Some(uid), Some(gid)).map_err(|e| e.to_string())?;
        }
        initdb(&programs, folder.path(), account)?;
        let mut server = Self { folder, programs, account, port: free_port(), child: None };
        server.start();
        Ok(server)
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// An empty database.
    pub fn create(&self, name: &str) {
        self.say("postgres", &format!("CREATE DATABASE {name}"));
    }

    /// What one statement answers, a line per row, through the server's own socket.
    #[track_caller]
    pub fn say(&self, database: &str, sql: &str) -> String {
        let mut psql = self.as_account(&self.programs.join("psql"));
        psql.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", database, "-c", sql]);
        let output = psql.arg("-h").arg(self.socket()).args(["-p", &self.port.to_string()]).output().unwrap();
        assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Starts it on the files that are there, and waits until it answers.
    pub fn start(&mut self) {
        let log = File::options().create(true).append(true).open(self.folder.path().join("log")).unwrap();
        let mut server = self.as_account(&self.programs.join("postgres"));
        server.arg("-D").arg(self.folder.path().join("data")).arg("-k").arg(self.socket());
        server.args(["-p", &self.port.to_string(), "-c", "listen_addresses=127.0.0.1"]);
        for setting in ["max_connections=60", "shared_buffers=32MB", "restart_after_crash=off"] {
            server.args(["-c", setting]);
        }
        self.child = Some(server.stdout(Stdio::null()).stderr(log).spawn().unwrap());
        let deadline = Instant::now() + PATIENCE;
        while !self.answers() {
            assert!(Instant::now() < deadline, "PostgreSQL does not start:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn answers(&self) -> bool {
        let mut ready = self.as_account(&self.programs.join("pg_isready"));
        ready.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
        ready.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }

    /// In good order; whoever is connected is cut off.
    pub fn stop(&mut self) {
        self.end("-INT");
    }

    /// As a machine that loses its power: the next start recovers from the journal.
    pub fn crash(&mut self) {
        self.end("-QUIT");
    }

    fn end(&mut self, signal: &str) {
        let Some(mut child) = self.child.take() else { return };
        kill(signal, &[child.id()]);
        child.wait().unwrap();
    }

    /// It answers nothing any more, and nothing ends: as a machine that is far too slow.
    ///
    /// # Panics
    /// When it cannot be stopped.
    pub fn freeze(&self) {
        let Some(own) = self.child.as_ref().map(Child::id) else { return };
        // A child that it begins after they were listed would go on answering.
        kill("-STOP", &[own]);
        let deadline = Instant::now() + PATIENCE;
        while stat(own).is_some_and(|(state, _)| state != "T") {
            assert!(Instant::now() < deadline, "PostgreSQL does not stop");
            std::thread::sleep(Duration::from_millis(1));
        }
        kill("-STOP", &self.processes());
    }

    pub fn thaw(&self) {
        kill("-CONT", &self.processes());
    }

    /// The server and its children.
    fn processes(&self) -> Vec<u32> {
        let Some(own) = self.child.as_ref().map(Child::id) else { return Vec::new() };
        let all = fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        let of_it = |pid: &u32| *pid == own || parent(*pid) == Some(own);
        let mut found: Vec<u32> = all.filter(of_it).collect();
        // The one that would notice that a child has stopped comes first.
        found.sort_by_key(|pid| *pid != own);
        found
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// With the program's account; ended when this process ends.
    fn as_account(&self, program: &Path) -> Command {
        let mut command = Command::new("setpriv");
        if let Some((uid, gid)) = self.account {
            command.args([format!("--reuid={uid}"), format!("--regid={gid}"), "--clear-groups".into()]);
        }
        command.arg("--pdeathsig=QUIT").arg(program).current_dir("/").stdin(Stdio::null());
        command
    }
}

impl Drop for OwnServer {
    fn drop(&mut self) {
        self.thaw();
        self.end("-QUIT");
    }
}

fn kill(signal: &str, processes: &[u32]) {
    if processes.is_empty() {
        return;
    }
    let _ = Command::new("kill").arg(signal).args(processes.iter().map(u32::to_string)).stderr(Stdio::null()).status();
}

fn parent(pid: u32) -> Option<u32> {
    stat(pid)?.1.parse().ok()
}

/// The state and the parent, which come behind the name, which may hold anything.
fn stat(pid: u32) -> Option<(String, String)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut words = stat.rsplit_once(')')?.1.split_whitespace().map(str::to_owned);
    words.next().zip(words.next())
}

/// Below those that the system hands out to clients, so that nobody is given it while the server is down.
fn free_port() -> u16 {
    let first = 9_000 + (crate::names::unique() % 9_000) as u16;
    let is_free = |port: &u16| std::net::TcpListener::bind(("127.0.0.1", *port)).is_ok();
    (first..20_000).find(is_free).expect("a free port")
}
