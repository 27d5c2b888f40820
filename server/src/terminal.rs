//! What is printed: results on standard output, failures on standard error, in the reader's language.

use std::io::Write;
use std::process::ExitCode;

use preau_kernel::app::App;
use preau_kernel::i18n::{L10n, Lang};

use crate::failure::Failure;
use crate::modules;

pub(crate) struct Terminal {
    l10n: L10n,
    lang: Lang,
}

impl Terminal {
    pub(crate) fn new(lang: Lang) -> Result<Self, Failure> {
        Ok(Self { l10n: App::texts_of(&modules::every())?, lang })
    }

    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    pub(crate) fn l10n(&self) -> &L10n {
        &self.l10n
    }

    pub(crate) fn text(&self, key: &str) -> String {
        self.l10n.text(self.lang, key)
    }

    pub(crate) fn with(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.l10n.with(self.lang, key, args)
    }

    /// Prints a sentence of the locales.
    pub(crate) fn say(&self, key: &str, args: &[(&str, &str)]) {
        self.line(&self.with(key, args));
    }

    /// A reader that has gone away (`preau openapi | head`) is no failure.
    pub(crate) fn line(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "{text}").and_then(|()| out.flush());
    }

    /// Columns as wide as their longest cell, two spaces apart, indented.
    pub(crate) fn table(&self, rows: &[Vec<String>]) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in rows {
            let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
            self.line(format!("  {}", cells.join("  ")).trim_end());
        }
    }

    /// Says what is wrong and gives the exit code.
    pub(crate) fn fail(&self, failure: &Failure) -> ExitCode {
        let mut err = std::io::stderr().lock();
        for sentence in failure.sentences(&self.l10n, self.lang) {
            let _ = writeln!(err, "{}", self.with("error-line", &[("sentence", &sentence)]));
        }
        ExitCode::from(failure.code())
    }
}
