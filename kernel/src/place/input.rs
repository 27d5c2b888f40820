//! What a change of the place may hold, read and checked.

use std::str::FromStr;

use chrono::NaiveTime;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Place;
use crate::error::{Error, Result};
use crate::files::FileId;
use crate::i18n::Lang;
use crate::web::Fields;

const MAX_OPENINGS: usize = 50;

/// One stretch of a week's day, on the place's own clock.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpeningHours {
    /// 1 Monday to 7 Sunday (ISO 8601).
    #[schema(minimum = 1, maximum = 7)]
    pub day: u8,
    #[schema(example = "09:00")]
    pub opens: String,
    #[schema(example = "12:30")]
    pub closes: String,
}

/// The fields to change; `None` leaves one as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    pub name: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub zone: Option<Tz>,
    pub languages: Option<Vec<Lang>>,
    pub default_language: Option<Lang>,
    /// `Some(None)` takes the logo away.
    pub logo: Option<Option<FileId>>,
    pub opening_hours: Option<Vec<OpeningHours>>,
}

impl Change {
    /// From a JSON object, with its `row_version`; every wrong field is named. The logo has a route of its own.
    pub fn parse(mut map: Map<String, Value>) -> Result<(Self, Option<i64>)> {
        let openings = map.remove("opening_hours").filter(|value| !value.is_null());
        let mut fields = Fields::new(map);
        let mut change = Self::default();
        if fields.has("name") {
            change.name = Some(one_line(&fields.required_text("name", 150)));
        }
        change.address = fields.text("address", 500).map(|text| text.trim().to_owned());
        change.phone = fields.text("phone", 50).map(|text| one_line(&text));
        change.email = fields.text("email", 254).map(|text| one_line(&text));
        if change.email.as_ref().is_some_and(|text| !text.is_empty() && lettre::Address::from_str(text).is_err()) {
            fields.error("email", "not_an_email");
        }
        if let Some(text) = fields.text("zone", 64) {
            change.zone = text.parse().ok();
            if change.zone.is_none() {
                fields.error("zone", "unknown_zone");
            }
        }
        if let Some(codes) = fields.texts("languages", 10) {
            let mut known: Vec<Lang> = codes.iter().filter_map(|code| code.parse().ok()).collect();
            if known.is_empty() || known.len() != codes.len() {
                fields.error("languages", "unknown_language");
            }
            known.sort();
            known.dedup();
            change.languages = Some(known);
        }
        if let Some(code) = fields.text("default_language", 10) {
            change.default_language = code.parse().ok();
            if change.default_language.is_none() {
                fields.error("default_language", "unknown_language");
            }
        }
        if let Some(value) = openings {
            change.opening_hours = parse_openings(value);
            if change.opening_hours.is_none() {
                fields.error("opening_hours", "wrong_opening_hours");
            }
        }
        let version = fields.integer("row_version");
        fields.finish()?;
        Ok((change, version))
    }

    pub(super) fn apply(self, old: &Place) -> Result<Place> {
        let old = old.clone();
        let new = Place {
            name: self.name.unwrap_or(old.name),
            address: self.address.unwrap_or(old.address),
            phone: self.phone.unwrap_or(old.phone),
            email: self.email.unwrap_or(old.email),
            zone: self.zone.unwrap_or(old.zone),
            languages: self.languages.unwrap_or(old.languages),
            default_language: self.default_language.unwrap_or(old.default_language),
            logo: self.logo.unwrap_or(old.logo),
            opening_hours: self.opening_hours.unwrap_or(old.opening_hours),
            ..old
        };
        if new.languages.contains(&new.default_language) {
            Ok(new)
        } else {
            Err(Error::invalid("default_language", "not_among_languages"))
        }
    }
}

/// In order of the week; `None` when an entry is wrong or two of a day overlap.
fn parse_openings(value: Value) -> Option<Vec<OpeningHours>> {
    let mut all: Vec<OpeningHours> = serde_json::from_value(value).ok()?;
    all.sort();
    let fits = all.len() <= MAX_OPENINGS
        && all
            .iter()
            .all(|o| (1..=7).contains(&o.day) && is_time(&o.opens) && is_time(&o.closes) && o.opens < o.closes)
        && all.windows(2).all(|pair| pair[0].day != pair[1].day || pair[0].closes <= pair[1].opens);
    fits.then_some(all)
}

/// `09:00`; the text order of such times is their order. `24:00` is the end of a day.
fn is_time(text: &str) -> bool {
    text == "24:00" || (text.len() == 5 && NaiveTime::parse_from_str(text, "%H:%M").is_ok())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parse(value: Value) -> Result<(Change, Option<i64>)> {
        let Value::Object(map) = value else { panic!("an object") };
        Change::parse(map)
    }

    #[test]
    fn every_wrong_field_is_named() {
        let wrong = parse(json!({
            "name": " ", "email": "nobody", "zone": "Mars/Base", "languages": ["fr", "de"], "default_language": "de",
            "opening_hours": [{"day": 8, "opens": "09:00", "closes": "12:00"}], "row_version": "x"
        }));
        let Err(Error::Invalid(errors)) = wrong else { panic!("refused") };
        let named: Vec<_> = errors.0.keys().map(String::as_str).collect();
        assert_eq!(named, ["default_language", "email", "languages", "name", "opening_hours", "row_version", "zone"]);
    }

    #[test]
    fn opening_hours_are_sorted_and_must_not_overlap() {
        let day = |day: u8, opens: &str, closes: &str| json!({"day": day, "opens": opens, "closes": closes});
        let Some(sorted) =
            parse_openings(json!([day(2, "14:00", "24:00"), day(2, "09:00", "12:00"), day(1, "08:00", "09:00")]))
        else {
            panic!("good")
        };
        assert_eq!(sorted.iter().map(|o| o.opens.as_str()).collect::<Vec<_>>(), ["08:00", "09:00", "14:00"]);
        assert!(parse_openings(json!([day(1, "09:00", "12:00"), day(1, "11:00", "13:00")])).is_none());
        assert!(parse_openings(json!([day(1, "9:00", "12:00")])).is_none());
        assert!(parse_openings(json!([day(1, "12:00", "09:00")])).is_none());
    }
}
