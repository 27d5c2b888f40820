//! Back office and web app in a real Chromium, on a demonstration's data.
//!
//! Map: `chromium` a browser over `webdriver` · `place` what it visits, with a `sample` of data · `axe` accessibility ·
//! `desk`, `editors`, `bulk`, `export`, `pages` the back office · `coaching` seed 003 from its first command to its last
//! sentence · `school` seed 001, a day of each of its people · `rooms` seed 004, a computer room · `web` the web app.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends there")]

mod axe;
mod bulk;
mod chromium;
mod coaching;
mod desk;
mod editors;
mod export;
#[path = "../admin/fill.rs"]
mod fill;
mod pages;
mod place;
#[path = "../program/process.rs"]
#[allow(dead_code, reason = "shared with the tests of the whole program")]
mod process;
mod rooms;
mod sample;
mod school;
mod web;
mod webdriver;
