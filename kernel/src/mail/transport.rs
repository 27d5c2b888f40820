//! How a mail leaves: printed, written to a directory, sent by SMTP, or kept for a test to read.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use lettre::message::Mailbox as Sender;
use lettre::transport::smtp::PoolConfig;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use parking_lot::Mutex;

use super::{Outgoing, message};
use crate::config::MailConfig;
use crate::error::{Error, Refusal, Result};

/// For each command of a conversation with the mail server.
const TIMEOUT: Duration = Duration::from_secs(30);
const CONNECTIONS: u32 = 4;
/// Replies of 5xx that tell of our own settings (authentication needed or failed): worth another attempt.
const AUTHENTICATION: [&str; 4] = ["530", "534", "535", "538"];

/// What the transport `memory` has delivered, oldest first.
#[derive(Clone, Default)]
pub struct Mailbox(Arc<Mutex<Vec<Outgoing>>>);

impl Mailbox {
    pub fn all(&self) -> Vec<Outgoing> {
        self.0.lock().clone()
    }

    /// Empties it.
    pub fn take(&self) -> Vec<Outgoing> {
        std::mem::take(&mut self.0.lock())
    }

    /// The newest mail to an address.
    pub fn last_to(&self, address: &str) -> Option<Outgoing> {
        self.0.lock().iter().rev().find(|mail| mail.to == address).cloned()
    }
}

enum Transport {
    Console,
    File(PathBuf),
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Memory,
}

pub(crate) struct Post {
    from: Sender,
    transport: Transport,
    mailbox: Mailbox,
}

impl Post {
    /// A wrong setting is an error that names its key.
    pub(crate) fn new(config: &MailConfig) -> Result<Self> {
        let from = config.from.parse().map_err(|error| Error::internal(format!("mail.from: {error}")))?;
        let transport = match config.transport.as_str() {
            "console" => Transport::Console,
            "file" => Transport::File(directory(&config.dir)?),
            "smtp" => Transport::Smtp(smtp(&config.smtp_url)?),
            "memory" => Transport::Memory,
            other => {
                let known = "`console`, `file`, `smtp` or `memory`";
                return Err(Error::internal(format!("mail.transport: {known}, not `{other}`")));
            }
        };
        Ok(Self { from, transport, mailbox: Mailbox::default() })
    }

    /// Of our own address, for Message-IDs.
    pub(super) fn domain(&self) -> &str {
        self.from.email.domain()
    }

    pub(super) fn is_console(&self) -> bool {
        matches!(self.transport, Transport::Console)
    }

    pub(crate) fn mailbox(&self) -> &Mailbox {
        &self.mailbox
    }

    /// `Error::Refused` is final; anything else may be tried again.
    pub(super) async fn deliver(&self, mail: Outgoing) -> Result<()> {
        let message = message::build(&self.from, &mail)?;
        match &self.transport {
            Transport::Console => print(&self.from, &mail).await,
            Transport::File(dir) => write(dir, &mail.message_id, &message.formatted()).await,
            Transport::Smtp(server) => match server.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => Err(smtp_error(&error)),
            },
            Transport::Memory => {
                self.mailbox.0.lock().push(mail);
                Ok(())
            }
        }
    }
}

fn directory(dir: &Path) -> Result<PathBuf> {
    std::fs::create_dir_all(dir).map_err(|error| Error::internal(format!("mail.dir: {}: {error}", dir.display())))?;
    Ok(dir.to_owned())
}

fn smtp(url: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>> {
    if url.is_empty() {
        return Err(Error::internal("mail.smtp_url: needed when mail.transport is `smtp`"));
    }
    // The error may quote the address, which holds a password.
    let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| {
        Error::internal(
            "mail.smtp_url: not an address such as smtps://user:password@host or smtp://host:587?tls=required",
        )
    })?;
    let pool = PoolConfig::new().max_size(CONNECTIONS).idle_timeout(Duration::from_secs(30));
    Ok(builder.timeout(Some(TIMEOUT)).pool_config(pool).build())
}

fn smtp_error(error: &lettre::transport::smtp::Error) -> Error {
    let code = error.status().map(|code| code.to_string()).unwrap_or_default();
    if error.is_permanent() && !AUTHENTICATION.contains(&code.as_str()) {
        Error::refused(Refusal::new("mail_refused").arg("reason", error))
    } else {
        Error::internal(format!("mail server: {}", with_sources(error)))
    }
}

/// The error and what caused it, on one line.
fn with_sources(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}

/// Apart from what serves requests: a pager that waits would hold it up.
async fn print(from: &Sender, mail: &Outgoing) -> Result<()> {
    let rule = "─".repeat(72);
    let to = if mail.to_name.is_empty() { mail.to.clone() } else { format!("{} <{}>", mail.to_name, mail.to) };
    let text = format!(
        "{rule}\nFrom: {from}\nTo: {to}\nSubject: {}\nMessage-ID: {}\n\n{}\n{rule}\n",
        mail.subject,
        mail.message_id,
        mail.text.trim_end()
    );
    let printed = tokio::task::spawn_blocking(move || std::io::stdout().lock().write_all(text.as_bytes()));
    Ok(printed.await.map_err(Error::internal)??)
}

/// The name follows from the Message-ID, so that a second delivery replaces the first.
async fn write(dir: &Path, message_id: &str, bytes: &[u8]) -> Result<()> {
    let name = message_id.trim_matches(['<', '>']).split('@').next().unwrap_or_default();
    let partial = dir.join(format!(".{name}.partial"));
    tokio::fs::write(&partial, bytes).await?;
    tokio::fs::rename(&partial, dir.join(format!("{name}.eml"))).await?;
    Ok(())
}
