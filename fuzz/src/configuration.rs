//! What is configured: a file, variables, and the file of a seat. Every wrong value is named, and what is taken is within
//! what the program can bear.
//!
//! First byte: 0 `preau.toml`, 1 a `.env`, 2 `kiosk.toml`.

use std::path::Path;

use preau_kernel::config::{Config, ConfigError, Layers};
use preau_kernel::module::Module;

use crate::parts::{choice, text};

pub fn target(data: &[u8]) {
    let Some((kind, rest)) = choice(data, 3) else { return };
    let said = text(rest);
    match kind {
        0 => file(&said),
        1 => variables(rest),
        _ => kiosk(&said),
    }
}

fn layers() -> Layers {
    let modules = preau::modules::every();
    let sections = modules.iter().filter_map(|module| Module::config(module.as_ref()));
    Layers::new(Config::kernel_sections().into_iter().chain(sections).collect())
}

fn file(text: &str) {
    let mut layers = layers();
    match layers.toml(Path::new("preau.toml"), text) {
        Ok(()) => whole(layers),
        Err(error) => named(&error),
    }
}

fn variables(bytes: &[u8]) {
    let Ok(pairs) = dotenvy::from_read_iter(bytes).collect::<Result<Vec<_>, _>>() else { return };
    let mut layers = layers();
    match layers.variables(pairs, ".env") {
        Ok(()) => whole(layers),
        Err(error) => named(&error),
    }
}

fn whole(layers: Layers) {
    let config = match Config::from_layers(layers) {
        Ok(config) => config,
        Err(error) => return named(&error),
    };
    const TEN_YEARS: i64 = 3_650 * 86_400;
    assert!((0..=TEN_YEARS).contains(&config.server.request_timeout.as_secs()));
    for module in preau::modules::switched_on(&config.modules) {
        if let Err(error) = Module::state(module.as_ref(), &config) {
            named(&error);
        }
    }
}

fn named(error: &ConfigError) {
    assert!(!error.key.is_empty() && !error.origin.is_empty(), "{error:?}");
}

fn kiosk(text: &str) {
    match preau_kiosk::Config::parse(text) {
        Ok(config) => {
            assert!(config.listen.ip().is_loopback(), "the lock screen is for this machine");
            assert!(config.server.starts_with("http://") || config.server.starts_with("https://"));
        }
        Err(failure) => assert!(!failure.to_string().trim().is_empty()),
    }
}
