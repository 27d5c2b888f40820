//! What is wrong with the database for now and not with what was asked: nothing was written that was not answered, and
//! asking again helps once somebody has made room, or the database is back.

use std::fmt::Display;

use sea_orm::{DbErr, RuntimeErr};

/// Primary result codes of SQLite (sqlite.org/rescode.html).
const BUSY: u32 = 5;
const LOCKED: u32 = 6;
const READ_ONLY: u32 = 8;
const INPUT_OUTPUT: u32 = 10;
const FULL: u32 = 13;
const CANNOT_OPEN: u32 = 14;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absence {
    /// The transaction was given up so that another could go on, or waited too long for one.
    Contended,
    /// It cannot be reached, starts, ends, or is no longer the one that takes writes.
    Away,
    /// No room is left on its disk.
    Full,
    /// Its file may be read only.
    ReadOnly,
    /// Its disk fails.
    Failing,
}

impl Absence {
    /// Of the refusal.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Contended => "unavailable",
            Self::Away => "database_unavailable",
            Self::Full => "storage_full",
            Self::ReadOnly => "storage_read_only",
            Self::Failing => "storage_failing",
        }
    }

    /// So that whoever runs the place learns of it; people who meet on one row are no news.
    pub(crate) fn log(self, error: &impl Display) {
        match self {
            Self::Contended => {}
            Self::Away => tracing::warn!(%error, "the database is away"),
            Self::Full => tracing::error!(%error, "no room is left on the disk of the database"),
            Self::ReadOnly => tracing::error!(%error, "the database may only be read"),
            Self::Failing => tracing::error!(%error, "the disk of the database fails"),
        }
    }
}

pub(crate) fn absence(error: &DbErr) -> Option<Absence> {
    match error {
        DbErr::ConnectionAcquire(_) => Some(Absence::Away),
        // A server that closes a new connection before it has said anything.
        DbErr::Conn(RuntimeErr::SqlxError(error)) if matches!(**error, sqlx::Error::Protocol(_)) => Some(Absence::Away),
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => absence_of(error),
        _ => None,
    }
}

/// As [`absence`], of an error that comes from below.
pub(crate) fn absence_of(error: &sqlx::Error) -> Option<Absence> {
    match error {
        // A worker of SQLite that has ended is replaced at the next use.
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Some(Absence::Away),
        sqlx::Error::Database(error) => by_code(&error.code()?),
        _ => None,
    }
}

/// PostgreSQL has five characters (its appendix A), SQLite a number of at most four digits.
fn by_code(code: &str) -> Option<Absence> {
    match code {
        "40P01" | "40001" | "55P03" => Some(Absence::Contended),
        // 57P: ended, crashed, starting; 53300: no place left; 25006: it reads only since another has become the primary.
        "57P01" | "57P02" | "57P03" | "57P05" | "53300" | "25006" => Some(Absence::Away),
        "53100" => Some(Absence::Full),
        "58030" => Some(Absence::Failing),
        // Connections, also a pooler's.
        code if code.len() == 5 && code.starts_with("08") => Some(Absence::Away),
        code if code.len() < 5 => match code.parse::<u32>().ok()? & 0xff {
            BUSY | LOCKED => Some(Absence::Contended),
            FULL => Some(Absence::Full),
            READ_ONLY => Some(Absence::ReadOnly),
            INPUT_OUTPUT | CANNOT_OPEN => Some(Absence::Failing),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_ends_before_a_word_is_said_is_away() {
        let ended =
            || RuntimeErr::SqlxError(sqlx::Error::Protocol("unexpected response from SSLRequest: 0x00".into()).into());
        assert_eq!(absence(&DbErr::Conn(ended())), Some(Absence::Away));
        assert_eq!(absence(&DbErr::Query(ended())), None, "in the midst of it that is a defect");
    }

    #[test]
    fn codes_of_both_engines_are_told_apart() {
        for (code, expected) in [
            ("13", Some(Absence::Full)),
            ("53100", Some(Absence::Full)),
            // SQLITE_READONLY_DBMOVED, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_BUSY_SNAPSHOT.
            ("1032", Some(Absence::ReadOnly)),
            ("778", Some(Absence::Failing)),
            ("1034", Some(Absence::Failing)),
            ("517", Some(Absence::Contended)),
            ("08006", Some(Absence::Away)),
            ("25006", Some(Absence::Away)),
            // A damaged file, a constraint, a mistake in SQL: defects.
            ("11", None),
            ("787", None),
            ("1", None),
            ("42601", None),
        ] {
            assert_eq!(by_code(code), expected, "{code}");
        }
    }
}
