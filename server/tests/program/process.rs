//! Starting the program and ending it.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// For a start, an end, anything that must come.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
pub(crate) const PASSWORD: &str = "correct-cheval-pile";
const PROGRAM: &str = env!("CARGO_BIN_EXE_preau");
const SERVE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];
const LISTENS: &str = "Préau écoute sur ";
/// One for every node of a test.
const KEY: &str = "the key of the tests of the whole program";

/// Where a place lives: its database, its mails, its configuration.
pub(crate) struct Home {
    folder: TempDir,
    database: Option<String>,
    settings: Vec<(String, String)>,
}

impl Home {
    /// With SQLite and nothing configured but mails into files.
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("preau-program-").tempdir().unwrap();
        Self { folder, database: None, settings: vec![("PREAU_MAIL_TRANSPORT".into(), "file".into())] }
    }

    #[must_use]
    pub(crate) fn on_database(mut self, url: &str) -> Self {
        self.database = Some(url.to_owned());
        self.set("PREAU_SECRET_KEY", KEY)
    }

    /// An environment variable.
    #[must_use]
    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Hashes that cost nothing, for tests with many log-ins.
    #[must_use]
    pub(crate) fn with_cheap_hashes(self) -> Self {
        self.set("PREAU_AUTH_ARGON2_MEMORY_KIB", "32").set("PREAU_AUTH_ARGON2_PASSES", "1")
    }

    /// The address of the database that it was given.
    pub(crate) fn database(&self) -> &str {
        self.database.as_deref().unwrap_or_default()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(arguments);
        self.at_home(command)
    }

    fn at_home(&self, mut command: Command) -> Command {
        command.current_dir(self.folder.path()).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("LC_ALL", "fr_FR.UTF-8");
        command.env("TMPDIR", self.folder.path());
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        if let Some(url) = &self.database {
            command.env("DATABASE_URL", url);
        }
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with(arguments, "")
    }

    /// As [`Self::run`], with this on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Ended {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A program that ends early does not read it.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        Ended { what: arguments.join(" "), output: child.wait_with_output().unwrap() }
    }

    /// `serve` on a free port, once it answers.
    pub(crate) fn serve(&self) -> Program {
        self.start(&SERVE, LISTENS)
    }

    /// `serve` at this address, once it answers.
    pub(crate) fn serve_at(&self, address: &str) -> Program {
        self.start(&["serve", "--listen", address], LISTENS)
    }

    /// As [`Self::serve`], after a command of the shell that it inherits from.
    pub(crate) fn serve_after(&self, shell: &str) -> Program {
        self.spawn_after(shell, &SERVE).once_it_says(LISTENS)
    }

    /// Starts a server and reads its address behind `words`.
    pub(crate) fn start(&self, arguments: &[&str], words: &str) -> Program {
        self.spawn(arguments).once_it_says(words)
    }

    /// Starts a command that goes on until it is told to stop, or says nothing.
    pub(crate) fn spawn(&self, arguments: &[&str]) -> Program {
        self.go(self.command(arguments))
    }

    /// As [`Self::spawn`], after a command of the shell that it inherits from.
    pub(crate) fn spawn_after(&self, shell: &str, arguments: &[&str]) -> Program {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{shell}; exec \"$0\" \"$@\""), PROGRAM]).args(arguments);
        self.go(self.at_home(command))
    }

    fn go(&self, mut command: Command) -> Program {
        let log = self.path(&format!("log-{}.txt", preau_testkit::random_name("of")));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(File::create(&log).unwrap());
        let mut child = command.spawn().unwrap();
        let (send, lines) = channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
        Program { child, lines, said: Vec::new(), log, address: String::new() }
    }

    /// A superuser, made as `preau createsuperuser` does.
    pub(crate) fn create_superuser(&self, email: &str) {
        self.run_with(&["createsuperuser", "--email", email], &format!("{PASSWORD}\n")).succeeded();
    }
}

/// A command that has ended.
pub(crate) struct Ended {
    what: String,
    output: Output,
}

impl Ended {
    pub(crate) fn code(&self) -> Option<i32> {
        self.output.status.code()
    }

    pub(crate) fn out(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    pub(crate) fn err(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    #[track_caller]
    pub(crate) fn succeeded(self) -> String {
        assert_eq!(self.code(), Some(0), "preau {}:\n{}\n{}", self.what, self.out(), self.err());
        self.out()
    }

    /// It ended with this code and said something in which `words` stand, without a backtrace.
    #[track_caller]
    pub(crate) fn failed(self, code: i32, words: &str) -> Self {
        let (out, err) = (self.out(), self.err());
        assert_eq!(self.code(), Some(code), "preau {}:\n{out}\n{err}", self.what);
        assert!(err.contains(words) || out.contains(words), "preau {}: no «{words}» in:\n{out}\n{err}", self.what);
        assert!(!err.contains("panicked") && !err.contains("stack backtrace"), "{err}");
        self
    }
}

/// A server that runs; killed when it is dropped.
pub(crate) struct Program {
    child: Child,
    lines: Receiver<String>,
    said: Vec<String>,
    log: PathBuf,
    /// `http://127.0.0.1:…`.
    pub(crate) address: String,
}

impl Program {
    /// With its address, which it says behind `words`.
    fn once_it_says(mut self, words: &str) -> Self {
        let line = self.wait_for_line(words);
        self.address = line.split(words).nth(1).unwrap().trim().to_owned();
        self
    }

    /// The first line that holds these words, printed already or soon.
    pub(crate) fn wait_for_line(&mut self, words: &str) -> String {
        match self.said.iter().find(|line| line.contains(words)) {
            Some(line) => line.clone(),
            None => self.wait_for_next_line(words),
        }
    }

    /// The first line that holds these words, of those that were not read yet.
    pub(crate) fn wait_for_next_line(&mut self, words: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(line) = self.lines.recv_timeout(left) else {
                panic!("«{words}» was never said.\n{}\n{}", self.said.join("\n"), self.log());
            };
            self.said.push(line.clone());
            if line.contains(words) {
                return line;
            }
        }
    }

    /// What was printed before the last line that was waited for.
    pub(crate) fn said(&self) -> Vec<String> {
        self.said.clone()
    }

    /// Everything on standard error so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// What the system says of this process under `/proc`.
    pub(crate) fn fact(&self, name: &str) -> String {
        std::fs::read_to_string(format!("/proc/{}/{name}", self.child.id())).unwrap()
    }

    /// Sends a signal to this process and no other.
    pub(crate) fn signal(&self, name: &str) {
        let done = Command::new("kill").args([name, &self.child.id().to_string()]).status().unwrap();
        assert!(done.success());
    }

    pub(crate) fn wait(&mut self) -> ExitStatus {
        self.wait_within(PATIENCE)
    }

    /// Its end, and everything it has printed.
    pub(crate) fn ended_within(mut self, patience: Duration) -> (ExitStatus, String) {
        let status = self.wait_within(patience);
        self.said.extend(self.lines.iter());
        (status, self.said.join("\n"))
    }

    fn wait_within(&mut self, patience: Duration) -> ExitStatus {
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the program does not end:\n{}", self.log());
    }

    /// SIGTERM, and its end in good order.
    pub(crate) fn stop(mut self) {
        self.signal("-TERM");
        let status = self.wait();
        assert_eq!(status.code(), Some(0), "{}", self.log());
    }

    /// SIGKILL: no chance to write anything more.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
