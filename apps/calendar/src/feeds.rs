//! Private links to one's calendar. The calendar knows no feature: whoever has events for people implements
//! [`FeedSource`] and offers it in its `Module::start` by `app.state::<preau_calendar::State>().offer(…)`.

use async_trait::async_trait;
use preau_kernel::i18n::Lang;
use preau_kernel::{App, Result};
use sha2::{Digest, Sha256};

use crate::State;
use crate::domain::ical::event::{Event, Method};
use crate::domain::ical::write;
use crate::domain::interval::Interval;

/// The kind that holds the events of every source.
pub const ALL: &str = "all";
/// Days that a feed reaches back and ahead.
const BACK: i64 = 90;
const AHEAD: i64 = 400;
const DAY: i64 = 86_400;

/// Events of one kind for people, offered by the module that has them.
#[async_trait]
pub trait FeedSource: Send + Sync {
    /// `appointments`: stable, part of what people choose. Its text is `feed-<kind>`.
    fn kind(&self) -> &'static str;

    /// What concerns this person within a range, in their language.
    async fn events(&self, app: &App, user: i64, lang: Lang, range: Interval) -> Result<Vec<Event>>;
}

/// What there are links to: everything, and each kind.
pub fn kinds(app: &App) -> Vec<&'static str> {
    std::iter::once(ALL).chain(app.state::<State>().sources().iter().map(|source| source.kind())).collect()
}

/// The calendar of a person as text. A kind that nobody offers any more is empty.
pub async fn calendar(app: &App, user: i64, kind: &str, lang: Lang) -> Result<String> {
    let now = app.now().seconds();
    let Some(range) = Interval::new(now - BACK * DAY, now + AHEAD * DAY) else { return Ok(String::new()) };
    let mut events = Vec::new();
    for source in app.state::<State>().sources() {
        if kind == ALL || source.kind() == kind {
            events.extend(source.events(app, user, lang, range).await?);
        }
    }
    let place = preau_kernel::place::Place::load(app).await?;
    Ok(write::calendar(Method::Publish, &place.name, &events))
}

/// What is kept of a secret. It is as long as a key, so that a plain hash cannot be guessed back.
pub(crate) fn hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}
