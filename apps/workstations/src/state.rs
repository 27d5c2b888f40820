//! What the computer rooms keep in memory: their configuration, and who is connected.

use preau_kernel::config::{Config, ConfigError};

use crate::config::WorkstationsConfig;

pub struct State {
    pub config: WorkstationsConfig,
    /// Whether codes are taken without a key, at seats that were never enrolled.
    pub open_validation: bool,
    /// Whether sessions end when the place closes.
    pub ends_at_closing: bool,
    pub live: crate::actions::live::Live,
}

impl State {
    pub fn new(whole: &Config) -> Result<Self, ConfigError> {
        let config: WorkstationsConfig = whole.section("workstations")?;
        let config = config.check(whole)?;
        Ok(Self {
            open_validation: config.open_validation || whole.demo,
            ends_at_closing: config.end_at_closing && !whole.demo,
            config,
            live: crate::actions::live::Live::default(),
        })
    }
}
