//! The lessons of a person in their private calendar links: those that they give, at which they are expected, and at which
//! their students are.

use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
use preau_calendar::domain::ical::event::{Event, When};
use preau_calendar::domain::interval::Interval;
use preau_calendar::feeds::FeedSource;
use preau_kernel::clock::Timestamp;
use preau_kernel::i18n::Lang;
use preau_kernel::{App, Result};

use crate::store::lessons::{self, Details, Lesson, Tutored};

pub(crate) struct MyLessons;

#[async_trait]
impl FeedSource for MyLessons {
    fn kind(&self) -> &'static str {
        "lessons"
    }

    async fn events(&self, app: &App, user: i64, lang: Lang, range: Interval) -> Result<Vec<Event>> {
        let conn = app.db().read();
        let own = lessons::of_person(conn, user, range).await?;
        let names = names_of_students(app, user, !own.is_empty(), range).await?;
        let mut found: BTreeMap<(Timestamp, i64), Lesson> = BTreeMap::new();
        for lesson in own.into_iter().chain(lessons::of_students_of(conn, user, range).await?) {
            found.insert((lesson.starts_at, lesson.id), lesson);
        }
        found.retain(|_, lesson| !lesson.is_cancelled());
        let ids: Vec<i64> = found.values().map(|lesson| lesson.id).collect();
        let mut details = lessons::details(conn, &ids).await?;
        let shown = |one: &Lesson| {
            let summary = match names.get(&one.id) {
                Some(names) => {
                    let args = [("names", names.as_str()), ("title", one.shown_title())];
                    app.l10n().with(lang, "calendar-lesson-of", &args)
                }
                None => one.shown_title().to_owned(),
            };
            event(app, one, details.remove(&one.id).unwrap_or_default(), lang, summary)
        };
        found.values().map(shown).collect()
    }
}

/// Whose lesson it is, where it could be taken for another's: by lesson.
async fn names_of_students(app: &App, tutor: i64, has_own: bool, range: Interval) -> Result<HashMap<i64, String>> {
    let conn = app.db().read();
    let mut names: HashMap<i64, String> = HashMap::new();
    let students = lessons::tutored(conn, tutor).await?;
    if students == 0 || (students == 1 && !has_own) {
        return Ok(names);
    }
    for Tutored { lesson_id, first_name, .. } in lessons::of_tutored(conn, tutor, range).await? {
        let named = names.entry(lesson_id).or_default();
        if !named.is_empty() {
            named.push_str(", ");
        }
        named.push_str(&first_name);
    }
    Ok(names)
}

fn event(app: &App, one: &Lesson, details: Details, lang: Lang, summary: String) -> Result<Event> {
    let mut event = Event::new(one.uid.clone(), app.now().seconds(), When::Time(one.time()?), summary);
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
