//! Whole imports of sheets, of people and of the school, as dry runs on the demonstration: each ends in a report or a
//! refusal, and every fault stands at its line.
//!
//! First byte: what is imported. The rest: the file.

use preau_school::store::sheets::Kind;

use crate::parts::choice;
use crate::place::{PLACE, place};

const PEOPLE: [&str; 4] = ["professors", "students", "tutors", "managers"];

pub fn target(data: &[u8]) {
    let Some((what, file)) = choice(data, PEOPLE.len() + Kind::ALL.len()) else { return };
    let path = match PEOPLE.get(what) {
        Some(people) => format!("/api/{people}/import/?dry_run=true"),
        None => format!("/api/school/import/?dry_run=true&kind={}", Kind::ALL[what - PEOPLE.len()].name()),
    };
    let lines = file.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
    PLACE.with(place(), async |place| {
        let answer = place.api.post(&path).body("text/csv", file.to_vec()).send().await;
        let status = answer.status();
        assert!(status == 200 || status == 400, "{path} answered {status}: {}", answer.text());
        let body = answer.json();
        if status == 400 {
            assert!(body["code"].is_string(), "{body}");
            return;
        }
        assert_eq!(body["dry_run"], true, "{body}");
        for error in body["errors"].as_array().into_iter().flatten() {
            let line = error["row"].as_u64().and_then(|line| usize::try_from(line).ok());
            assert!(line.is_some_and(|line| (1..=lines).contains(&line)), "of {lines} lines: {error}");
            assert!(error["message"].as_str().is_some_and(|text| !text.is_empty()), "{error}");
            assert!(error["field"].is_null() || error["field"].is_string(), "{error}");
        }
    });
}
