//! The structured log on standard error: text for people, JSON for machines (`log.format`), filtered by `log.level`.

use std::io::IsTerminal;
use std::panic::PanicHookInfo;

use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::LogConfig;
use crate::error::{Error, Result};

/// Sets the program's log; once, at the start. Panics go through it as well.
pub fn init(config: &LogConfig) -> Result<()> {
    let filter: Targets = config.level.parse().map_err(|e| Error::internal(format!("log.level: {e}")))?;
    let filtered = tracing_subscriber::registry().with(filter);
    let lines = fmt::layer().with_ansi(std::io::stderr().is_terminal()).with_writer(std::io::stderr);
    let set = match config.format.as_str() {
        "text" => filtered.with(lines).try_init(),
        "json" => filtered.with(lines.json().flatten_event(true)).try_init(),
        other => return Err(Error::internal(format!("log.format: `{other}` is neither text nor json"))),
    };
    set.map_err(Error::internal)?;
    std::panic::set_hook(Box::new(log_panic));
    Ok(())
}

/// With the request's span around it, the line carries the request's id.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let location = panic.location().map(ToString::to_string).unwrap_or_default();
    let message = panic.payload_as_str().unwrap_or("not a text");
    tracing::error!(location, message, "panic");
}
