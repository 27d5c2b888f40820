//! The page and the manifest in each language, made once and again when the place has another name.

use std::collections::HashMap;

use axum::http::HeaderValue;
use parking_lot::RwLock;
use preau_kernel::app::App;
use preau_kernel::i18n::Lang;
use preau_kernel::place::Place;
use preau_kernel::web::Cached;

use super::template::Values;
use super::{files, policy};

pub(super) struct Pages {
    /// Origin of the API; empty: the app's own.
    api: String,
    policy: HeaderValue,
    made: RwLock<HashMap<Lang, Made>>,
}

#[derive(Clone)]
pub(super) struct Made {
    title: String,
    pub(super) page: Cached,
    pub(super) manifest: Cached,
}

impl Pages {
    pub(super) fn new(api: &str) -> Self {
        // The configuration has been checked: an origin fits into a header.
        let policy = HeaderValue::try_from(policy::of(api)).unwrap_or(HeaderValue::from_static("default-src 'none'"));
        Self { api: api.to_owned(), policy, made: RwLock::default() }
    }

    pub(super) fn policy(&self) -> HeaderValue {
        self.policy.clone()
    }

    pub(super) fn in_lang(&self, app: &App, lang: Lang, place: &Place) -> Made {
        if let Some(made) = self.made.read().get(&lang).filter(|made| made.title == place.name) {
            return made.clone();
        }
        let values = Values { lang, title: &place.name, api: &self.api, l10n: app.l10n() };
        let made = Made {
            title: place.name.clone(),
            page: Cached::new(files::kind("index.html"), values.page()),
            manifest: Cached::new(files::kind("manifest.webmanifest"), values.manifest()),
        };
        self.made.write().insert(lang, made.clone());
        made
    }
}
