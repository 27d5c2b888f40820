//! The stylesheet and the mark, under paths that name their content, so that browsers keep them for good.

use std::sync::LazyLock;

use axum::Router;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::web::Cached;

/// One file to load; three to read.
const STYLES: &str =
    concat!(include_str!("preau.css"), "\n", include_str!("home.css"), "\n", include_str!("slips.css"));

pub static STYLE: LazyLock<Asset> = LazyLock::new(|| Asset::new("preau.css", "text/css; charset=utf-8", STYLES));
pub static MARK: LazyLock<Asset> = LazyLock::new(|| Asset::new("mark.svg", "image/svg+xml", include_str!("mark.svg")));

pub struct Asset {
    path: String,
    file: Cached,
}

impl Asset {
    pub fn new(name: &str, kind: &'static str, content: &'static str) -> Self {
        let hash = hex::encode(Sha256::digest(content));
        Self { path: format!("/static/{}/{name}", &hash[..16]), file: Cached::immutable(kind, content) }
    }

    /// `/static/<hash>/preau.css`
    pub fn path(&self) -> &str {
        &self.path
    }

    /// For the module that brings it.
    pub fn route(&self, router: Router<App>) -> Router<App> {
        router.route(&self.path, self.file.clone().route())
    }
}

/// An unknown hash is 404.
pub fn routes() -> Router<App> {
    [&*STYLE, &*MARK].into_iter().fold(Router::new(), |router, asset| asset.route(router))
}
