//! Keys of seats: an operator asks for a one-time code, whoever sits at the machine uses it up.

use chrono::TimeDelta;
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::throttle;
use preau_kernel::secrets::{Purpose, hmac};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use super::only;
use crate::actions::tell::room_event;
use crate::domain::key::SeatKey;
use crate::domain::live::enrolment;
use crate::store::live::enrolment as store;
use crate::store::live::pending;

const CODE_LIFE: TimeDelta = TimeDelta::minutes(30);
const LABEL: &[u8] = b"seat enrolment";
/// Wrong codes of one network within a quarter of an hour.
const WRONG_CODES: i64 = 10;
const WINDOW: TimeDelta = TimeDelta::minutes(15);

pub(crate) struct Code {
    pub(crate) code: String,
    pub(crate) expires_at: Timestamp,
}

pub(crate) struct Enrolled {
    pub(crate) workstation: i64,
    pub(crate) name: String,
    pub(crate) key: SeatKey,
}

/// Codes that were given for the seat before are void; its present key holds until the new one is taken.
pub(crate) async fn give_code(app: &App, info: &RequestInfo, actor: &Actor, workstation: i64) -> Result<Code> {
    let now = app.now();
    let (code, expires_at) = (enrolment::draw(app.chance()), now.plus(CODE_LIFE));
    let plain = enrolment::plain(&code).ok_or_else(|| Error::internal("a code that does not read back"))?;
    let mac = app.secrets().mac(Purpose::OneTime, &[LABEL, plain.as_bytes()]);
    let tx = app.db().write_tx().await?;
    let seat = store::get_locked(&tx, workstation).await?;
    store::give(&tx, workstation, &mac, actor.user_id, now, expires_at).await?;
    let entry = Entry::new("workstation_enrolment_code").target("workstation", workstation, seat.name);
    audit::record(&tx, app, info, entry.meta("expires_at", expires_at.to_string())).await?;
    tx.commit().await?;
    Ok(Code { code, expires_at })
}

/// One refusal for codes that are unknown, used or expired.
pub(crate) async fn enrol(app: &App, info: &RequestInfo, code: &str) -> Result<Enrolled> {
    let now = app.now();
    let throttled = format!("enrol:{}", info.network());
    let [wrong] = throttle::read(app.db().read(), [(throttled.as_str(), WINDOW)], now).await?;
    if wrong.count >= WRONG_CODES {
        return Err(too_many());
    }
    let plain = enrolment::plain(code);
    let macs = plain.map(|plain| macs(app, &plain)).unwrap_or_default();
    let tx = app.db().write_tx().await?;
    let Some(workstation) = store::take(&tx, &macs, now).await? else {
        if throttle::hit(&tx, &throttled, now, WINDOW).await? > WRONG_CODES {
            return Err(too_many());
        }
        tx.commit().await?;
        super::greet::refused(app, info, 0, "wrong_enrolment_code").await?;
        return Err(Error::refused("enrolment_code_refused"));
    };
    let seat = store::get_locked(&tx, workstation).await?;
    let key = SeatKey::issue(app.chance(), workstation);
    store::set_key(&tx, workstation, Some(&key.mac(app.secrets())), now).await?;
    pending::withdraw(&tx, workstation, now).await?;
    only(&tx, workstation, None);
    room_event(&tx, seat.room_id, workstation);
    let entry = Entry::new("workstation_enrolled").target("workstation", workstation, seat.name.clone());
    audit::record(&tx, app, info, entry.meta("again", seat.is_enrolled)).await?;
    // Last of all, as with access codes: of many that come at once, as many are judged as of many in a row.
    if throttle::held(&tx, &throttled, now, WINDOW).await? >= WRONG_CODES {
        return Err(too_many());
    }
    tx.commit().await?;
    Ok(Enrolled { workstation, name: seat.name, key })
}

fn too_many() -> Error {
    Error::TooMany { code: "too_many_attempts", retry_after_seconds: WINDOW.num_seconds().unsigned_abs() }
}

/// Under every key that is accepted: a code survives a rotation of the place's secret.
fn macs(app: &App, plain: &str) -> Vec<[u8; 32]> {
    let keys = app.secrets().keys(Purpose::OneTime);
    keys.iter().map(|(_, key)| hmac(key, &[LABEL, plain.as_bytes()])).collect()
}

/// The seat's key is void at once, and its connection ends. Harmless when it has none.
pub(crate) async fn withdraw(app: &App, info: &RequestInfo, workstation: i64) -> Result<()> {
    let now = app.now();
    let tx = app.db().write_tx().await?;
    let seat = store::get_locked(&tx, workstation).await?;
    if !seat.is_enrolled {
        return tx.rollback().await;
    }
    store::set_key(&tx, workstation, None, now).await?;
    pending::withdraw(&tx, workstation, now).await?;
    only(&tx, workstation, None);
    room_event(&tx, seat.room_id, workstation);
    let entry = Entry::new("workstation_key_withdrawn").target("workstation", workstation, seat.name);
    audit::record(&tx, app, info, entry).await?;
    tx.commit().await
}
