//! `preau openapi`: the document of every route, without a place.

use preau_kernel::clock::Chance;
use preau_kernel::secrets::Secrets;
use preau_kernel::{Error, web};

use crate::failure::Failure;
use crate::startup::{self, Wishes};
use crate::terminal::Terminal;

pub(crate) async fn run(terminal: &Terminal, wishes: Wishes) -> Result<(), Failure> {
    let folder = tempfile::Builder::new().prefix("preau-openapi-").tempdir()?;
    let url = format!("sqlite://{}", folder.path().join("none.db").display());
    let option = "preau openapi";
    let wishes = wishes.set("database.url", Some(url), option).set("mail.transport", Some("memory"), option).set(
        "files.storage",
        Some("database"),
        option,
    );
    let config = startup::configuration(&wishes)?;
    let nobody = Secrets::new(&format!("{:?}", Chance::System.bytes::<32>()), None, &[]);
    let app = startup::app_with(config, terminal, nobody).await?;
    let document = serde_json::to_string_pretty(&web::openapi(&app)).map_err(Error::from)?;
    terminal.line(&document);
    app.db().close().await;
    Ok(())
}
