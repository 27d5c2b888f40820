//! What can go wrong, in words for whoever installs a seat and for the log; never with a key or a code in it.

use std::fmt;

#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    pub(crate) fn new(what: impl fmt::Display) -> Self {
        Self(what.to_string())
    }

    pub(crate) fn of(what: impl fmt::Display) -> impl FnOnce(Box<dyn std::error::Error + Send + Sync>) -> Self {
        move |error| Self(format!("{what}: {error}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// `result.or_fail("/etc/x")`: what was tried, and why it failed.
pub(crate) trait OrFail<T> {
    fn or_fail(self, what: impl fmt::Display) -> Result<T, Failure>;
}

impl<T, E: Into<Box<dyn std::error::Error + Send + Sync>>> OrFail<T> for Result<T, E> {
    fn or_fail(self, what: impl fmt::Display) -> Result<T, Failure> {
        self.map_err(|error| Failure::of(what)(error.into()))
    }
}
