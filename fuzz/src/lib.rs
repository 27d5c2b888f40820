//! What strangers send, thrown at whatever reads it. Each target is a plain function over bytes that asserts what must hold
//! for any of them: `fuzz/run` drives it by libFuzzer, `tests/` replay its corpus and mutations of it.
//!
//! Map: a target per module, in the order of [`TARGETS`] · `parts` how an input is taken apart · `panics` those of a
//! library that ours survives · `probe` a module of one route that says what the kernel made of a request · `place` the whole
//! program with a demonstration in it.
//!
//! To add one: a module with `target`, its line in [`TARGETS`], `fuzz_targets/<name>.rs` and its `[[bin]]`, seeds in
//! `corpus/<name>/`; `tests/replay.rs` says what is missing.

pub mod addresses;
pub mod bodies;
pub mod calendars;
pub mod configuration;
pub mod cursors;
pub mod django_dumps;
pub mod documents;
pub mod heads;
pub mod imports;
pub mod lists;
pub mod markdown;
pub mod names;
pub mod office_forms;
pub mod people_csv;
pub mod photos;
pub mod school_sheets;
pub mod seat_frames;
pub mod sockets;
pub mod tokens;

mod panics;
mod parts;
mod place;
mod probe;

/// One thing that reads what strangers write.
pub struct Target {
    pub name: &'static str,
    /// Panics when something does not hold.
    pub run: fn(&[u8]),
    /// Bytes of an input, at most: what is gained by longer ones is paid for in tries.
    pub longest: usize,
}

const fn target(name: &'static str, run: fn(&[u8]), longest: usize) -> Target {
    Target { name, run, longest }
}

pub const TARGETS: &[Target] = &[
    target("tokens", tokens::target, 700),
    target("cursors", cursors::target, 600),
    target("lists", lists::target, 400),
    target("heads", heads::target, 1_000),
    target("bodies", bodies::target, 2_000),
    target("people_csv", people_csv::target, 3_000),
    target("school_sheets", school_sheets::target, 3_000),
    target("imports", imports::target, 1_000),
    target("calendars", calendars::target, 4_000),
    target("addresses", addresses::target, 400),
    target("seat_frames", seat_frames::target, 3_000),
    target("sockets", sockets::target, 1_500),
    target("photos", photos::target, 4_000),
    target("documents", documents::target, 4_000),
    target("markdown", markdown::target, 2_000),
    target("django_dumps", django_dumps::target, 4_000),
    target("configuration", configuration::target, 2_000),
    target("names", names::target, 600),
    target("office_forms", office_forms::target, 800),
];
