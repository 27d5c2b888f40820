//! One-time codes (TOTP) and recovery codes.

use preau_kernel::actor::Actor;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::db::Tx;
use preau_kernel::place::Place;
use preau_kernel::secrets::Purpose;
use preau_kernel::web::RequestInfo;
use preau_kernel::{Error, Result};
use subtle::ConstantTimeEq as _;

use super::log_in;
use crate::State;
use crate::auth::{principal, throttle};
use crate::domain::{hashing, otp};
use crate::store::credentials::{self, Credentials};
use crate::store::users::{self, Person};

/// What a presented code proves.
pub enum OtpProof {
    Missing,
    Wrong,
    Right(Used),
}

/// What is used up once the login is written.
pub enum Used {
    Step(i64),
    /// The HMACs (one per accepted key) under which the code may stand.
    Recovery(Vec<[u8; 32]>),
}

/// Judges a code without using it up.
pub async fn check(app: &App, person: &Person, credentials: &Credentials, code: Option<&str>) -> Result<OtpProof> {
    let Some(code) = code.map(str::trim).filter(|code| !code.is_empty()) else { return Ok(OtpProof::Missing) };
    let Some(secret) = open_secret(app, person.id, credentials) else {
        return Err(Error::internal("a one-time code secret cannot be opened: was the key changed?"));
    };
    if let Some(step) = otp::verify(&secret, code, app.now().seconds(), credentials.otp_last_step) {
        return Ok(OtpProof::Right(Used::Step(step)));
    }
    match otp::normalise_recovery_code(code) {
        Some(code) => {
            let macs = recovery_macs(app, person.id, &code);
            let known = known_recovery(app, person.id, &macs).await?;
            Ok(if known { OtpProof::Right(Used::Recovery(macs)) } else { OtpProof::Wrong })
        }
        None => Ok(OtpProof::Wrong),
    }
}

/// Uses it up, once only: false when somebody was faster.
pub async fn take(tx: &Tx, app: &App, info: &RequestInfo, person: &Person, used: &Used) -> Result<bool> {
    match used {
        Used::Step(step) => credentials::take_otp_step(tx, person.id, *step).await,
        Used::Recovery(macs) => {
            let taken = credentials::take_recovery_code(tx, person.id, macs, app.now()).await?;
            if taken {
                let name = person.name();
                let entry =
                    Entry::new("recovery_code_used").by(person.id, name.clone()).target("user", person.id, name);
                audit::record(tx, app, info, entry).await?;
            }
            Ok(taken)
        }
    }
}

/// A secret to be scanned; it counts once [`confirm`] has seen a code of it.
pub struct Setup {
    pub secret: String,
    pub uri: String,
    pub qr_svg: String,
}

/// Against the password: a login that was stolen must not lock its owner out.
pub async fn set_up(app: &App, info: &RequestInfo, actor: &Actor, password: &str) -> Result<Setup> {
    prove_again(app, info, actor, Again::Password, password, None).await?;
    let tx = app.db().write_tx().await?;
    let person = users::get_locked(&tx, actor.user_id).await?;
    if credentials::get_locked(&tx, person.id).await?.has_otp() {
        return Err(Error::conflict("otp_already_on"));
    }
    let secret = otp::new_secret(&mut |bytes| app.chance().fill(bytes));
    let sealed = app.secrets().seal(app.chance(), &vault_context(person.id), secret.as_bytes())?;
    credentials::set_otp_secret(&tx, person.id, Some(sealed)).await?;
    tx.commit().await?;
    show(app, &person, secret).await
}

/// What was set up, once more, for who knows the secret already; `None` when it is another one by now.
pub async fn again(app: &App, actor: &Actor, secret: &str) -> Result<Option<Setup>> {
    let person = users::get(app.db().read(), actor.user_id).await?;
    let credentials = credentials::get(app.db().read(), person.id).await?;
    let pending = open_secret(app, person.id, &credentials).filter(|_| !credentials.has_otp());
    match pending.filter(|pending| pending.as_bytes().ct_eq(secret.as_bytes()).into()) {
        Some(secret) => show(app, &person, secret).await.map(Some),
        None => Ok(None),
    }
}

