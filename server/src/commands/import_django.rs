//! `preau import-django`: the people of a Django site, from what `manage.py dumpdata` wrote.

use std::path::Path;

use preau_accounts::actions::import_django::{self, Outcome};
use preau_accounts::domain::django::{self, Finding, Mapping};
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Refusal};

use crate::cli::ImportDjango;
use crate::failure::Failure;
use crate::startup::{self, Wishes};
use crate::terminal::Terminal;

pub(crate) async fn run(terminal: &Terminal, wishes: Wishes, asked: &ImportDjango) -> Result<(), Failure> {
    let mapping = match &asked.mapping {
        Some(path) => mapping(path)?,
        None => Mapping::default(),
    };
    let dump = read(&asked.file)?;
    let plan = django::read(&dump, &mapping)
        .map_err(|error| Error::refused(Refusal::new(error.code()).arg("model", &mapping.user_model)))?;
    let config = startup::configuration(&wishes.database(asked.database.url.as_ref()))?;
    let app = startup::ready_app(config, terminal).await?;
    let outcome = import_django::import(&app, &RequestInfo::internal("command line"), plan, asked.dry_run).await?;
    tell(terminal, &outcome);
    app.db().close().await;
    Ok(())
}

fn mapping(path: &Path) -> Result<Mapping, Failure> {
    let text = read(path)?;
    let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let read = if is_json {
        serde_json::from_str(&text).map_err(|error| error.to_string())
    } else {
        toml::from_str(&text).map_err(|error| error.to_string())
    };
    read.map_err(|reason| Failure::mistyped("error-mapping", &[("path", &path.display()), ("reason", &reason.trim())]))
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| Failure::told("error-file", &[("path", &path.display()), ("reason", &error)]))
}

fn tell(terminal: &Terminal, outcome: &Outcome) {
    let number = |count: usize| count.to_string();
    let (people, created, existing) = (number(outcome.people), number(outcome.created), number(outcome.existing));
    let key = if outcome.dry_run { "import-would" } else { "import-done" };
    terminal.say(key, &[("people", &people), ("created", &created), ("existing", &existing)]);
    for (role, count) in &outcome.roles {
        let role = terminal.text(&format!("demo-role-{}", role.user_type().replace('_', "-")));
        terminal.say("import-role", &[("role", &role), ("count", &number(*count))]);
    }
    let (staff, superusers) = (number(outcome.staff), number(outcome.superusers));
    terminal.say("import-staff", &[("staff", &staff), ("superusers", &superusers)]);
    if outcome.findings.is_empty() {
        return;
    }
    terminal.line("");
    terminal.say("import-findings", &[("count", &number(outcome.findings.len()))]);
    let row = |finding: &Finding| {
        let sentence = terminal.text(&format!("django-{}", finding.code.name().replace('_', "-")));
        vec![finding.source.clone(), sentence, finding.detail.clone()]
    };
    terminal.table(&outcome.findings.iter().map(row).collect::<Vec<_>>());
}
