//! `[calendar]`: whose public holidays, and on which of them the place is open.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarConfig {
    /// Whose public holidays: `none`, `france`, `alsace-moselle`, `guadeloupe`, `martinique`, `guyane`, `la-reunion`,
    /// `mayotte`, `saint-barthelemy` or `saint-martin`.
    pub holidays: String,
    /// Those on which the place is open all the same, by their keys (`whit-monday`), or `all`.
    pub open_holidays: Vec<String>,
    /// Days of the place's own: `12-24 Veille de Noël` each year, `2027-05-07 Pont de l'Ascension` once.
    pub own_holidays: Vec<String>,
}

impl Default for CalendarConfig {
    fn default() -> Self {
        Self { holidays: "france".to_owned(), open_holidays: Vec::new(), own_holidays: Vec::new() }
    }
}