async fn show(app: &App, person: &Person, secret: String) -> Result<Setup> {
    let place = Place::load(app).await?;
    let issuer = if place.name.is_empty() { "Préau" } else { &place.name };
    let uri = otp::otpauth_uri(issuer, &person.login(), &secret);
    let qr_svg = otp::qr_svg(&uri).unwrap_or_default();
    Ok(Setup { secret, uri, qr_svg })
}

/// Turns one-time codes on; returns the recovery codes, shown this once.
pub async fn confirm(app: &App, info: &RequestInfo, actor: &Actor, code: &str) -> Result<Vec<String>> {
    let tx = app.db().write_tx().await?;
    let person = users::get_locked(&tx, actor.user_id).await?;
    let credentials = credentials::get_locked(&tx, person.id).await?;
    if credentials.has_otp() {
        return Err(Error::conflict("otp_already_on"));
    }
    let secret = open_secret(app, person.id, &credentials).ok_or_else(|| Error::conflict("otp_not_set_up"))?;
    let step =
        otp::verify(&secret, code, app.now().seconds(), None).ok_or_else(|| Error::invalid("code", "otp_invalid"))?;
    credentials::confirm_otp(&tx, person.id, step, app.now()).await?;
    let codes = new_recovery_codes(&tx, app, person.id).await?;
    let entry = Entry::new("otp_enabled").target("user", person.id, person.name());
    audit::record(&tx, app, info, entry).await?;
    principal::changed(&tx, person.id);
    tx.commit().await?;
    Ok(codes)
}

/// New recovery codes in place of the old ones, against the password and a code.
pub async fn renew_recovery_codes(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    password: &str,
    code: &str,
) -> Result<Vec<String>> {
    let (person, used) = prove_again(app, info, actor, Again::PasswordAndCode, password, Some(code)).await?;
    let tx = app.db().write_tx().await?;
    take_or_refuse(&tx, app, info, &person, used).await?;
    let codes = new_recovery_codes(&tx, app, person.id).await?;
    audit::record(&tx, app, info, Entry::new("recovery_codes_made").target("user", person.id, person.name())).await?;
    tx.commit().await?;
    Ok(codes)
}

/// Turns one-time codes off, against the password and a code.
pub async fn turn_off(app: &App, info: &RequestInfo, actor: &Actor, password: &str, code: &str) -> Result<()> {
    let (person, used) = prove_again(app, info, actor, Again::PasswordAndCode, password, Some(code)).await?;
    let tx = app.db().write_tx().await?;
    take_or_refuse(&tx, app, info, &person, used).await?;
    credentials::set_otp_secret(&tx, person.id, None).await?;
    credentials::replace_recovery_codes(&tx, person.id, &[]).await?;
    audit::record(&tx, app, info, Entry::new("otp_disabled").target("user", person.id, person.name())).await?;
    principal::changed(&tx, person.id);
    tx.commit().await
}

/// Staff turn off the codes of somebody who lost phone and recovery codes alike.
pub async fn turn_off_for(app: &App, info: &RequestInfo, actor: &Actor, user: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    turn_off_for_in(&tx, app, info, actor, user).await?;
    tx.commit().await
}

/// As [`turn_off_for`], in the caller's transaction.
pub async fn turn_off_for_in(tx: &Tx, app: &App, info: &RequestInfo, actor: &Actor, user: i64) -> Result<()> {
    let person = users::get_locked(tx, user).await?;
    super::person::require_rank(actor, &person)?;
    credentials::set_otp_secret(tx, person.id, None).await?;
    credentials::replace_recovery_codes(tx, person.id, &[]).await?;
    audit::record(tx, app, info, Entry::new("otp_disabled").target("user", person.id, person.name())).await?;
    principal::changed(tx, person.id);
    Ok(())
}

/// What somebody who is logged in must prove once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    Password,
    /// And the code, where one is on.
    PasswordAndCode,
}

