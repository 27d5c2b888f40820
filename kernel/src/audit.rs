//! The write side of the audit trail: one entry per change of data and per security event, in the transaction of the
//! change. Sealing, verification, retention and reading are in `apps/audit`.
//!
//! What identifies a person (names, addresses, IP) goes into the separately erasable row `audit_personal`; the entry
//! keeps a salted hash of it, so that erasing it leaves the seals verifiable.

mod many;

pub use many::record_all;

use sea_orm::Value as Bound;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::actor::Actor;
use crate::app::App;
use crate::db::{Engine, Sql, Tx};
use crate::error::Result;
use crate::web::RequestInfo;

/// How long entries are kept (`audit.retention_<class>`, in days).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Log-ins and what concerns them.
    Security,
    /// Changes of data.
    Data,
    /// Reading personal data: exports, lists printed.
    Access,
    /// Life of the program and of the rooms.
    Operation,
    /// Proof of retention and erasure: never removed.
    Proof,
}

impl Class {
    pub const ALL: [Self; 5] = [Self::Security, Self::Data, Self::Access, Self::Operation, Self::Proof];

    pub fn name(self) -> &'static str {
        match self {
            Self::Security => "security",
            Self::Data => "data",
            Self::Access => "access",
            Self::Operation => "operation",
            Self::Proof => "proof",
        }
    }
}

/// A kind of entry that a module declares. Its name for people is `audit-action-<name with dashes>`; its summary is
/// `audit-<name with dashes>`, filled with `actor`, `target` and the entry's metadata.
#[derive(Debug, Clone, Copy)]
pub struct Action {
    pub name: &'static str,
    pub class: Class,
}

/// What is to be recorded. Metadata must not hold what identifies a person: that goes to `personal`.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    pub action: &'static str,
    /// `user`, `workstation`… and its id.
    pub target: Option<(&'static str, i64)>,
    pub target_name: Option<String>,
    pub metadata: Map<String, Value>,
    /// Old and new values, attempted addresses: erasable.
    pub personal: Map<String, Value>,
    pub on_behalf_of: Option<i64>,
    /// Who did it when no actor is logged in yet (a log-in, a registration).
    pub actor: Option<(i64, String)>,
}

impl Entry {
    pub fn new(action: &'static str) -> Self {
        Self { action, ..Self::default() }
    }

    #[must_use]
    pub fn target(mut self, kind: &'static str, id: i64, name: impl Into<String>) -> Self {
        self.target = Some((kind, id));
        self.target_name = Some(name.into());
        self
    }

    #[must_use]
    pub fn meta(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.metadata.insert(key.to_owned(), value.into());
        self
    }

    #[must_use]
    pub fn personal(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.personal.insert(key.to_owned(), value.into());
        self
    }

    #[must_use]
    pub fn by(mut self, user_id: i64, name: impl Into<String>) -> Self {
        self.actor = Some((user_id, name.into()));
        self
    }

    #[must_use]
    pub fn on_behalf_of(mut self, user_id: i64) -> Self {
        self.on_behalf_of = Some(user_id);
        self
    }
}

const COLUMNS: &str =
    "at, class, action, actor_id, on_behalf_of_id, target_kind, target_id, metadata, request_id, personal_hash";

/// An entry as it is stored.
struct Row {
    at: Bound,
    class: Bound,
    action: Bound,
    actor: Bound,
    on_behalf_of: Bound,
    target_kind: Bound,
    target_id: Bound,
    metadata: Bound,
    request: Bound,
    hash: [u8; 32],
    ip: Bound,
    salt: [u8; 16],
    personal: String,
}

impl Row {
    fn of(app: &App, info: &RequestInfo, entry: Entry) -> Result<Self> {
        let asks = || info.maybe_actor().map(|actor: std::sync::Arc<Actor>| (actor.user_id, actor.name.clone()));
        let actor = entry.actor.clone().or_else(asks);
        let ip = info.ip().to_string();
        let mut personal = entry.personal;
        personal.insert("ip".into(), ip.clone().into());
        if let Some((_, name)) = &actor {
            personal.insert("actor".into(), name.clone().into());
        }
        if let Some(name) = &entry.target_name {
            personal.insert("target".into(), name.clone().into());
        }
        let personal = serde_json::to_string(&personal)?;
        let salt: [u8; 16] = app.chance().bytes();
        Ok(Self {
            at: app.now().into(),
            class: app.audit_class(entry.action).name().into(),
            action: entry.action.into(),
            actor: actor.map(|(id, _)| id).into(),
            on_behalf_of: entry.on_behalf_of.into(),
            target_kind: entry.target.map(|(kind, _)| kind.to_owned()).into(),
            target_id: entry.target.map(|(_, id)| id).into(),
            metadata: serde_json::to_string(&entry.metadata)?.into(),
            request: info.id().into(),
            hash: personal_hash(&salt, &personal),
            ip: ip.into(),
            salt,
            personal,
        })
    }

    /// In the order of [`COLUMNS`].
    fn entry(&self) -> Vec<Bound> {
        vec![
            self.at.clone(),
            self.class.clone(),
            self.action.clone(),
            self.actor.clone(),
            self.on_behalf_of.clone(),
            self.target_kind.clone(),
            self.target_id.clone(),
            self.metadata.clone(),
            self.request.clone(),
            self.hash.to_vec().into(),
        ]
    }
}

/// Writes the entry and returns its id. The actor and address are those of the request.
pub async fn record(tx: &Tx, app: &App, info: &RequestInfo, entry: Entry) -> Result<i64> {
    let row = Row::of(app, info, entry)?;
    let mut values = row.entry();
    values.extend([row.ip, row.salt.to_vec().into(), row.personal.into()]);
    let entry = match tx.engine() {
        Engine::Sqlite => {
            format!("INSERT INTO audit_entries ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
        }
        // The transaction has its number before the entry has its own: so the sealer can tell, by numbers alone,
        // that no entry can still appear behind it (see apps/audit, sealing).
        Engine::Postgres => format!(
            "INSERT INTO audit_entries (id, {COLUMNS}) \
             SELECT nextval('audit_entries_id_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 \
             FROM (SELECT pg_current_xact_id() AS xid OFFSET 0) numbered WHERE numbered.xid IS NOT NULL"
        ),
    };
    let personal = "INSERT INTO audit_personal (entry_id, actor_id, target_kind, target_id, ip_address, salt, content) \
                    VALUES ({made}, $4, $6, $7, $11, $12, $13) RETURNING entry_id";
    tx.number(&tx.engine().in_one(&entry, personal), values).await
}

/// How the erasable part enters the seal.
pub fn personal_hash(salt: &[u8], content: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(content.as_bytes());
    hash.finalize().into()
}
