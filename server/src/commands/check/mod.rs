//! `preau check`: what is wrong or unsafe before going live. Nothing is changed by it.
//!
//! `settings` judges the configuration and the files beside it, `mod` asks the database and the modules. The sentence
//! of a finding is `check-<code with dashes>`.

mod settings;

use preau_kernel::app::App;
use preau_kernel::clock::Chance;
use preau_kernel::config::Config;
use preau_kernel::db::migrate;
use preau_kernel::module::{Severity, Warning};
use preau_kernel::place;
use preau_kernel::secrets::Secrets;

use crate::cli::Database;
use crate::failure::Failure;
use crate::startup::{self, Wishes};
use crate::terminal::Terminal;

pub(crate) async fn run(terminal: &Terminal, wishes: Wishes, database: &Database) -> Result<(), Failure> {
    let config = startup::configuration(&wishes.database(database.url.as_ref()))?;
    let mut findings = settings::findings(&config)?;
    if startup::require_database(&config).is_err() {
        findings.push(warning("database_missing", Severity::Broken, &shown(&config)));
    } else {
        findings.extend(inside(terminal, config).await?);
    }
    findings.sort_by(|a, b| b.severity.cmp(&a.severity).then(a.code.cmp(b.code)));
    tell(terminal, &findings);
    if findings.iter().any(|finding| finding.severity > Severity::Note) { Err(Failure::Said(1)) } else { Ok(()) }
}

fn warning(code: &'static str, severity: Severity, detail: &str) -> Warning {
    Warning { code, severity, detail: detail.to_owned() }
}

fn shown(config: &Config) -> String {
    startup::shown_address(&config.database.url)
}

/// What the database and the modules say.
async fn inside(terminal: &Terminal, config: Config) -> Result<Vec<Warning>, Failure> {
    let address = shown(&config);
    // A key that is not there yet is made by `serve`, not by a check.
    let secrets = if settings::has_key(&config) {
        match Secrets::load(&config, &Chance::System) {
            Ok(secrets) => secrets,
            // `settings` has said so.
            Err(_) => return Ok(Vec::new()),
        }
    } else {
        Secrets::new(&format!("{:?}", Chance::System.bytes::<32>()), None, &[])
    };
    let app = match startup::app_with(config, terminal, secrets).await {
        Ok(app) => app,
        Err(failure) => {
            let said = failure.sentences(terminal.l10n(), terminal.lang()).join(" ");
            return Ok(vec![warning("database_unreachable", Severity::Broken, &said)]);
        }
    };
    let findings = ask(&app, &address).await;
    app.db().close().await;
    findings
}

async fn ask(app: &App, address: &str) -> Result<Vec<Warning>, Failure> {
    let pending = migrate::pending(app.db(), &app.migrations()).await?;
    if !pending.is_empty() {
        return Ok(vec![warning("migrations_pending", Severity::Broken, &pending.join(", "))]);
    }
    let mut findings = Vec::new();
    if place::is_demo(app.db().read()).await? {
        findings.push(warning("demo_database", Severity::Unsafe, address));
    }
    for module in app.modules() {
        findings.extend(module.check(app).await?);
    }
    Ok(findings)
}

fn tell(terminal: &Terminal, findings: &[Warning]) {
    for finding in findings {
        let severity = match finding.severity {
            Severity::Broken => "check-severity-broken",
            Severity::Unsafe => "check-severity-unsafe",
            Severity::Note => "check-severity-note",
        };
        let sentence =
            terminal.with(&format!("check-{}", finding.code.replace('_', "-")), &[("detail", &finding.detail)]);
        let detail = if finding.detail.is_empty() || sentence.contains(&finding.detail) {
            String::new()
        } else {
            format!(" [{}]", finding.detail)
        };
        terminal.line(&format!("{} {sentence}{detail}", terminal.text(severity)));
    }
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count().to_string();
    let (broken, dangers, notes) = (count(Severity::Broken), count(Severity::Unsafe), count(Severity::Note));
    let key = if findings.is_empty() { "check-nothing" } else { "check-counts" };
    terminal.say(key, &[("broken", &broken), ("unsafe", &dangers), ("notes", &notes)]);
}
