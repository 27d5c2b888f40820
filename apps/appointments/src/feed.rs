//! Appointments in private calendar links.

use async_trait::async_trait;
use preau_calendar::domain::ical::event::Event;
use preau_calendar::domain::interval::Interval;
use preau_calendar::feeds::FeedSource;
use preau_kernel::i18n::Lang;
use preau_kernel::place::Place;
use preau_kernel::{App, Result};

use crate::mails::event;
use crate::store::appointments;

pub(crate) struct MyAppointments;

#[async_trait]
impl FeedSource for MyAppointments {
    fn kind(&self) -> &'static str {
        "appointments"
    }

    async fn events(&self, app: &App, user: i64, lang: Lang, range: Interval) -> Result<Vec<Event>> {
        let found = appointments::of_person(app.db().read(), user, range).await?;
        let place = Place::load(app).await?;
        found.iter().map(|one| event(app, &place, one, one.coach_id == user, lang)).collect()
    }
}
