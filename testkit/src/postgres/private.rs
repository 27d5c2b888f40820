//! A server of our own, started once for all test processes of a user and ended by its keeper when no test has
//! touched `heartbeat` for ten minutes. It keeps nothing: no fsync, a new cluster at every start.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often a process says that it still needs the server.
const HEARTBEAT: Duration = Duration::from_secs(60);
const START_PATIENCE: Duration = Duration::from_secs(30);

/// Keeps the server until the heartbeat stops. Arguments: the program, the run folder, the heartbeat file.
const KEEPER: &str = r#"
program=$1 run=$2 heartbeat=$3
"$program" -D "$run/data" -k "$run/socket" -c listen_addresses= -c unix_socket_permissions=0700 \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c max_connections=300 \
  -c wal_level=minimal -c max_wal_senders=0 -c shared_buffers=64MB >"$run/log" 2>&1 &
server=$!
end() { kill -QUIT "$server" 2>/dev/null; wait "$server"; rm -rf "$run/data"; exit 0; }
trap end TERM INT HUP
while kill -0 "$server" 2>/dev/null; do
  sleep 15 & wait $!
  [ -n "$(find "$heartbeat" -mmin -10 2>/dev/null)" ] || end
done
"#;

/// The address of the running server, started if need be; or why there is none.
pub(super) fn url() -> Result<String, String> {
    let server = Folder::open()?;
    let lock = server.lock().map_err(|error| format!("{}: {error}", server.base.display()))?;
    server.beat();
    if !server.answers() {
        server.start()?;
    }
    drop(lock);
    let (base, socket) = (server.base.clone(), server.socket());
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(HEARTBEAT);
            Folder { base: base.clone() }.beat();
        }
    });
    Ok(format!("postgres://postgres@localhost/postgres?host={}", socket.display()))
}

/// `<temp>/preau-test-pg-<uid>`: the lock, the heartbeat, and `run/` that belongs to the server's account.
struct Folder {
    base: PathBuf,
}

impl Folder {
    fn open() -> Result<Self, String> {
        let me = own_uid().map_err(|error| format!("no temporary file can be made: {error}"))?;
        let base = std::env::temp_dir().join(format!("preau-test-pg-{me}"));
        let said = |error: std::io::Error| format!("{}: {error}", base.display());
        match fs::create_dir(&base) {
            Ok(()) => fs::set_permissions(&base, PermissionsExt::from_mode(0o755)).map_err(said)?,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(said(error)),
        }
        let found = fs::symlink_metadata(&base).map_err(said)?;
        if !found.is_dir() || found.uid() != me {
            return Err(format!("{} belongs to somebody else", base.display()));
        }
        Ok(Self { base })
    }

    fn run(&self) -> PathBuf {
        self.base.join("run")
    }

    fn socket(&self) -> PathBuf {
        self.run().join("socket")
    }

    /// Held while a server is looked for and started; released when the file is closed.
    fn lock(&self) -> std::io::Result<File> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(self.base.join("lock"))?;
        file.lock()?;
        Ok(file)
    }

    fn beat(&self) {
        let _ = fs::write(self.base.join("heartbeat"), b"");
    }

    fn answers(&self) -> bool {
        UnixStream::connect(self.socket().join(".s.PGSQL.5432")).is_ok()
    }

    fn start(&self) -> Result<(), String> {
        let programs = programs().ok_or("neither /usr/lib/postgresql nor PATH has initdb")?;
        let account = account()?;
        let run = self.run();
        let said = |error: std::io::Error| format!("{}: {error}", run.display());
        if run.exists() {
            fs::remove_dir_all(&run).map_err(said)?;
        }
        fs::create_dir(&run).map_err(said)?;
        fs::set_permissions(&run, PermissionsExt::from_mode(0o700)).map_err(said)?;
        if let Some((uid, gid)) = account {
            chown(&run, Some(uid), Some(gid)).map_err(said)?;
        }
        initdb(&programs, &run, account)?;
        self.keep(&programs, &run, account)?;
        let deadline = Instant::now() + START_PATIENCE;
        while !self.answers() {
            if Instant::now() > deadline {
                let log = fs::read_to_string(run.join("log")).unwrap_or_default();
                return Err(format!("PostgreSQL did not start within {START_PATIENCE:?}: {}", log.trim()));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Leaves the server with its keeper, in a process group of its own that outlives this test.
    fn keep(&self, programs: &Path, run: &Path, account: Option<(u32, u32)>) -> Result<(), String> {
        let mut keeper = as_account("sh", account);
        keeper.arg("-c").arg(KEEPER).arg("preau-test-pg").arg(programs.join("postgres")).arg(run);
        keeper.arg(self.base.join("heartbeat")).process_group(0);
        keeper.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        keeper.spawn().map(drop).map_err(|error| format!("sh: {error}"))
    }
}

/// A cluster whose default order is French, so that a column that should be sorted byte by byte and is not shows.
pub(super) fn initdb(programs: &Path, run: &Path, account: Option<(u32, u32)>) -> Result<(), String> {
    let mut said = String::new();
    for locale in [&["--locale-provider=icu", "--icu-locale=fr", "--locale=C.UTF-8"][..], &["--locale=C"][..]] {
        let mut command = as_account(programs.join("initdb"), account);
        command.arg("-D").arg(run.join("data")).args(["-U", "postgres", "-E", "UTF8", "-A", "trust", "--no-sync"]);
        let output = command.args(locale).output().map_err(|error| format!("initdb: {error}"))?;
        if output.status.success() {
            let mut socket = as_account("mkdir", account);
            let made = socket.arg(run.join("socket")).status().map_err(|error| format!("mkdir: {error}"))?;
            return if made.success() { Ok(()) } else { Err("mkdir failed".into()) };
        }
        said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        let _ = fs::remove_dir_all(run.join("data"));
    }
    Err(format!("initdb: {said}"))
}

fn as_account(program: impl AsRef<OsStr>, account: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    command.current_dir("/").stdin(Stdio::null());
    if let Some((uid, gid)) = account {
        command.uid(uid).gid(gid);
    }
    command
}

/// The folder with the newest `initdb`: Debian's, else the one in PATH.
pub(super) fn programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .collect();
    versions.sort();
    let in_path = || std::env::split_paths(&std::env::var_os("PATH")?).find(|folder| folder.join("initdb").is_file());
    versions.pop().map(|(_, folder)| folder).or_else(in_path)
}

/// PostgreSQL refuses to run as root: there, its own account, or one that owns nothing.
pub(super) fn account() -> Result<Option<(u32, u32)>, String> {
    let me = own_uid().map_err(|error| error.to_string())?;
    if me != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd").map_err(|error| format!("/etc/passwd: {error}"))?;
    let find = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    find("postgres").or_else(|| find("nobody")).map(Some).ok_or_else(|| "no account `postgres` to run as".into())
}

fn own_uid() -> std::io::Result<u32> {
    Ok(tempfile::tempfile()?.metadata()?.uid())
}
