//! The message of RFC 5322: multipart/alternative, UTF-8, dated when it was queued. A calendar is one more alternative
//! (RFC 6047), and attached once more as a file for programs that do not look there.

use std::str::FromStr;
use std::time::{Duration, SystemTime};

use lettre::Address;
use lettre::message::header::ContentType;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};

use super::{Invitation, Outgoing, one_line};
use crate::error::{Error, Refusal, Result};

/// Tells absence replies to keep quiet (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// An address that is none is a refusal: trying again cannot help.
pub(super) fn build(from: &Mailbox, mail: &Outgoing) -> Result<Message> {
    let wrong = || Error::refused(Refusal::new("mail_address_wrong").arg("address", &mail.to));
    let address = Address::from_str(&mail.to).map_err(|_| wrong())?;
    let name = Some(one_line(&mail.to_name)).filter(|name| !name.is_empty());
    let date = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(mail.date.seconds()).unwrap_or(0));
    let message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(name, address))
        .subject(one_line(&mail.subject))
        .date(date)
        .message_id(Some(mail.message_id.clone()))
        .header(AutoSubmitted);
    // One that is no address is left out: the mail itself is worth more.
    let message = match mail.reply_to.as_deref().and_then(|address| Address::from_str(address).ok()) {
        Some(address) => message.reply_to(Mailbox::new(None, address)),
        None => message,
    };
    let message = if mail.html.is_empty() {
        message.singlepart(SinglePart::plain(mail.text.clone()))
    } else {
        message.multipart(parts(mail)?)
    };
    message.map_err(|error| Error::refused(Refusal::new("mail_refused").arg("reason", error)))
}

fn parts(mail: &Outgoing) -> Result<MultiPart> {
    let texts = MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone());
    let Some(Invitation { method, text }) = &mail.calendar else { return Ok(texts) };
    let kind = format!("text/calendar; charset=utf-8; method={method}");
    let kind = ContentType::parse(&kind).map_err(Error::internal)?;
    let file = Attachment::new("rendez-vous.ics".to_owned())
        .body(text.clone(), ContentType::parse("application/ics").map_err(Error::internal)?);
    let alternative = texts.singlepart(SinglePart::builder().header(kind).body(text.clone()));
    Ok(MultiPart::mixed().multipart(alternative).singlepart(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;

    #[test]
    fn a_calendar_is_an_alternative_and_a_file() {
        let Ok(from) = "Préau <noreply@example.org>".parse::<Mailbox>() else { panic!("an address") };
        let calendar = Invitation { method: "REQUEST".into(), text: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".into() };
        let mail = Outgoing {
            to: "zoe@example.org".into(),
            to_name: String::new(),
            subject: "Rendez-vous".into(),
            text: "Bonjour".into(),
            html: "<p>Bonjour</p>".into(),
            calendar: Some(calendar),
            reply_to: Some("lea@example.org".into()),
            message_id: "<1@example.org>".into(),
            date: Timestamp::from_seconds(1_795_420_800),
        };
        let Ok(message) = build(&from, &mail) else { panic!("built") };
        let text = String::from_utf8_lossy(&message.formatted()).into_owned();
        for part in [
            "Reply-To: lea@example.org",
            "multipart/mixed",
            "multipart/alternative",
            "text/calendar; charset=utf-8; method=REQUEST",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(text.matches("BEGIN:VCALENDAR").count(), 2, "{text}");
        assert!(text.contains("filename=\"rendez-vous.ics\""), "{text}");
    }

    #[test]
    fn a_name_or_subject_cannot_begin_another_header() {
        let Ok(from) = "Préau <noreply@example.org>".parse::<Mailbox>() else { panic!("an address") };
        let mail = Outgoing {
            to: "zoe@example.org".into(),
            to_name: "Zoé\r\nBcc: all@example.org".into(),
            subject: "Bonjour\nX-Evil: 1\r\n\r\nbody".into(),
            text: "Bonjour".into(),
            html: String::new(),
            calendar: None,
            reply_to: Some("a@b.fr\r\nBcc: c@d.fr".into()),
            message_id: "<1@example.org>".into(),
            date: Timestamp::from_seconds(1_795_420_800),
        };
        let Ok(message) = build(&from, &mail) else { panic!("built") };
        let text = String::from_utf8_lossy(&message.formatted()).into_owned();
        let (headers, _) = text.split_once("\r\n\r\n").unwrap_or_default();
        assert!(!headers.lines().any(|line| line.starts_with("Bcc:") || line.starts_with("X-Evil")), "{headers}");
        assert!(!headers.contains("Reply-To"), "{headers}");
        assert!(headers.contains("Date: Mon, 23 Nov 2026 08:00:00 +0000"), "{headers}");
        assert!(headers.contains("Message-ID: <1@example.org>"), "{headers}");
        for wrong in ["nobody", "a@b.fr\r\nRCPT TO:<c@d.fr>", "a@b.fr, c@d.fr", "", "<a@b.fr>"] {
            assert!(
                matches!(build(&from, &Outgoing { to: wrong.into(), ..mail.clone() }), Err(Error::Refused(_))),
                "{wrong}"
            );
        }
    }
}