/// A logged-in person proves the password once more, and the code when it is demanded or given. Wrong ones count as
/// wrong log-ins, and are 400 on their field.
pub async fn prove_again(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    again: Again,
    password: &str,
    code: Option<&str>,
) -> Result<(Person, Option<Used>)> {
    let state = app.state::<State>();
    let person = users::get(app.db().read(), actor.user_id).await?;
    let credentials = credentials::get(app.db().read(), person.id).await?;
    // The login itself stands for the device: strangers cannot hold its owner back.
    let device = format!("s{}", actor.session().unwrap_or(0));
    let keys = throttle::Keys::new(app, info, "", Some(person.id), Some(&device));
    let attempt = throttle::enter(app, &state.pending, keys).await?;
    let usable = hashing::is_usable(&credentials.password);
    let mut wrong = None;
    let mut used = None;
    if !(usable && state.hasher.verify(password, &credentials.password).await?) {
        wrong = Some(("current_password", "wrong_password"));
    } else if credentials.has_otp() {
        match check(app, &person, &credentials, code).await? {
            OtpProof::Right(right) => used = Some(right),
            OtpProof::Missing if again == Again::Password => {}
            OtpProof::Missing => return Err(Error::invalid("otp", "required")),
            OtpProof::Wrong => wrong = Some(("otp", "otp_invalid")),
        }
    }
    if let Some((field, problem)) = wrong {
        log_in::refuse(app, info, &attempt, Some(person.id), &person.login(), problem).await?;
        return Err(Error::invalid(field, problem));
    }
    throttle::forgive(app, &attempt).await?;
    Ok((person, used))
}

/// Holds the person, and uses up the code that was proven.
pub async fn take_or_refuse(tx: &Tx, app: &App, info: &RequestInfo, person: &Person, used: Option<Used>) -> Result<()> {
    users::get_locked(tx, person.id).await?;
    match used {
        Some(used) if !take(tx, app, info, person, &used).await? => Err(Error::invalid("otp", "otp_invalid")),
        _ => Ok(()),
    }
}

/// Seals secrets under the current key that still stand under the previous one (after a rotation).
pub async fn reseal(app: &App) -> Result<u64> {
    use preau_kernel::db::Sql;
    let current = format!("{}.%", app.secrets().current_id());
    let rows = app
        .db()
        .read()
        .all(
            "SELECT user_id, otp_secret FROM credentials WHERE otp_secret IS NOT NULL AND otp_secret NOT LIKE $1 LIMIT 1000",
            vec![current.into()],
        )
        .await?;
    let mut done = 0;
    for row in rows {
        let user: i64 = row.try_get("", "user_id")?;
        let old: String = row.try_get("", "otp_secret")?;
        let Some(secret) = app.secrets().open(&vault_context(user), &old) else { continue };
        let sealed = app.secrets().seal(app.chance(), &vault_context(user), &secret)?;
        let tx = app.db().write_tx().await?;
        credentials::reseal_otp_secret(&tx, user, &old, sealed).await?;
        tx.commit().await?;
        done += 1;
    }
    Ok(done)
}

fn open_secret(app: &App, user: i64, credentials: &Credentials) -> Option<String> {
    let plain = app.secrets().open(&vault_context(user), credentials.otp_secret.as_deref()?)?;
    String::from_utf8(plain).ok()
}

fn vault_context(user: i64) -> String {
    format!("credentials.otp_secret/{user}")
}

async fn new_recovery_codes(tx: &Tx, app: &App, user: i64) -> Result<Vec<String>> {
    let codes = otp::recovery_codes(&mut |bytes| app.chance().fill(bytes));
    let macs: Vec<[u8; 32]> = codes
        .iter()
        .filter_map(|code| otp::normalise_recovery_code(code))
        .map(|code| app.secrets().mac(Purpose::OneTime, &[b"recovery", &user.to_le_bytes(), code.as_bytes()]))
        .collect();
    credentials::replace_recovery_codes(tx, user, &macs).await?;
    Ok(codes.to_vec())
}

fn recovery_macs(app: &App, user: i64, code: &str) -> Vec<[u8; 32]> {
    let keys = app.secrets().keys(Purpose::OneTime);
    keys.iter()
        .map(|(_, key)| preau_kernel::secrets::hmac(key, &[b"recovery", &user.to_le_bytes(), code.as_bytes()]))
        .collect()
}

async fn known_recovery(app: &App, user: i64, macs: &[[u8; 32]]) -> Result<bool> {
    use preau_kernel::db::Sql;
    for mac in macs {
        let found = app
            .db()
            .read()
            .number(
                "SELECT COUNT(*) FROM recovery_codes WHERE user_id = $1 AND mac = $2 AND used_at IS NULL",
                vec![user.into(), mac.to_vec().into()],
            )
            .await?;
        if found > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}
