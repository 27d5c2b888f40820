//! The program `preau`: everything put together.
//!
//! Map: `modules` THE one list of modules · `cli` what may be typed, `cli_texts` its help and its errors in the
//! reader's language · `startup` configuration and application · `running` serving until told to stop · `notify` what
//! a service manager is told · `commands` one file per command · `terminal` what is printed · `failure` how a command
//! ends that did not succeed · `open_files` how many connections the system allows · `web_app` the web app, served or
//! written as files ·
//! `locales/` every text of the above.
//!
//! To add a command: its variant in `cli`, its file in `commands/`, its arm in `commands::run`, its texts `cli-…`.

mod cli;
mod cli_texts;
mod commands;
mod failure;
pub mod modules;
mod notify;
mod open_files;
mod running;
mod spare_memory;
mod startup;
mod terminal;
mod web_app;

use std::process::ExitCode;

use preau_kernel::i18n::Lang;

use failure::Failure;
use terminal::Terminal;

/// Does what the arguments say. 0: done; 1: it could not be done, or a check found something; 2: the arguments or the
/// configuration are wrong.
pub fn run() -> ExitCode {
    let terminal = match Terminal::new(Lang::from_environment()) {
        Ok(terminal) => terminal,
        Err(failure) => return failure.without_texts(),
    };
    let cli = match cli_texts::parse(&terminal) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return terminal.fail(&Failure::from(error)),
    };
    let done = runtime.block_on(commands::run(cli, &terminal));
    // What still waits (a password that nobody types any more) must not hold the program.
    runtime.shutdown_background();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => terminal.fail(&failure),
    }
}
