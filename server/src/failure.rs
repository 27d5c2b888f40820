//! How a command ends that did not succeed: one sentence and an exit code, never a backtrace.

use std::process::ExitCode;

use preau_kernel::Error;
use preau_kernel::config::ConfigError;
use preau_kernel::i18n::{L10n, Lang};

#[derive(Debug)]
pub(crate) enum Failure {
    /// 2: a value of the configuration is wrong.
    Config(ConfigError),
    /// A sentence of the locales, with its exit code.
    Told { key: &'static str, args: Vec<(&'static str, String)>, code: u8 },
    /// 1: what the kernel or a module refused, or could not do.
    Refused(Error),
    /// Everything was said already.
    Said(u8),
}

impl Failure {
    /// 1, with a sentence of the locales.
    pub(crate) fn told(key: &'static str, args: &[(&'static str, &dyn std::fmt::Display)]) -> Self {
        Self::Told { key, args: args.iter().map(|(name, value)| (*name, value.to_string())).collect(), code: 1 }
    }

    /// As [`Self::told`], 2: what was typed is wrong.
    pub(crate) fn mistyped(key: &'static str, args: &[(&'static str, &dyn std::fmt::Display)]) -> Self {
        match Self::told(key, args) {
            Self::Told { key, args, .. } => Self::Told { key, args, code: 2 },
            other => other,
        }
    }

    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Config(_) => 2,
            Self::Told { code, .. } | Self::Said(code) => *code,
            Self::Refused(_) => 1,
        }
    }

    /// One line per thing that is wrong.
    pub(crate) fn sentences(&self, l10n: &L10n, lang: Lang) -> Vec<String> {
        match self {
            Self::Config(error) => {
                let problem = error.sentence(l10n, lang);
                let args = [("key", error.key.as_str()), ("origin", &error.origin), ("problem", &problem)];
                vec![l10n.with(lang, "error-config", &args)]
            }
            Self::Told { key, args, .. } => {
                let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
                vec![l10n.with(lang, key, &args)]
            }
            Self::Refused(error) => refused(error, l10n, lang),
            Self::Said(_) => Vec::new(),
        }
    }

    /// When there are no texts to say it with: a defect that a test catches.
    pub(crate) fn without_texts(&self) -> ExitCode {
        ExitCode::from(self.code())
    }
}

fn refused(error: &Error, l10n: &L10n, lang: Lang) -> Vec<String> {
    match error {
        Error::Unauthenticated(refusal)
        | Error::Forbidden(refusal)
        | Error::Refused(refusal)
        | Error::Conflict(refusal) => vec![l10n.refusal(lang, "refusal", refusal)],
        Error::Invalid(errors) => errors
            .0
            .iter()
            .flat_map(|(field, problems)| problems.iter().map(move |problem| (field, problem)))
            .map(|(field, problem)| {
                let problem = l10n.refusal(lang, "field", problem);
                l10n.with(lang, "error-field", &[("field", field), ("problem", &problem)])
            })
            .collect(),
        // Here the reader runs the machine: what the engine or the system said helps.
        Error::Internal(reason) | Error::Duplicate(reason) => {
            vec![l10n.with(lang, "error-internal", &[("reason", reason)])]
        }
        other => vec![l10n.text(lang, &format!("refusal-{}", other.code().replace('_', "-")))],
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Refused(error.into())
    }
}
