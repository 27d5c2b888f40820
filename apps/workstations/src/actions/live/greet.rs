//! How a connection of a seat begins: who it is, where both stand, and what is refused.

use chrono::TimeDelta;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::throttle;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};
use preau_seat_protocol::{Hello, LeaseKey, State as SeatState, Welcome};
use serde_json::json;

use crate::domain::key::SeatKey;
use crate::store::live::channel::{self, SeatOnLine};
use crate::store::orders;

/// Refusals of one kind from one network that are told of within a quarter of an hour.
const TOLD: i64 = 5;
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Numbers beyond it are no numbers of ours.
const HIGHEST: u64 = 1 << 53;
/// A seat that counts so much less or more than we do is given a new lease.
const TOLERANCE_MS: u64 = 2_000;

/// The seat whose key this is; 401 without telling why. Its row is as it was a moment ago.
pub(crate) async fn known(app: &App, workstation: i64, key: Option<&SeatKey>) -> Result<(SeatOnLine, LeaseKey)> {
    let unknown = || Error::Unauthenticated("unknown_seat".into());
    let key = key.filter(|key| key.workstation == workstation).ok_or_else(unknown)?;
    let seat = channel::find(app.db().read(), workstation).await?.ok_or_else(unknown)?;
    let mac = seat.key_mac.as_deref().ok_or_else(unknown)?;
    if !key.verify(app.secrets(), mac) {
        return Err(unknown());
    }
    let lease_key = LeaseKey::of(&preau_seat_protocol::SeatKey::new(workstation, *key.secret()));
    Ok((seat, lease_key))
}

/// Whether both stand where the other believes, and the answer.
pub(crate) async fn welcome(app: &App, seat: &SeatOnLine, hello: &Hello) -> Result<Welcome> {
    let highest = hello.last_order.max(hello.lease);
    if highest > HIGHEST || hello.uplink > HIGHEST {
        return Err(Error::refused("wrong_number"));
    }
    let (last_order, uplink) = (number(highest), number(hello.uplink));
    let is_behind = seat.next_order <= last_order || seat.last_uplink < uplink;
    let needs_lease = needs_lease(app, seat, hello);
    if is_behind || needs_lease {
        let now = app.now();
        let tx = app.db().write_tx().await?;
        if is_behind {
            tracing::warn!(workstation = seat.id, "a seat knows more than we do; its numbers go on above");
            channel::catch_up(&tx, seat.id, last_order, uplink).await?;
        }
        if let Some(session) = seat.session.filter(|_| needs_lease) {
            orders::push(&tx, seat.id, "session", &json!({"session": session}), None, now).await?;
        }
        tx.commit().await?;
    }
    let state = match seat.session_status.as_deref() {
        Some("active") if seat.ends_at.is_some_and(|ends_at| ends_at > app.now()) => SeatState::Active,
        Some("suspended") => SeatState::Suspended,
        _ if matches!(seat.admin_state.as_str(), "maintenance" | "offline") => SeatState::Closed,
        _ => SeatState::Free,
    };
    Ok(Welcome {
        server_time: app.now().0,
        uplink: seat.last_uplink.max(uplink).unsigned_abs(),
        name: seat.name.clone(),
        state,
    })
}

/// Its session runs and the seat does not know so, or counts otherwise: a plug was pulled, a disk was changed, or time was
/// added after the copy from which this place was restored.
fn needs_lease(app: &App, seat: &SeatOnLine, hello: &Hello) -> bool {
    let (Some(session), Some(ends_at)) = (seat.session, seat.ends_at) else { return false };
    if seat.has_lease_under_way || ends_at <= app.now() {
        return false;
    }
    let left_ms = (ends_at.0 - app.now().0) / 1_000;
    hello.session != Some(session) || hello.left_ms.is_none_or(|left| left.abs_diff(left_ms) > TOLERANCE_MS)
}

fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Notes that a seat, or what calls itself one, was refused; of many alike, the first few.
pub(crate) async fn refused(app: &App, info: &RequestInfo, workstation: i64, reason: &'static str) -> Result<()> {
    let key = format!("seat_refused:{reason}:{}", info.network());
    let now = app.now();
    // Most of a flood ends here, without a write.
    let [told] = throttle::read(app.db().read(), [(key.as_str(), WINDOW)], now).await?;
    if told.count >= TOLD {
        return Ok(());
    }
    let tx = app.db().write_tx().await?;
    throttle::hit(&tx, &key, now, WINDOW).await?;
    let name = channel::find_name(&*tx, workstation).await?;
    let mut entry = Entry::new("seat_refused").meta("reason", reason).meta("asked", workstation);
    if let Some(name) = name {
        entry = entry.target("workstation", workstation, name);
    }
    audit::record(&tx, app, info, entry).await?;
    tx.commit().await
}
