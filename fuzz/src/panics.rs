//! Panics of a library that ours survives.

use std::sync::Once;

/// The decoder of JPEG, which panics on some broken pictures.
const LIBRARY: &str = "zune-jpeg";

/// A panic within [`LIBRARY`] is no finding from now on: what called it is to catch it. (libFuzzer ends the program at
/// every other one, before anything could.)
pub(crate) fn forgive() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if panic.location().is_none_or(|at| !at.file().contains(LIBRARY)) {
                others(panic);
            }
        }));
    });
}
