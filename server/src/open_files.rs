//! Every connection is an open file. Systems start programs with few of them, of which they may take more themselves
//! (systemd: 1024, and half a million): a room full of seats needs them.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// As many as the system allows; what it refuses is told, and the program goes on with what it has.
pub(crate) fn allow_all() {
    let limit = getrlimit(Resource::Nofile);
    if limit.current == limit.maximum {
        return;
    }
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum }) {
        tracing::warn!(%error, ?limit, "open files stay limited");
    }
}
