//! The lessons of a person in their private calendar links.

use async_trait::async_trait;
use preau_calendar::domain::ical::event::Event;
use preau_calendar::domain::interval::Interval;
use preau_calendar::feeds::FeedSource;
use preau_kernel::i18n::Lang;
use preau_kernel::{App, Result};

pub(crate) struct MyLessons;

#[async_trait]
impl FeedSource for MyLessons {
    fn kind(&self) -> &'static str {
        "lessons"
    }

    async fn events(&self, _app: &App, _user: i64, _lang: Lang, _range: Interval) -> Result<Vec<Event>> {
        Ok(Vec::new())
    }
}
