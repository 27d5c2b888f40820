//! What a verification says.

use preau_kernel::i18n::{L10n, Lang};

/// Further problems are counted only.
const MAX_PROBLEMS: usize = 1000;

/// Each is a key of the locales: `audit-verify-<name with dashes>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// Ids are numbers of seals.
    SealMissing,
    SealChanged,
    /// Good in itself, but it does not follow the one before.
    SealUnchained,
    SealKeyUnknown,
    /// The head that an outside log remembers is not in the chain: the end was cut off. Id: its number, 0 if unknown.
    HeadMissing,
    /// Ids are those of entries, from here on.
    EntryChanged,
    EntryDeleted,
    EntryInserted,
    PersonalChanged,
    PersonalDeleted,
    /// A personal part without an entry.
    PersonalInserted,
    /// An entry that claims a removal without the program having made it.
    ProofForged,
    /// More is missing than this removal took.
    ProofExceeded,
}

impl Code {
    pub const ALL: [Self; 13] = [
        Self::SealMissing,
        Self::SealChanged,
        Self::SealUnchained,
        Self::SealKeyUnknown,
        Self::HeadMissing,
        Self::EntryChanged,
        Self::EntryDeleted,
        Self::EntryInserted,
        Self::PersonalChanged,
        Self::PersonalDeleted,
        Self::PersonalInserted,
        Self::ProofForged,
        Self::ProofExceeded,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::SealMissing => "seal_missing",
            Self::SealChanged => "seal_changed",
            Self::SealUnchained => "seal_unchained",
            Self::SealKeyUnknown => "seal_key_unknown",
            Self::HeadMissing => "head_missing",
            Self::EntryChanged => "entry_changed",
            Self::EntryDeleted => "entry_deleted",
            Self::EntryInserted => "entry_inserted",
            Self::PersonalChanged => "personal_changed",
            Self::PersonalDeleted => "personal_deleted",
            Self::PersonalInserted => "personal_inserted",
            Self::ProofForged => "proof_forged",
            Self::ProofExceeded => "proof_exceeded",
        }
    }
}

/// One finding, over the ids `first..=last` (entries or seals, see [`Code`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    pub code: Code,
    pub first: i64,
    pub last: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub seals: i64,
    /// Entries that are there and under a good seal.
    pub sealed: i64,
    /// Entries that retention removed.
    pub removed: i64,
    /// Personal parts that were erased.
    pub erased: i64,
    /// Entries that no seal covers yet.
    pub unsealed: i64,
    /// Number and MAC (hexadecimal) of the last seal.
    pub head: Option<(i64, String)>,
    pub problems: Vec<Problem>,
    /// Problems beyond those that are listed.
    pub more_problems: u64,
}

impl Report {
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// Adds a finding; one that continues the last is drawn together with it.
    pub fn add(&mut self, code: Code, id: i64) {
        self.add_range(code, id, id);
    }

    pub fn add_range(&mut self, code: Code, first: i64, last: i64) {
        let same = self.problems.iter_mut().rev().find(|problem| problem.code == code);
        if let Some(problem) = same
            && problem.last.checked_add(1) == Some(first)
        {
            problem.last = last;
        } else if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem { code, first, last });
        } else {
            self.more_problems += 1;
        }
    }
}

/// The report as the command line prints it.
pub fn render(report: &Report, l10n: &L10n, lang: Lang) -> String {
    let mut lines = vec![l10n.with(
        lang,
        "audit-verify-counts",
        &[
            ("seals", &report.seals.to_string()),
            ("sealed", &report.sealed.to_string()),
            ("removed", &report.removed.to_string()),
            ("erased", &report.erased.to_string()),
            ("unsealed", &report.unsealed.to_string()),
        ],
    )];
    lines.push(match &report.head {
        Some((seq, mac)) => l10n.with(lang, "audit-verify-head", &[("head", &format!("{seq}:{mac}"))]),
        None => l10n.text(lang, "audit-verify-no-head"),
    });
    for problem in &report.problems {
        let ids = if problem.first == problem.last {
            format!("{}", problem.first)
        } else {
            format!("{}–{}", problem.first, problem.last)
        };
        let key = format!("audit-verify-{}", problem.code.name().replace('_', "-"));
        lines.push(format!("  ✗ {}", l10n.with(lang, &key, &[("ids", &ids)])));
    }
    if report.more_problems > 0 {
        lines.push(l10n.with(lang, "audit-verify-more", &[("count", &report.more_problems.to_string())]));
    }
    lines.push(l10n.text(lang, if report.is_sound() { "audit-verify-sound" } else { "audit-verify-unsound" }));
    lines.join("\n")
}
