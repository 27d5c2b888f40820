//! What the calendar keeps in memory: the holidays of the configuration, who offers events to private feeds, and how
//! outside calendars are read.

use std::collections::BTreeSet;
use std::sync::Arc;

use parking_lot::RwLock;
use preau_kernel::Refusal;
use preau_kernel::config::{Config, ConfigError};

use crate::config::CalendarConfig;
use crate::domain::holidays::{Holidays, LegalDay, OwnDay, Region};
use crate::feeds::FeedSource;
use crate::outside::Web;

pub struct State {
    pub holidays: Holidays,
    sources: RwLock<Vec<Arc<dyn FeedSource>>>,
    web: RwLock<Web>,
}

impl State {
    /// In a demonstration every holiday is open, so that there is something to see on any day.
    pub fn new(whole: &Config) -> Result<Self, ConfigError> {
        let config: CalendarConfig = whole.section("calendar")?;
        let wrong = |key: &str, value: &str, known: String| {
            whole.wrong(key, Refusal::new("not_one_of").arg("value", value).arg("known", known))
        };
        let region = Region::parse(&config.holidays)
            .ok_or_else(|| wrong("calendar.holidays", &config.holidays, Region::ALL.map(Region::name).join(", ")))?;
        let mut open = BTreeSet::new();
        for key in &config.open_holidays {
            match LegalDay::parse(key) {
                Some(day) => drop(open.insert(day)),
                None if key == "all" => open.extend(LegalDay::ALL),
                None => {
                    let known = format!("all, {}", LegalDay::ALL.map(LegalDay::key).join(", "));
                    return Err(wrong("calendar.open_holidays", key, known));
                }
            }
        }
        let mut own = Vec::new();
        for text in &config.own_holidays {
            let day = OwnDay::parse(text);
            own.push(day.ok_or_else(|| {
                whole.wrong("calendar.own_holidays", Refusal::new("no_own_holiday").arg("value", text))
            })?);
        }
        if whole.demo {
            open.extend(LegalDay::ALL);
        }
        Ok(Self { holidays: Holidays { region, open, own }, sources: RwLock::default(), web: RwLock::default() })
    }

    /// A module that has events for people offers them so when it starts.
    pub fn offer(&self, source: Arc<dyn FeedSource>) {
        self.sources.write().push(source);
    }

    /// How outside calendars are read.
    pub fn web(&self) -> Web {
        self.web.read().clone()
    }

    /// Reads outside calendars otherwise from here on: for tests.
    pub fn read_by(&self, web: Web) {
        *self.web.write() = web;
    }

    pub(crate) fn sources(&self) -> Vec<Arc<dyn FeedSource>> {
        self.sources.read().clone()
    }
}
