//! `preau`: see the library of this crate.

use std::process::ExitCode;

/// docs/decisions/0017
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    preau::run()
}
