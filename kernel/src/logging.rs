//! The structured log on standard error: text for people, JSON for machines (`log.format`), filtered by `log.level`.
//!
//! A thread of its own writes it: a pipe that nobody empties must not hold up who asks for a page. Lines for which there is
//! no room then are lost, and counted.

use std::io::{BufWriter, IsTerminal};
use std::panic::PanicHookInfo;
use std::sync::OnceLock;

use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::LogConfig;
use crate::error::{Error, Result};

/// Lines that may wait to be written. Each place takes 32 bytes, whether a line stands in it or not.
const ROOM: usize = 4096;
/// Bytes of lines that wait are written at once.
const AT_ONCE: usize = 64 * 1024;

static LOST: OnceLock<ErrorCounter> = OnceLock::new();

/// The log is written while this lives; when it is dropped, what still waits is given a second.
#[must_use]
pub struct Log {
    _writer: WorkerGuard,
}

/// Sets the program's log; once, at the start. Panics go through it as well.
pub fn init(config: &LogConfig) -> Result<Log> {
    let filter: Targets = config.level.parse().map_err(|e| Error::internal(format!("log.level: {e}")))?;
    let filtered = tracing_subscriber::registry().with(filter);
    let lines = NonBlockingBuilder::default().thread_name("log").buffered_lines_limit(ROOM).lossy(true);
    let (writer, guard) = lines.finish(BufWriter::with_capacity(AT_ONCE, std::io::stderr()));
    let lost = writer.error_counter();
    let lines = fmt::layer().with_ansi(std::io::stderr().is_terminal()).with_writer(writer);
    let set = match config.format.as_str() {
        "text" => filtered.with(lines).try_init(),
        "json" => filtered.with(lines.json().flatten_event(true)).try_init(),
        other => return Err(Error::internal(format!("log.format: `{other}` is neither text nor json"))),
    };
    set.map_err(Error::internal)?;
    LOST.get_or_init(|| lost);
    std::panic::set_hook(Box::new(log_panic));
    Ok(Log { _writer: guard })
}

/// Lines that nobody was there to read, since the start.
pub(crate) fn lines_lost() -> u64 {
    LOST.get().map_or(0, |lost| lost.dropped_lines() as u64)
}

/// With the request's span around it, the line carries the request's id.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let location = panic.location().map(ToString::to_string).unwrap_or_default();
    let message = panic.payload_as_str().unwrap_or("not a text");
    tracing::error!(location, message, "panic");
}
