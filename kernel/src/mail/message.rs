//! The message of RFC 5322: multipart/alternative, UTF-8, dated when it was queued.

use std::str::FromStr;
use std::time::{Duration, SystemTime};

use lettre::Address;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};

use super::{Outgoing, one_line};
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
    let message = if mail.html.is_empty() {
        message.singlepart(lettre::message::SinglePart::plain(mail.text.clone()))
    } else {
        message.multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
    };
    message.map_err(|error| Error::refused(Refusal::new("mail_refused").arg("reason", error)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;

    #[test]
    fn a_name_or_subject_cannot_begin_another_header() {
        let Ok(from) = "Préau <noreply@example.org>".parse::<Mailbox>() else { panic!("an address") };
        let mail = Outgoing {
            to: "zoe@example.org".into(),
            to_name: "Zoé\r\nBcc: all@example.org".into(),
            subject: "Bonjour\nX-Evil: 1\r\n\r\nbody".into(),
            text: "Bonjour".into(),
            html: String::new(),
            message_id: "<1@example.org>".into(),
            date: Timestamp::from_seconds(1_795_420_800),
        };
        let Ok(message) = build(&from, &mail) else { panic!("built") };
        let text = String::from_utf8_lossy(&message.formatted()).into_owned();
        let (headers, _) = text.split_once("\r\n\r\n").unwrap_or_default();
        assert!(!headers.lines().any(|line| line.starts_with("Bcc:") || line.starts_with("X-Evil")), "{headers}");
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
