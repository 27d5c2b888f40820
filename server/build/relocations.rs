//! What the loader has to set right in the program before it runs is a list that it reads from end to end: 3 MB, a tenth of
//! that when packed (`DT_RELR` of the System V ABI). Loaders know it from glibc 2.36 on, so only a machine that builds for
//! itself and has that gets it.

use std::env;
use std::process::Command;

const KNOWN_FROM: (u32, u32) = (2, 36);

pub(crate) fn pack() {
    let of = |name: &str| env::var(name).unwrap_or_default();
    let is_for_itself = of("HOST") == of("TARGET");
    let is_glibc = of("CARGO_CFG_TARGET_OS") == "linux" && of("CARGO_CFG_TARGET_ENV") == "gnu";
    if is_for_itself && is_glibc && glibc().is_some_and(|version| version >= KNOWN_FROM) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// `glibc 2.41`
fn glibc() -> Option<(u32, u32)> {
    let told = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let told = String::from_utf8(told.stdout).ok()?;
    let (major, minor) = told.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
