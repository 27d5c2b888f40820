//! Verification: walks the whole chain and every entry under it, in memory that does not grow with the trail (only the
//! proofs of removals are kept, a few per day), while the place goes on working.
//!
//! Entries are read after the seal that covers them, and proofs after the entry that is missing: what retention removes
//! meanwhile is always explained.

use std::collections::VecDeque;

use preau_kernel::audit::{Entry, record};
use preau_kernel::db::Reader;
use preau_kernel::secrets::Purpose;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};

use crate::domain::leaf::{EntryRow, Leaf};
use crate::domain::proof::{Proof, Proofs};
pub use crate::domain::report::{Code, Problem, Report, render};
use crate::domain::seal::{Head, Seal, Standing};
use crate::store::entries::{self, Personal};
use crate::store::seals;

/// Seals and entries read at once.
const SEALS: usize = 50;
const ENTRIES: usize = 1000;
/// The most that is listed of what has no entry.
const ORPHANS: usize = 100;

/// Verifies the trail and records `seal_broken` when it is not sound. `expect_head` is what an outside log remembers:
/// the MAC of any seal in hexadecimal, alone or as `number:mac`.
pub async fn run(app: &App, expect_head: Option<String>) -> Result<Report> {
    let report = verify(app, expect_head.as_deref()).await?;
    if !report.is_sound() {
        let mut codes: Vec<&str> = report.problems.iter().map(|problem| problem.code.name()).collect();
        codes.sort_unstable();
        codes.dedup();
        let tx = app.db().write_tx().await?;
        let count = report.problems.len() as u64 + report.more_problems;
        let entry = Entry::new("seal_broken").meta("count", count).meta("problems", codes.join(", "));
        record(&tx, app, &RequestInfo::internal("verify"), entry).await?;
        tx.commit().await?;
        tracing::error!(target: "preau_audit::verify", count, "the audit trail was tampered with");
    }
    Ok(report)
}

/// Verifies the trail and writes nothing.
pub async fn verify(app: &App, expect_head: Option<&str>) -> Result<Report> {
    let mut walk = Walk::new(app, expect_head);
    walk.load_proofs().await?;
    walk.seals().await?;
    walk.rest().await?;
    Ok(walk.report)
}

struct Walk<'a> {
    conn: &'a Reader,
    keys: Vec<(String, [u8; 32])>,
    expected: Option<Expected>,
    /// The last seal that is good; `None` behind one that is not.
    before: Option<Head>,
    /// Entries read ahead, all up to `bound`.
    ahead: VecDeque<(EntryRow, Personal)>,
    read_to: i64,
    bound: i64,
    proofs: Proofs,
    report: Report,
}

struct Expected {
    seq: i64,
    mac: String,
}

impl<'a> Walk<'a> {
    fn new(app: &'a App, expect_head: Option<&str>) -> Self {
        let expected = expect_head.map(|text| {
            let (seq, mac) = text.trim().split_once(':').unwrap_or(("0", text.trim()));
            Expected { seq: seq.parse().unwrap_or_default(), mac: mac.to_ascii_lowercase() }
        });
        Self {
            conn: app.db().read(),
            keys: app.secrets().keys(Purpose::AuditSeal),
            expected,
            before: Some(Head::none()),
            ahead: VecDeque::new(),
            read_to: i64::MIN,
            bound: i64::MIN,
            proofs: Proofs::default(),
            report: Report::default(),
        }
    }

    async fn seals(&mut self) -> Result<()> {
        let (mut after, mut next) = (i64::MIN, 1);
        loop {
            let page = seals::list(self.conn, after, SEALS).await?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after = *last;
            let page: Vec<(i64, Option<Seal>)> =
                page.into_iter().map(|(seq, seal)| (seq, self.believed(seal))).collect();
            self.bound = page.iter().filter_map(|(_, seal)| Some(seal.as_ref()?.last_id)).fold(self.bound, i64::max);
            for (seq, seal) in page {
                if seq > next {
                    self.report.add_range(Code::SealMissing, next, seq - 1);
                    self.before = None;
                }
                self.report.seals += 1;
                match seal {
                    Some(seal) if seq >= 1 => self.seal(&seal).await?,
                    // What it covered cannot be told any more.
                    _ => {
                        self.report.add(Code::SealChanged, seq);
                        self.before = None;
                    }
                }
                next = seq.max(0) + 1;
            }
        }
    }

    /// The seal unless its MAC proves it changed.
    fn believed(&mut self, seal: Option<Seal>) -> Option<Seal> {
        let seal = seal?;
        match seal.standing(&self.keys) {
            Standing::Good => Some(seal),
            Standing::Changed => None,
            Standing::UnknownKey => {
                self.report.add(Code::SealKeyUnknown, seal.seq);
                Some(seal)
            }
        }
    }

