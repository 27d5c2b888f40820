//! A student checks in with the code on the professor's screen. The clock is the server's; what the client says of
//! itself (device, network) is a signal and never a proof.

use chrono::TimeDelta;
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx, throttle};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};
use serde_json::json;

use super::changed;
use super::mark::say;
use super::window::{self, check_time, hashed};
use crate::State;
use crate::domain::attendance::code::{Fresh, Wrong};
use crate::domain::attendance::mark::Said;
use crate::domain::attendance::score::{self, Decision, Signals};
use crate::domain::attendance::status::{Status, Voice};
use crate::permissions::Reach;
use crate::store::attendance::check_ins;
use crate::store::attendance::lessons::{self, Lesson};
use crate::store::attendance::marks::{self, Telling};
use crate::store::attendance::windows::{self, Window};
use crate::store::expected;

/// Wrong codes of one student for one lesson within [`GUESSES_WITHIN`].
const GUESSES: i64 = 5;
const GUESSES_WITHIN: TimeDelta = TimeDelta::minutes(5);

#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) code: String,
    pub(crate) previous_code: Option<String>,
    /// What the client calls the device it runs on.
    pub(crate) device: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) status: Status,
    pub(crate) minutes: i64,
    pub(crate) decision: Decision,
}

/// Present, or so many minutes late.
pub(super) fn arrival(app: &App, lesson: &Lesson, now: Timestamp) -> (Status, i64) {
    let late = now.since(lesson.starts_at);
    if late >= app.state::<State>().config.late_after.delta() && late > TimeDelta::zero() {
        (Status::Late, late.num_minutes().clamp(1, 24 * 60))
    } else {
        (Status::Present, 0)
    }
}

/// What is cheap to refuse is refused without a transaction; everything is asked again within it.
pub(crate) async fn check_in(app: &App, info: &RequestInfo, actor: &Actor, id: i64, claim: &Claim) -> Result<Done> {
    let (student, read) = (actor.user_id, app.db().read());
    if !expected::is_at_lesson(read, id, student).await? {
        return Err(Error::NotFound);
    }
    open_window(app, &lessons::get(read, Reach::Everything, id).await?, read).await?;
    check_first(read, id, student).await?;
    let tx = app.db().write_tx().await?;
    // Every attempt is counted before it is looked at, so that guesses at once are no cheaper than one after another.
    let key = format!("check_in:{id}:{student}");
    let tries = throttle::hit(&tx, &key, app.now(), GUESSES_WITHIN).await?;
    if tries > GUESSES {
        return too_many(app, info, tx, (id, student), tries).await;
    }
    let lesson = lessons::get_locked(&tx, Reach::Everything, id).await?;
    let window = open_window(app, &lesson, &*tx).await?;
    check_first(&*tx, id, student).await?;
    let now = app.now();
    let judged =
        window::codes(app, &window).judge(now, &claim.code, claim.previous_code.as_deref(), window.wants_proof());
    let fresh = match judged {
        Ok(fresh) => fresh,
        Err(wrong) => {
            tx.commit().await?;
            return Err(Error::refused(match wrong {
                Wrong::Code => "wrong_code",
                Wrong::Second => "second_code_needed",
            }));
        }
    };
    let done = accept(app, info, &tx, (&lesson, &window), student, claim, (fresh, tries - 1)).await?;
    throttle::clear(&tx, &key).await?;
    changed(&tx, id).await?;
    let entry = Entry::new("checked_in").target("lesson", id, lesson.name());
    let entry = entry.meta("decision", done.decision.name()).meta("status", done.status.name());
    audit::record(&tx, app, info, entry).await?;
    tx.commit().await?;
    Ok(Done { decision: done.decision.shown(), ..done })
}

async fn open_window(app: &App, lesson: &Lesson, conn: &dyn Sql) -> Result<Window> {
    let closed = || Error::conflict("closed");
    if lesson.is_cancelled() || lesson.is_closed() || check_time(app, lesson).is_err() {
        return Err(closed());
    }
    windows::open_at(conn, lesson.id, app.now()).await?.ok_or_else(closed)
}

/// Once per student, whatever the professor made of it.
async fn check_first(conn: &dyn Sql, lesson: i64, student: i64) -> Result<()> {
    match check_ins::find(conn, lesson, student).await? {
        None => Ok(()),
        Some(known) => {
            let shown = if known.decision == "green" { "green" } else { "amber" };
            let refusal = Refusal::new("already_in").extra("decision", json!(shown));
            Err(Error::conflict(refusal.extra("accepted", json!(known.accepted))))
        }
    }
}

/// The count stays; the first beyond the limit is a matter of security.
async fn too_many(app: &App, info: &RequestInfo, tx: Tx, (lesson, student): (i64, i64), tries: i64) -> Result<Done> {
    if tries == GUESSES + 1 {
        let entry = Entry::new("check_in_guessed").target("lesson", lesson, lesson.to_string());
        audit::record(&tx, app, info, entry.meta("student", student)).await?;
    }
    tx.commit().await?;
    let retry_after_seconds = GUESSES_WITHIN.num_seconds().unsigned_abs();
    Err(Error::TooMany { code: "too_many_codes", retry_after_seconds })
}

async fn accept(
    app: &App,
    info: &RequestInfo,
    tx: &Tx,
    (lesson, window): (&Lesson, &Window),
    student: i64,
    claim: &Claim,
    (fresh, wrong_codes): (Fresh, i64),
) -> Result<Done> {
    let now = app.now();
    let (device, network) = (hashed(app, b"check-in device", &claim.device), window::network(app, info));
    if check_ins::is_device_taken(&**tx, lesson.id, &device).await? {
        return Err(Error::conflict("device_taken"));
    }
    let since = now.minus(app.state::<State>().config.forget_devices_after.delta());
    let before = check_ins::before(&**tx, (lesson.id, student), &device, &network, since).await?;
    let (score, reasons, decision) = score::score(&Signals {
        proof: window.wants_proof(),
        fresh,
        other_network: network != window.network_hash && !before.network_is_known,
        device_of_another: before.device_of_another,
        new_device: before.has_other_devices && !before.knows_device,
        wrong_codes,
    });
    let new = check_ins::New {
        lesson: lesson.id,
        window: Some(window.id),
        student,
        device: Some(&device),
        network: &network,
        score,
        reasons: serde_json::to_string(&reasons)?,
        decision: decision.name(),
        accepted_by: None,
    };
    check_ins::insert(tx, new, now).await?;
    let (status, minutes) = arrival(app, lesson, now);
    let confirmed = decision == Decision::Green;
    let said = Said { confirmed, ..Said::new(Voice::Student, Some(status)).minutes(minutes, 0) };
    let kept = marks::find(&**tx, lesson.id, student).await?;
    let telling = Telling { actor: Some(student), reason: "", now };
    say(tx, (lesson.id, lesson.starts_at), student, kept.as_ref(), &said, telling).await?;
    Ok(Done { status, minutes, decision })
}
