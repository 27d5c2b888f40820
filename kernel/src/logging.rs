//! The structured log on standard error: text for people, JSON for machines (`log.format`), filtered by `log.level`.

use std::io::IsTerminal;
use std::panic::PanicHookInfo;

use tracing_subscriber::EnvFilter;

use crate::config::LogConfig;
use crate::error::{Error, Result};

/// Sets the program's log; once, at the start. Panics go through it as well.
pub fn init(config: &LogConfig) -> Result<()> {
    let filter = EnvFilter::try_new(&config.level).map_err(|e| Error::internal(format!("log.level: {e}")))?;
    let colours = std::io::stderr().is_terminal();
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(std::io::stderr);
    let set = match config.format.as_str() {
        "text" => builder.try_init(),
        "json" => builder.json().flatten_event(true).try_init(),
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