    async fn seal(&mut self, seal: &Seal) -> Result<()> {
        let mac = hex::encode(&seal.mac);
        if self.expected.as_ref().is_some_and(|expected| expected.mac == mac) {
            self.expected = None;
        }
        let unbroken = self.before.is_some();
        if self.before.as_ref().is_some_and(|before| !seal.follows(before)) {
            self.report.add(Code::SealUnchained, seal.seq);
        }
        self.report.head = Some((seal.seq, mac));
        self.before = Some(seal.head());
        let Some(leaves) = seal.unpack() else {
            self.report.add(Code::SealChanged, seal.seq);
            self.before = None;
            return Ok(());
        };
        while let Some((entry, _)) = self.next(seal.first_id - 1).await? {
            // Behind a seal that is missing or changed, nothing can be said of the entries that it covered.
            if unbroken {
                self.report.add(Code::EntryInserted, entry.id);
            }
        }
        self.leaves(seal, leaves).await
    }

    async fn leaves(&mut self, seal: &Seal, leaves: Vec<Leaf>) -> Result<()> {
        let mut missing: Vec<Leaf> = Vec::new();
        let mut bare: Vec<EntryRow> = Vec::new();
        let mut leaves = leaves.into_iter().peekable();
        while let Some((entry, personal)) = self.next(seal.last_id).await? {
            while let Some(leaf) = leaves.next_if(|leaf| leaf.id < entry.id) {
                missing.push(leaf);
            }
            let Some(leaf) = leaves.next_if(|leaf| leaf.id == entry.id) else {
                self.report.add(Code::EntryInserted, entry.id);
                continue;
            };
            if leaf.hash != entry.hash() {
                self.report.add(Code::EntryChanged, entry.id);
                continue;
            }
            self.report.sealed += 1;
            match personal {
                Personal::Present { intact: true } => {}
                Personal::Present { intact: false } => self.report.add(Code::PersonalChanged, entry.id),
                Personal::Absent => bare.push(entry),
            }
        }
        missing.extend(leaves);
        self.explain(missing, bare).await
    }

    /// Asks the proofs about what is missing; they are read again when those in memory do not know, for the removal
    /// may be younger than they.
    async fn explain(&mut self, mut missing: Vec<Leaf>, mut bare: Vec<EntryRow>) -> Result<()> {
        for again in [true, false] {
            let before = (missing.len(), bare.len());
            missing.retain(|leaf| !self.proofs.explain_entry(leaf));
            bare.retain(|entry| !self.proofs.explain_personal(entry));
            self.report.removed += (before.0 - missing.len()) as i64;
            self.report.erased += (before.1 - bare.len()) as i64;
            if missing.is_empty() && bare.is_empty() {
                return Ok(());
            }
            if again {
                self.load_proofs().await?;
            }
        }
        for leaf in missing {
            self.report.add(Code::EntryDeleted, leaf.id);
        }
        for entry in bare {
            self.report.add(Code::PersonalDeleted, entry.id);
        }
        Ok(())
    }

    async fn rest(&mut self) -> Result<()> {
        let sealed = self.bound.max(0);
        self.report.unsealed = entries::count_after(self.conn, sealed).await?;
        if let Some(expected) = &self.expected {
            self.report.add(Code::HeadMissing, expected.seq);
        }
        for id in entries::orphans(self.conn, ORPHANS).await? {
            self.report.add(Code::PersonalInserted, id);
        }
        self.forged().await?;
        for id in self.proofs.exceeded() {
            self.report.add(Code::ProofExceeded, id);
        }
        Ok(())
    }

    /// The next entry with an id of at most `last`.
    async fn next(&mut self, last: i64) -> Result<Option<(EntryRow, Personal)>> {
        if self.ahead.is_empty() && self.read_to < self.bound {
            let page = entries::list_with_personal(self.conn, self.read_to, self.bound, ENTRIES).await?;
            self.read_to = if page.len() < ENTRIES { self.bound } else { page[page.len() - 1].0.id };
            self.ahead.extend(page);
        }
        if self.ahead.front().is_some_and(|(entry, _)| entry.id <= last) {
            return Ok(self.ahead.pop_front());
        }
        Ok(None)
    }

    async fn load_proofs(&mut self) -> Result<()> {
        for (id, metadata) in self.proof_entries().await? {
            if let Some(proof) = metadata.and_then(|text| Proof::read(&text, &self.keys)) {
                self.proofs.add(id, proof);
            }
        }
        Ok(())
    }

    async fn forged(&mut self) -> Result<()> {
        for (id, metadata) in self.proof_entries().await? {
            let text = metadata.unwrap_or_default();
            let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
            // A cleaning that found nothing proves nothing and needs no proof.
            let claims = value.get("count").and_then(serde_json::Value::as_i64) != Some(0);
            if claims && Proof::read(&text, &self.keys).is_none() {
                self.report.add(Code::ProofForged, id);
            }
        }
        Ok(())
    }

    async fn proof_entries(&self) -> Result<Vec<(i64, Option<String>)>> {
        let mut list = entries::metadata_of(self.conn, "logs_cleaned").await?;
        list.extend(entries::metadata_of(self.conn, "personal_erased").await?);
        list.sort_unstable_by_key(|(id, _)| *id);
        Ok(list)
    }
}
