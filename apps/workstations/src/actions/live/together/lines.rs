//! Messages, locking, restarting: what goes over the line.

use std::collections::BTreeMap;

use preau_kernel::audit::{self, Entry};
use preau_kernel::{Error, Result};

use super::{Giving, Outcome};
use crate::actions::live::command::Command;
use crate::actions::tell::room_event;
use crate::store::live::together::{self as rows, Target};

impl Giving<'_> {
    pub(super) async fn line(&self, command: &Command, seats: &[i64], done: &mut Outcome) -> Result<()> {
        let now = self.app.now();
        let tx = self.app.db().write_tx().await?;
        let targets = rows::locked(&tx, seats).await?;
        let there: Vec<i64> = targets.iter().map(|target| target.id).collect();
        let pushed = rows::push_all(&tx, &there, command.kind(), &command.payload(), self.by, now).await?;
        if let Command::Message(text) = command {
            rows::insert_messages(&tx, &pushed, text, self.by, now).await?;
        }
        let numbers: BTreeMap<i64, i64> = pushed.iter().map(|one| (one.workstation, one.number)).collect();
        let mut entries = Vec::with_capacity(pushed.len());
        for target in &targets {
            match numbers.get(&target.id) {
                Some(number) => {
                    entries.push(self.entry(command, target).meta("order", *number));
                    done.take(target, Some(*number), target.session);
                }
                // Nobody would hear it.
                None => done.refuse(target, Error::conflict("seat_not_enrolled")),
            }
        }
        audit::record_all(&tx, self.app, self.info, entries).await?;
        for (room, seat) in rooms_of(targets.iter().filter(|target| numbers.contains_key(&target.id))) {
            room_event(&tx, room, seat);
        }
        tx.commit().await
    }

    fn entry(&self, command: &Command, target: &Target) -> Entry {
        let entry = Entry::new(command.audit_action()).target("workstation", target.id, target.name.clone());
        self.shared(entry.meta("kind", command.kind()))
    }

    /// With the word that all entries of the order have in common.
    pub(super) fn shared(&self, entry: Entry) -> Entry {
        entry.meta("together", self.together)
    }
}

/// The rooms in which they stand, each with one of them: whoever looks at a room reads all of it anew.
pub(super) fn rooms_of<'a>(targets: impl IntoIterator<Item = &'a Target>) -> BTreeMap<i64, i64> {
    targets.into_iter().map(|target| (target.room, target.id)).collect()
}
