//! Claiming time, in the caller's transaction.
//!
//! Who claims for several subjects does so in one call of [`claim_all`] or [`move_source`]: subjects are locked in one
//! order, so that two bookings never wait for each other. The rule itself is in the database; what is checked here first
//! names what is met.

use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::{App, Error, Refusal, Result};
use serde_json::json;

use crate::domain::claim::{Claim, EARLIEST, LATEST, Source, Subject, Wanted, overlapping};
use crate::domain::interval::Interval;
use crate::store::claims as rows;

/// A wanted claim and the claims that it met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    pub wanted: Wanted,
    /// What takes the subject's time. It may be somebody's own: show it to those only who may see them. Empty: another
    /// claim of the same call.
    pub met: Vec<Claim>,
}

#[derive(Debug, thiserror::Error)]
pub enum ClaimError {
    /// Nothing was written.
    #[error("the time is taken")]
    Taken(Vec<Clash>),
    #[error(transparent)]
    Other(#[from] Error),
}

/// 409 `clash` that names what was wanted and not by whom it is taken; a module that shows more makes its own refusal.
impl From<ClaimError> for Error {
    fn from(error: ClaimError) -> Self {
        match error {
            ClaimError::Other(error) => error,
            ClaimError::Taken(clashes) => {
                let shown = clashes.iter().map(|Clash { wanted: Wanted { subject, interval, .. }, .. }| {
                    let (from, to) = (Timestamp::from_seconds(interval.from()), Timestamp::from_seconds(interval.to()));
                    json!({"kind": subject.kind, "id": subject.id, "from": from, "to": to})
                });
                Self::Conflict(Refusal::new("clash").extra("clashes", shown.collect()))
            }
        }
    }
}

/// Takes one subject's time for `source`; with `expires_at` it is a hold.
pub async fn claim(
    tx: &Tx,
    app: &App,
    source: &Source,
    wanted: Wanted,
    expires_at: Option<Timestamp>,
) -> Result<(), ClaimError> {
    claim_all(tx, app, source, &[wanted], expires_at).await
}

/// All of them or none. An exclusive claim is refused where the subject is taken, also by a claim that was itself
/// accepted; one with a reason never is.
pub async fn claim_all(
    tx: &Tx,
    app: &App,
    source: &Source,
    wanted: &[Wanted],
    expires_at: Option<Timestamp>,
) -> Result<(), ClaimError> {
    let each: Vec<_> = wanted.iter().map(|claim| (source.clone(), claim.clone())).collect();
    claim_each(tx, app, &each, expires_at).await
}

/// As [`claim_all`], for many sources at once: a whole series of lessons.
pub async fn claim_each(
    tx: &Tx,
    app: &App,
    each: &[(Source, Wanted)],
    expires_at: Option<Timestamp>,
) -> Result<(), ClaimError> {
    let wanted: Vec<Wanted> = each.iter().map(|(_, claim)| claim.clone()).collect();
    check(&wanted)?;
    let now = app.now();
    rows::lock(tx, wanted.iter().map(|claim| claim.subject)).await?;
    let (live, expired) = met(&**tx, &wanted, now).await?;
    let clashes = pair(&wanted, &live);
    if !clashes.is_empty() {
        return Err(ClaimError::Taken(clashes));
    }
    let expired: Vec<i64> = expired.iter().map(|claim| claim.id).collect();
    rows::delete(tx, &expired).await?;
    if rows::insert(tx, each, expires_at, now).await? {
        return Ok(());
    }
    // Somebody went around the lock; now it can be seen who.
    let (live, _) = met(&**tx, &wanted, now).await?;
    let clashes = pair(&wanted, &live);
    let unseen = || wanted.iter().map(|claim| Clash { wanted: claim.clone(), met: Vec::new() }).collect();
    Err(ClaimError::Taken(if clashes.is_empty() { unseen() } else { clashes }))
}

/// As [`claim_all`], by who has locked the subjects and found them free in this transaction (`store::claims::lock`,
/// then what is busy): mostly one statement, for what has been seen need not be looked at again.
pub async fn claim_seen(
    tx: &Tx,
    app: &App,
    source: &Source,
    wanted: &[Wanted],
    expires_at: Option<Timestamp>,
) -> Result<(), ClaimError> {
    check(wanted)?;
    let each: Vec<_> = wanted.iter().map(|claim| (source.clone(), claim.clone())).collect();
    if rows::insert(tx, &each, expires_at, app.now()).await? {
        return Ok(());
    }
    // Something is in the way that does not count as busy: a hold that has expired.
    claim_all(tx, app, source, wanted, expires_at).await
}

/// Gives `source` other claims instead of those that it has. When they are refused it keeps the old ones.
pub async fn move_source(
    tx: &Tx,
    app: &App,
    source: &Source,
    wanted: &[Wanted],
    expires_at: Option<Timestamp>,
) -> Result<(), ClaimError> {
    let old = rows::of_source(&**tx, source).await?;
    let subjects = old.iter().map(|claim| claim.subject).chain(wanted.iter().map(|claim| claim.subject));
    rows::lock(tx, subjects).await?;
    let mut taken = None;
    let moved = tx
        .attempt(async {
            rows::delete_of_source(tx, source).await?;
            match claim_all(tx, app, source, wanted, expires_at).await {
                Err(ClaimError::Taken(clashes)) => {
                    taken = Some(clashes);
                    Err(Error::conflict("clash"))
                }
                other => Ok(other?),
            }
        })
        .await;
    match taken {
        Some(clashes) => Err(ClaimError::Taken(clashes)),
        None => Ok(moved?),
    }
}

/// Frees what `source` has taken; how many claims these were.
pub async fn release_source(tx: &Tx, source: &Source) -> Result<u64> {
    rows::delete_of_source(tx, source).await
}

/// When these subjects are taken within a range, by what: expired holds left out, by start.
pub async fn busy(conn: &dyn Sql, subjects: &[Subject], range: Interval, now: Timestamp) -> Result<Vec<Claim>> {
    let times: Vec<_> = subjects.iter().map(|subject| (*subject, range)).collect();
    let claims = rows::met(conn, &times).await?;
    Ok(claims.into_iter().filter(|claim| !is_expired(claim, now)).collect())
}

/// What these claims would meet, those of `except` left out: before asking, and for the choice to accept a clash.
pub async fn clashes(conn: &dyn Sql, wanted: &[Wanted], except: Option<&Source>, now: Timestamp) -> Result<Vec<Clash>> {
    let times: Vec<_> = wanted.iter().map(|claim| (claim.subject, claim.interval)).collect();
    let mut claims = rows::met(conn, &times).await?;
    claims.retain(|claim| !is_expired(claim, now) && except != Some(&claim.source));
    let any: Vec<_> = wanted.iter().map(|claim| Wanted { accepted: None, ..claim.clone() }).collect();
    Ok(pair(&any, &claims))
}

/// Removes expired holds; they block nobody meanwhile.
pub async fn remove_expired(app: &App) -> Result<()> {
    const BATCH: u64 = 1000;
    loop {
        let tx = app.db().write_tx().await?;
        let gone = rows::delete_expired(&tx, app.now(), BATCH).await?;
        tx.commit().await?;
        if gone < BATCH {
            return Ok(());
        }
    }
}

/// What a caller may not ask for is a defect of the caller; claims of one call that overlap each other are a clash.
fn check(wanted: &[Wanted]) -> Result<(), ClaimError> {
    let fits = |time: &Interval| time.from() >= EARLIEST && time.to() <= LATEST;
    if wanted.iter().any(|claim| !fits(&claim.interval)) {
        return Err(Error::internal("a claim beyond all years").into());
    }
    if wanted.iter().any(|claim| claim.accepted.as_deref() == Some("")) {
        return Err(Error::internal("a clash is accepted for a reason").into());
    }
    match overlapping(wanted) {
        Some(one) => Err(ClaimError::Taken(vec![Clash { wanted: wanted[one].clone(), met: Vec::new() }])),
        None => Ok(()),
    }
}

/// What the exclusive ones meet: what holds, and what has expired.
async fn met(conn: &dyn Sql, wanted: &[Wanted], now: Timestamp) -> Result<(Vec<Claim>, Vec<Claim>)> {
    let exclusive = wanted.iter().filter(|claim| claim.is_exclusive());
    let times: Vec<_> = exclusive.map(|claim| (claim.subject, claim.interval)).collect();
    let claims = rows::met(conn, &times).await?;
    Ok(claims.into_iter().partition(|claim| !is_expired(claim, now)))
}

fn pair(wanted: &[Wanted], claims: &[Claim]) -> Vec<Clash> {
    let exclusive = wanted.iter().filter(|claim| claim.is_exclusive());
    let clashes = exclusive.map(|wanted| {
        let meets = |claim: &&Claim| claim.subject == wanted.subject && claim.interval.overlaps(wanted.interval);
        Clash { wanted: wanted.clone(), met: claims.iter().filter(meets).cloned().collect() }
    });
    clashes.filter(|clash| !clash.met.is_empty()).collect()
}

fn is_expired(claim: &Claim, now: Timestamp) -> bool {
    claim.expires_at.is_some_and(|at| at <= now.0)
}
