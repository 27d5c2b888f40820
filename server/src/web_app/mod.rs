//! The web app, served by the program itself: the files of `web/` under `/assets/<hash of all>/`, its page under `/app/`
//! and every path below, its service worker and its manifest.
//!
//! Map: `files` what `build.rs` has put into the program · `template` the three files with placeholders · `pages` the page
//! in each language · `policy` its Content-Security-Policy · `routes` what is answered · `export` the same as static files
//! for another host.

pub(crate) mod export;
mod files;
mod pages;
mod policy;
mod routes;
mod template;

use std::any::Any;
use std::sync::Arc;

use preau_kernel::app::App;
use preau_kernel::config::{Config, ConfigError};
use preau_kernel::module::Module;
use preau_kernel::web::Api;

/// Under which path the page is; also the scope of the service worker.
const BASE: &str = "/app";

pub(crate) struct WebApp;

impl Module for WebApp {
    fn name(&self) -> &'static str {
        "web"
    }

    fn state(&self, config: &Config) -> Result<Option<Arc<dyn Any + Send + Sync>>, ConfigError> {
        Ok(Some(Arc::new(pages::Pages::new(config.web.api_origin()))))
    }

    fn api(&self, app: &App) -> Api {
        if app.config().web.enabled { Api::default().pages(routes::routes(app)) } else { Api::default() }
    }
}
