//! `/api/pages/`: the texts of the public site.

use axum::extract::State;
use preau_kernel::i18n::Lang;
use preau_kernel::web::{Json, Path, RequestInfo};
use preau_kernel::{App, Result};
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::pages::{self as rows, SitePage};
use crate::store::services::pick;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PageBody {
    slug: String,
    title: String,
    /// Markdown.
    body: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PagesBody {
    results: Vec<PageBody>,
}

/// Permission: none.
#[utoipa::path(get, path = "/api/pages/", tag = "Page", responses((status = 200, body = PagesBody)))]
pub(crate) async fn list(State(app): State<App>, info: RequestInfo) -> Result<Json<PagesBody>> {
    let pages = rows::published(app.db().read()).await?;
    Ok(Json(PagesBody { results: pages.iter().map(|page| shape(page, info.lang())).collect() }))
}

/// Permission: none.
#[utoipa::path(get, path = "/api/pages/{slug}/", tag = "Page", params(("slug" = String, Path)), responses((status = 200, body = PageBody)))]
pub(crate) async fn get(State(app): State<App>, info: RequestInfo, Path(slug): Path<String>) -> Result<Json<PageBody>> {
    Ok(Json(shape(&rows::get(app.db().read(), &slug).await?, info.lang())))
}

fn shape(page: &SitePage, lang: Lang) -> PageBody {
    PageBody {
        slug: page.slug.clone(),
        title: pick(lang, &page.title_fr, &page.title_en).to_owned(),
        body: pick(lang, &page.body_fr, &page.body_en).to_owned(),
    }
}
