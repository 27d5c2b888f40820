//! `preau backup`: a checked copy of the place, while it goes on working.

use preau_kernel::backup::{self, Report};

use crate::cli::Backup;
use crate::failure::Failure;
use crate::startup::{self, Wishes};
use crate::terminal::Terminal;

pub(crate) async fn run(terminal: &Terminal, wishes: Wishes, asked: &Backup) -> Result<(), Failure> {
    let config = startup::configuration(&wishes.database(asked.database.url.as_ref()))?;
    startup::require_database(&config)?;
    // One of an earlier version is copied as it is: that is what one wants before bringing it up to date.
    let app = startup::app(config, terminal).await?;
    let report = backup::make(&app, &asked.target).await?;
    tell(terminal, "backup-done", &report);
    app.db().close().await;
    Ok(())
}

/// What was copied, and what the reader must know about it.
pub(crate) fn tell(terminal: &Terminal, key: &str, report: &Report) {
    let (path, rows) = (report.path.display().to_string(), report.rows.values().sum::<i64>().to_string());
    let bytes = report.bytes.to_string();
    terminal.say(key, &[("path", &path), ("bytes", &bytes), ("rows", &rows)]);
    if let Some(aside) = &report.moved_aside {
        terminal.say("restore-aside", &[("path", &aside.display().to_string())]);
    }
    for note in report.notes(terminal.l10n(), terminal.lang()) {
        terminal.say("backup-note", &[("note", &note)]);
    }
}
