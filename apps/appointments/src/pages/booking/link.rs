//! The link of one appointment: an HMAC over its UID, the same for ever, nothing of it stored.

use axum::http::{HeaderValue, header};
use axum::response::Response;
use preau_kernel::secrets::{Purpose, hmac};
use preau_kernel::{App, Error, Result};

use crate::store::appointments::{self as rows, Appointment, Reach};

/// Bytes of the tag in the address.
const TAG: usize = 16;

/// The whole address, for mails and those who see the appointment.
pub(crate) fn address(app: &App, one: &Appointment) -> String {
    format!("{}{}", app.config().base_url(), path(app, one))
}

pub(super) fn path(app: &App, one: &Appointment) -> String {
    let tag = app.secrets().mac(Purpose::Link, &parts(one));
    format!("/booking/{}/{}/", one.id, hex::encode(&tag[..TAG]))
}

fn parts(one: &Appointment) -> [&[u8]; 2] {
    [b"appointment", one.uid.as_bytes()]
}

/// 404 for a link that was never given.
pub(super) async fn of_link(app: &App, id: i64, tag: &str) -> Result<Appointment> {
    let one = rows::get(app.db().read(), Reach::Everything, id).await?;
    let given = hex::decode(tag).map_err(|_| Error::NotFound)?;
    let is_known = app.secrets().keys(Purpose::Link).iter().any(|(_, key)| {
        let whole = hmac(key, &parts(&one));
        // Compared as HMACs of both, so that the time tells nothing of where they differ.
        let masked = |text: &[u8]| hmac(key, &[b"tag", text]);
        masked(&whole[..TAG]) == masked(&given)
    });
    if is_known { Ok(one) } else { Err(Error::NotFound) }
}

/// Whoever has the address has the appointment: it is neither kept, nor found, nor told to other sites. Refusals too.
pub(super) async fn for_one_person(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    response
}
