//! What is done to the sessions of many seats, to their states, and to machines that sleep.

use preau_kernel::audit::{self, Entry};
use preau_kernel::{Error, Result};

use super::lines::rooms_of;
use super::{Deed, Giving, Outcome};
use crate::actions::live::wake;
use crate::actions::seats::state_entry;
use crate::actions::sessions::change::{self, Change};
use crate::actions::tell::room_event;
use crate::domain::life::Reason;
use crate::domain::live::wake::address;
use crate::store::live::together as rows;
use crate::store::locks;

impl Giving<'_> {
    /// Each session in a part of the transaction that is undone if it is refused.
    pub(super) async fn deed(&self, deed: Deed, seats: &[i64], done: &mut Outcome) -> Result<()> {
        let tx = self.app.db().write_tx().await?;
        let targets = rows::locked(&tx, seats).await?;
        // All of them before anything else is locked: two who order the same seats about do not wait for one another.
        let mut sessions: Vec<i64> = targets.iter().filter_map(|target| target.session).collect();
        let mut visitors: Vec<i64> = targets.iter().filter_map(|target| target.visitor).collect();
        sessions.sort_unstable();
        visitors.sort_unstable();
        locks::sessions(&tx, &sessions).await?;
        locks::visitors(&tx, &visitors).await?;
        for target in &targets {
            let Some(session) = target.session else {
                done.refuse(target, Error::conflict("no_session"));
                continue;
            };
            let change = deed.at(target.id);
            let changing = change::change_together(&tx, self.app, self.info, session, change, self.together);
            match tx.attempt(changing).await {
                Ok(()) => done.take(target, None, Some(session)),
                Err(why @ (Error::Conflict(_) | Error::Invalid(_) | Error::NotFound)) => done.refuse(target, why),
                Err(error) => return Err(error),
            }
        }
        tx.commit().await
    }

    /// The same state again is no change, and no entry.
    pub(super) async fn state(&self, state: &str, seats: &[i64], done: &mut Outcome) -> Result<()> {
        let tx = self.app.db().write_tx().await?;
        let targets = rows::locked(&tx, seats).await?;
        let changed: Vec<_> = targets.iter().filter(|target| target.admin_state != state).collect();
        let ids: Vec<i64> = changed.iter().map(|target| target.id).collect();
        rows::set_admin_state(&tx, &ids, state, self.app.now()).await?;
        let entries = changed
            .iter()
            .map(|target| self.shared(state_entry((target.id, &target.name), &target.admin_state, state)))
            .collect();
        audit::record_all(&tx, self.app, self.info, entries).await?;
        for (room, seat) in rooms_of(changed.iter().copied()) {
            room_event(&tx, room, seat);
        }
        tx.commit().await?;
        targets.iter().for_each(|target| done.take(target, None, target.session));
        Ok(())
    }

    /// Nobody answers such a packet: that it was sent is all that is known.
    pub(super) async fn wake(&self, seats: &[i64], done: &mut Outcome) -> Result<()> {
        let tx = self.app.db().write_tx().await?;
        let (mut addresses, mut entries) = (Vec::new(), Vec::new());
        for target in rows::locked(&tx, seats).await? {
            match address(&target.mac_address) {
                Some(address) => {
                    addresses.push(address);
                    let entry = Entry::new("seat_woken").target("workstation", target.id, target.name.clone());
                    entries.push(self.shared(entry));
                    done.take(&target, None, target.session);
                }
                None => done.refuse(&target, Error::conflict("no_mac_address")),
            }
        }
        audit::record_all(&tx, self.app, self.info, entries).await?;
        tx.commit().await?;
        if addresses.is_empty() { Ok(()) } else { wake::send(self.app, &addresses).await }
    }
}

impl Deed {
    fn at(self, seat: i64) -> Change {
        match self {
            Self::AddTime { minutes } => Change::AddTime { minutes },
            Self::Suspend => Change::Suspend,
            // It keeps this seat.
            Self::Resume => Change::Resume { seat: Some(seat) },
            Self::Terminate => Change::Terminate(Reason::Terminated),
        }
    }
}
