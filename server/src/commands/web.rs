//! `preau web`: the whole web app as static files, for a host of its own.

use crate::cli::Web;
use crate::failure::Failure;
use crate::startup::{self, Wishes};
use crate::terminal::Terminal;
use crate::web_app::export;

/// Of a place that is not asked for its name: the files belong to none yet.
const NAME: &str = "Préau";

pub(crate) fn run(terminal: &Terminal, wishes: Wishes, asked: Web) -> Result<(), Failure> {
    let config = startup::configuration(&wishes.set("web.api_url", asked.api, "--api"))?;
    let name = asked.name.unwrap_or_else(|| NAME.to_owned());
    let count = export::write(&asked.to, terminal.l10n(), &name, config.web.api_origin())?;
    let path = asked.to.display().to_string();
    terminal.say("web-written", &[("count", &count.to_string()), ("path", &path)]);
    Ok(())
}
