//! A link to an attendance sheet for whoever is not logged in by a cookie: a page opened in a new tab carries no token. It
//! shows one sheet once, within five minutes, to whoever its maker is then; nothing of it is stored but that it was used.

use std::sync::Arc;

use chrono::TimeDelta;
use preau_accounts::auth::principal::Key;
use preau_kernel::actor::{Actor, Credential};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::throttle;
use preau_kernel::secrets::{Purpose, hmac};
use preau_kernel::{App, Error, Refusal, Result};

const LASTS: TimeDelta = TimeDelta::minutes(5);
/// Bytes of the tag in the address.
const TAG: usize = 16;

/// What `link` of an address must be, so that the sheet `query` is shown; and until when.
pub(crate) fn make(app: &App, actor: &Actor, query: &str) -> Result<(String, Timestamp)> {
    let by = match actor.credential {
        Credential::Jwt { session } | Credential::Cookie { session } => format!("s{session}"),
        Credential::ApiToken { token } => format!("t{token}"),
        Credential::System => return Err(Error::forbidden()),
    };
    let until = app.now().plus(LASTS);
    let nonce = hex::encode(app.chance().bytes::<16>());
    let head = format!("{}-{}-{by}-{nonce}", until.seconds(), actor.user_id);
    let tag = app.secrets().mac(Purpose::Link, &parts(&head, query));
    Ok((format!("{head}-{}", hex::encode(&tag[..TAG])), Timestamp::from_seconds(until.seconds())))
}

fn parts<'a>(head: &'a str, query: &'a str) -> [&'a [u8]; 3] {
    [b"school sheet", head.as_bytes(), query.as_bytes()]
}

/// Who made it, as they are now. 404 for a link that was never given, or to another sheet; 403 for one that is over.
pub(crate) async fn open(app: &App, link: &str, query: &str) -> Result<Arc<Actor>> {
    let (head, tag) = link.rsplit_once('-').ok_or(Error::NotFound)?;
    if !is_known(app, head, query, &hex::decode(tag).map_err(|_| Error::NotFound)?) {
        return Err(Error::NotFound);
    }
    let over = || Error::Forbidden(Refusal::new("sheet_link_is_over"));
    let (until, user, key, nonce) = read(head).ok_or(Error::NotFound)?;
    if app.now().seconds() >= until {
        return Err(over());
    }
    let tx = app.db().write_tx().await?;
    let uses = throttle::hit(&tx, &format!("school.sheet:{nonce}"), app.now(), LASTS).await?;
    tx.commit().await?;
    if uses > 1 {
        return Err(over());
    }
    let accounts = app.state::<preau_accounts::State>();
    let principal = accounts.principals.get(app, &accounts, key, Some(user)).await?;
    principal.map(|principal| principal.actor.clone()).ok_or_else(over)
}

fn is_known(app: &App, head: &str, query: &str, tag: &[u8]) -> bool {
    app.secrets().keys(Purpose::Link).iter().any(|(_, key)| {
        let whole = hmac(key, &parts(head, query));
        // Compared as HMACs of both, so that the time tells nothing of where they differ.
        let masked = |text: &[u8]| hmac(key, &[b"tag", text]);
        masked(&whole[..TAG]) == masked(tag)
    })
}

fn read(head: &str) -> Option<(i64, i64, Key, &str)> {
    let mut parts = head.split('-');
    let (until, user) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let (by, nonce) = (parts.next()?, parts.next()?);
    let key = match (by.strip_prefix('s'), by.strip_prefix('t')) {
        (Some(session), _) => Key::Session(session.parse().ok()?),
        (_, Some(token)) => Key::ApiToken(token.parse().ok()?),
        _ => return None,
    };
    Some((until, user, key, nonce))
}
