//! What the school keeps in memory: its configuration, and who follows a lesson live.

use preau_calendar::domain::wall::WallTime;
use preau_kernel::Refusal;
use preau_kernel::config::{Config, ConfigError};

use crate::config::SchoolConfig;

pub struct State {
    pub config: SchoolConfig,
    /// Of the place's day, read from `quiet_from` and `quiet_to`.
    pub quiet: (WallTime, WallTime),
    pub live: crate::actions::attendance::Live,
}

impl State {
    pub fn new(whole: &Config) -> Result<Self, ConfigError> {
        let config: SchoolConfig = whole.section("school")?;
        let time = |key: &str, value: &str| {
            WallTime::parse(value).ok_or_else(|| whole.wrong(key, Refusal::new("no_time_of_day").arg("value", value)))
        };
        let quiet = (time("school.quiet_from", &config.quiet_from)?, time("school.quiet_to", &config.quiet_to)?);
        Ok(Self { config, quiet, live: crate::actions::attendance::Live::default() })
    }
}
