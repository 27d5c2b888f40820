//! Password slips: JSON, or a page to print, six cards to an A4 sheet.

use askama::Template;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use preau_kernel::app::App;
use preau_kernel::i18n::Lang;
use preau_kernel::place::Place;
use preau_kernel::web::page::{assets, prefers_html};
use preau_kernel::web::{Json, RequestInfo, secret};
use preau_kernel::{Error, Result};

use crate::State;
use crate::actions::initial_password::Slip;

#[derive(Template)]
#[template(path = "slips.html")]
struct Slips<'a> {
    app: &'a App,
    lang: Lang,
    place: &'a str,
    /// Where one logs in.
    address: String,
    slips: &'a [Slip],
}

impl Slips<'_> {
    fn text(&self, key: &str) -> String {
        self.app.l10n().text(self.lang, key)
    }

    fn style(&self) -> &'static str {
        assets::STYLE.path()
    }

    fn count(&self) -> String {
        self.app.l10n().with(self.lang, "pages-slips-count", &[("count", &self.slips.len().to_string())])
    }
}

/// One slip is an object, several are a list; a browser gets the page. Kept by nobody.
pub async fn answer(
    app: &App,
    info: &RequestInfo,
    headers: &HeaderMap,
    slips: Vec<Slip>,
    single: bool,
) -> Result<Response> {
    let answer = match (single, slips.first()) {
        _ if prefers_html(headers) => page(app, info.lang(), &slips).await?,
        (true, Some(slip)) => Json(slip).into_response(),
        _ => Json(&slips).into_response(),
    };
    Ok(secret(answer))
}

async fn page(app: &App, lang: Lang, slips: &[Slip]) -> Result<Response> {
    let place = Place::load(app).await?;
    let address = app.state::<State>().frontend_url(app);
    let page = Slips { app, lang, place: &place.name, address, slips };
    let html = page.render().map_err(Error::internal)?;
    Ok(([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response())
}
