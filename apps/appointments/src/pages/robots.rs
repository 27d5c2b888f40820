//! `/robots.txt` and `/sitemap.xml`: what search engines may look at, and what there is.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use preau_kernel::place::Place;
use preau_kernel::web::{Cached, page};
use preau_kernel::{App, Result};

use super::site::{Addresses, path};
use crate::State as Memory;
use crate::store::pages as rows;

const KEEP: &str = "public, max-age=300";
/// What is for people who work here, or for one person alone.
const CLOSED: [&str; 7] = [page::APP, "/admin/", page::HOME, "/book/", "/booking/", "/api/", "/auth/"];

/// Permission: none, public.
pub(super) async fn robots(State(app): State<App>, headers: HeaderMap) -> Response {
    let closed: String = CLOSED.iter().map(|path| format!("Disallow: {path}\n")).collect();
    let text = format!("User-agent: *\n{closed}\nSitemap: {}/sitemap.xml\n", app.config().base_url());
    Cached::kept("text/plain; charset=utf-8", text, KEEP).answer(&headers)
}

/// Permission: none, public.
pub(super) async fn sitemap(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    let kept = &app.state::<Memory>().kept;
    let sitemap = kept.page(app.db(), "sitemap.xml", make(&app)).await?;
    Ok(sitemap.answer(&headers))
}

async fn make(app: &App) -> Result<Cached> {
    let place = Place::load(app).await?;
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in rows::published(app.db().read()).await? {
        let addresses = Addresses::new(app, &place, &path(&page.slug));
        let others: String = addresses
            .alternates()
            .iter()
            .map(|(lang, href)| {
                format!("<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"{}\"/>", escaped(href))
            })
            .collect();
        // A page that nobody has written yet has no date.
        let at = page.updated_at;
        let date = if at.0 > 0 { format!("<lastmod>{}</lastmod>", at.utc().format("%Y-%m-%d")) } else { String::new() };
        for lang in &place.languages {
            let here = escaped(&addresses.of(*lang));
            text.push_str(&format!("<url><loc>{here}</loc>{date}{others}</url>\n"));
        }
    }
    text.push_str("</urlset>\n");
    Ok(Cached::kept("application/xml; charset=utf-8", text, KEEP))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
