//! The command line in the reader's language: clap's own words are English, so its headings, its help and its errors
//! are given it from the locales.
//!
//! Keys: `cli-<command>` what a command does, `cli-<command>-arg-<argument>` or else `cli-arg-<argument>` what an
//! argument means.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};

use crate::cli::Cli;
use crate::failure::Failure;
use crate::terminal::Terminal;

/// What was typed; `Err`: help was asked for and shown, or something is wrong and was told.
pub(crate) fn parse(terminal: &Terminal) -> Result<Cli, ExitCode> {
    let command = localized(terminal);
    let typed = command.try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    typed.map_err(|error| explain(terminal, &error))
}

fn localized(terminal: &Terminal) -> Command {
    let command = Cli::command().disable_version_flag(true);
    let help = terminal.text("cli-arg-version");
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help(help);
    with_texts(command, "cli", terminal).arg(version.help_heading(terminal.text("cli-options")))
}

fn with_texts(command: Command, key: &str, terminal: &Terminal) -> Command {
    let template = format!("{{about}}\n\n{} {{usage}}\n\n{{all-args}}", terminal.text("cli-usage"));
    let mut command = command
        .about(terminal.text(key))
        .help_template(template)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(terminal.text("cli-commands"))
        .subcommand_value_name(terminal.text("cli-command"))
        .mut_args(|arg| with_text(arg, key, terminal))
        .mut_subcommands(|sub| {
            let key = format!("{key}-{}", sub.get_name());
            with_texts(sub, &key, terminal)
        });
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help(terminal.text("cli-arg-help"));
    command = command.arg(help.help_heading(terminal.text("cli-options")));
    command
}

fn with_text(arg: Arg, key: &str, terminal: &Terminal) -> Arg {
    let name = arg.get_id().as_str().replace('_', "-");
    let own = format!("{key}-arg-{name}");
    let shared = format!("cli-arg-{name}");
    let help = if terminal.l10n().has(terminal.lang(), &own) { own } else { shared };
    let heading = if arg.is_positional() { "cli-arguments" } else { "cli-options" };
    arg.help(terminal.text(&help)).help_heading(terminal.text(heading))
}

fn explain(terminal: &Terminal, error: &clap::Error) -> ExitCode {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let told = |key| terminal.fail(&Failure::mistyped(key, &[("argument", &argument)]));
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            terminal.line(error.to_string().trim_end());
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(2)
        }
        ErrorKind::UnknownArgument => told("error-cli-unknown-argument"),
        ErrorKind::MissingRequiredArgument => told("error-cli-missing-argument"),
        ErrorKind::ArgumentConflict => told("error-cli-repeated-argument"),
        ErrorKind::InvalidValue | ErrorKind::NoEquals | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            told("error-cli-missing-value")
        }
        ErrorKind::InvalidSubcommand => {
            let command = context(ContextKind::InvalidSubcommand);
            terminal.fail(&Failure::mistyped("error-cli-unknown-command", &[("command", &command)]))
        }
        ErrorKind::MissingSubcommand => terminal.fail(&Failure::mistyped("error-cli-missing-command", &[])),
        _ => {
            let _ = error.print();
            ExitCode::from(2)
        }
    }
}

#[cfg(test)]
mod tests {
    use preau_kernel::i18n::Lang;

    use super::*;

    /// The keys that the command line asks for.
    fn keys(command: &Command, key: &str, found: &mut Vec<String>) {
        found.push(key.to_owned());
        for sub in command.get_subcommands() {
            keys(sub, &format!("{key}-{}", sub.get_name()), found);
        }
    }

    #[test]
    fn every_command_and_argument_has_its_text_in_both_languages() {
        for lang in Lang::ALL {
            let Ok(terminal) = Terminal::new(lang) else { panic!("texts") };
            let mut found = Vec::new();
            keys(&Cli::command(), "cli", &mut found);
            for key in found {
                assert!(terminal.l10n().has(lang, &key), "{} lacks {key}", lang.code());
            }
            let mut command = localized(&terminal);
            command.build();
            all_helped(&command);
        }
    }

    fn all_helped(command: &Command) {
        for arg in command.get_arguments() {
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(!help.is_empty() && !help.starts_with("cli-"), "{} {}: {help}", command.get_name(), arg.get_id());
        }
        command.get_subcommands().for_each(all_helped);
    }
}
