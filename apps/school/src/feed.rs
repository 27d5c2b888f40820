//! The lessons of a person in their private calendar links: those that they give, and at which they are expected.

use async_trait::async_trait;
use preau_calendar::domain::ical::event::{Event, When};
use preau_calendar::domain::interval::Interval;
use preau_calendar::feeds::FeedSource;
use preau_kernel::i18n::Lang;
use preau_kernel::{App, Result};

use crate::store::lessons::{self, Details, Lesson};

pub(crate) struct MyLessons;

#[async_trait]
impl FeedSource for MyLessons {
    fn kind(&self) -> &'static str {
        "lessons"
    }

    async fn events(&self, app: &App, user: i64, lang: Lang, range: Interval) -> Result<Vec<Event>> {
        let conn = app.db().read();
        let mut found = lessons::of_person(conn, user, range).await?;
        found.retain(|lesson| !lesson.is_cancelled());
        let ids: Vec<i64> = found.iter().map(|lesson| lesson.id).collect();
        let mut details = lessons::details(conn, &ids).await?;
        found.iter().map(|one| event(app, one, details.remove(&one.id).unwrap_or_default(), lang)).collect()
    }
}

fn event(app: &App, one: &Lesson, details: Details, lang: Lang) -> Result<Event> {
    let mut event =
        Event::new(one.uid.clone(), app.now().seconds(), When::Time(one.time()?), one.shown_title().to_owned());
    event.sequence = one.sequence;
    event.location = one.room_name.clone().unwrap_or_default();
    let join = |names: Vec<String>| names.join(", ");
    let professors = join(details.professors.into_iter().map(|one| one.name).collect());
    let groups = join(details.groups.into_iter().map(|one| one.name).collect());
    let mut lines = Vec::new();
    for (key, text) in [("calendar-lesson-professors", professors), ("calendar-lesson-groups", groups)] {
        if !text.is_empty() {
            lines.push(app.l10n().with(lang, key, &[("names", &text)]));
        }
    }
    event.description = lines.join("\n");
    Ok(event)
}
