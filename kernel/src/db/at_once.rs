//! Short reads of SQLite on the thread that serves. The driver has a thread for each connection: to wake it, and to be woken
//! by it, takes as long as the reading of a page (docs/decisions/0027). What takes more than [`LOOKS`] × [`STEPS`] is given
//! up here, and asked of the [readers](super::reader::Readers) as everything else is.

use std::hash::BuildHasher as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use rusqlite::{CachedStatement, Connection, ErrorCode, OpenFlags, Rows};
use rustc_hash::{FxBuildHasher, FxHashMap};
use sea_orm::Value;

use super::Watch;
use super::shelf::Shelf;

/// Steps of SQLite's machine between two looks at what a question has taken.
const STEPS: i32 = 1000;
/// After so many it is given up: a page of fifty takes some thousand steps, to count ten thousand rows 70 000 to 120 000, and
/// a thousand take 4 to 9 µs.
const LOOKS: u32 = 100;
/// So is one that takes so long for another reason: a slow disk, a machine that has other work.
const TIME: Duration = Duration::from_millis(20);
/// Statements that a connection keeps prepared.
const STATEMENTS: usize = 64;
/// As the readers' connections are set, with half of their memory for pages (in KiB): what is read here is short.
const SETTINGS: &str = "PRAGMA query_only = ON; PRAGMA temp_store = memory; PRAGMA cache_size = -2000";
/// How long what was given up for its steps is not tried again.
const RESIGNED: Duration = Duration::from_secs(60);
/// Of so many statements it is known at most.
const KNOWN: usize = 1000;

pub(super) struct AtOnce {
    path: PathBuf,
    max: usize,
    watch: Watch,
    state: Mutex<State>,
}

struct State {
    resting: Shelf<Connection>,
    open: usize,
    is_closed: bool,
    /// When statements (their hashes) were given up for their steps.
    long: FxHashMap<u64, Instant>,
}

/// A connection while it is used.
struct Lent<'a> {
    of: &'a AtOnce,
    /// Taken only when it is given back.
    connection: Option<Connection>,
    /// It can be used again.
    is_sound: bool,
}

impl AtOnce {
    /// At most `max` connections to this file, each opened when it is needed.
    pub(super) fn new(path: &Path, max: usize, watch: Watch) -> Self {
        let state = State { resting: Shelf::new(), open: 0, is_closed: false, long: FxHashMap::default() };
        Self { path: path.to_owned(), max, watch, state: Mutex::new(state) }
    }

    /// What `read` makes of the rows of a statement that only reads. `None`: they are not to be had so, for whatever
    /// reason; the readers say what is wrong, if anything is.
    pub(super) fn read<T>(
        &self,
        sql: &str,
        values: &[Value],
        read: impl FnOnce(Rows<'_>) -> rusqlite::Result<T>,
    ) -> Option<T> {
        let begun = Instant::now();
        let statement = FxBuildHasher.hash_one(sql);
        let mut lent = self.take(statement, begun)?;
        match lent.read(sql, values, read) {
            Ok(answer) => {
                lent.is_sound = true;
                self.watch.note(sql, begun.elapsed());
                Some(answer)
            }
            Err(error) => {
                lent.is_sound = error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted);
                if lent.is_sound && begun.elapsed() < TIME {
                    self.state.lock().resign(statement, begun);
                }
                tracing::debug!(sql, %error, "not read at once");
                None
            }
        }
    }

    /// How many are open, and how many of them rest.
    pub(super) fn size(&self) -> (usize, usize) {
        let state = self.state.lock();
        (state.open, state.resting.len())
    }

    /// No further one is opened, and those that are used are closed when they are given back.
    pub(super) fn close(&self) {
        let mut state = self.state.lock();
        state.is_closed = true;
        state.open -= state.resting.take_all().len();
    }

    /// `None`: the statement was given up lately, as many as may be are used, or none can be opened.
    fn take(&self, statement: u64, now: Instant) -> Option<Lent<'_>> {
        let lent = |connection| Lent { of: self, connection, is_sound: false };
        let mut state = self.state.lock();
        if state.long.get(&statement).is_some_and(|since| now.duration_since(*since) < RESIGNED) {
            return None;
        }
        if let Some(connection) = state.resting.take() {
            return Some(lent(Some(connection)));
        }
        if state.is_closed || state.open >= self.max {
            return None;
        }
        state.open += 1;
        drop(state);
        // One that cannot be opened leaves its place when it is dropped.
        let mut lent = lent(None);
        match self.open() {
            Ok(connection) => lent.connection = Some(connection),
            Err(error) => tracing::debug!(%error, "no connection for short reads"),
        }
        lent.connection.is_some().then_some(lent)
    }

    fn open(&self) -> rusqlite::Result<Connection> {
        // Read-only, it could not follow what others write; `query_only` keeps it from writing.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.execute_batch(SETTINGS)?;
        // Nobody waits for a lock here.
        connection.busy_timeout(Duration::ZERO)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(connection)
    }
}

impl State {
    fn resign(&mut self, statement: u64, now: Instant) {
        if self.long.len() >= KNOWN {
            self.long.clear();
        }
        self.long.insert(statement, now);
    }
}

impl Lent<'_> {
    fn read<T>(
        &self,
        sql: &str,
        values: &[Value],
        read: impl FnOnce(Rows<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let Some(connection) = &self.connection else { return Err(rusqlite::Error::QueryReturnedNoRows) };
        let (end, mut looks) = (Instant::now() + TIME, 0);
        let is_enough = move || {
            looks += 1;
            looks >= LOOKS || Instant::now() > end
        };
        connection.progress_handler(STEPS, Some(is_enough))?;
        let mut statement = connection.prepare_cached(sql)?;
        bind(&mut statement, values)?;
        read(statement.raw_query())
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut connection = self.connection.take();
        let mut state = self.of.state.lock();
        if self.is_sound && !state.is_closed {
            connection = connection.and_then(|connection| state.resting.put(connection));
            state.open -= usize::from(connection.is_some());
        } else {
            state.open -= 1;
        }
        // What is closed is closed when nobody waits for it.
        drop(state);
        drop(connection);
    }
}

/// `$2` is the second value, wherever it stands and however often.
fn bind(statement: &mut CachedStatement<'_>, values: &[Value]) -> rusqlite::Result<()> {
    for place in 1..=statement.parameter_count() {
        let value = statement
            .parameter_name(place)
            .and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok())
            .and_then(|number| values.get(number.checked_sub(1)?))
            .ok_or(rusqlite::Error::InvalidParameterCount(place, values.len()))?;
        match value {
            Value::Bool(value) => statement.raw_bind_parameter(place, value)?,
            Value::Int(value) => statement.raw_bind_parameter(place, value)?,
            Value::BigInt(value) => statement.raw_bind_parameter(place, value)?,
            Value::String(value) => statement.raw_bind_parameter(place, value.as_deref())?,
            // No list is narrowed by another kind.
            _ => return Err(rusqlite::Error::InvalidParameterName(format!("${place}"))),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    const SLOW: &str =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000000) SELECT COUNT(*) FROM n";

    /// A file in which others write.
    fn place(max: usize) -> (tempfile::TempDir, Connection, AtOnce) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("préau #1?mode=ro.db");
        let others = Connection::open(&path).unwrap();
        others.execute_batch("PRAGMA journal_mode = wal; CREATE TABLE notes (id INTEGER PRIMARY KEY, text)").unwrap();
        others.execute_batch("INSERT INTO notes (text) VALUES ('a'), ('b'), ('c')").unwrap();
        let at_once = AtOnce::new(&path, max, Watch::default());
        (folder, others, at_once)
    }

    /// The first value of each row.
    fn texts(at_once: &AtOnce, sql: &str, values: &[Value]) -> Option<Vec<Option<String>>> {
        at_once.read(sql, values, |rows| rows.mapped(|row| row.get(0)).collect())
    }

    fn number(at_once: &AtOnce, sql: &str) -> Option<i64> {
        at_once.read(sql, &[], |mut rows| rows.next()?.map_or(Ok(-1), |row| row.get(0)))
    }

    #[test]
    fn what_others_wrote_is_read_also_after_they_changed_the_tables() {
        let (_folder, others, at_once) = place(1);
        for n in 3..6 {
            assert_eq!(number(&at_once, "SELECT COUNT(*) FROM notes"), Some(n));
            others.execute_batch("INSERT INTO notes (text) VALUES ('d')").unwrap();
            others.execute_batch(&format!("ALTER TABLE notes ADD COLUMN n{n}")).unwrap();
        }
        assert_eq!(number(&at_once, "SELECT COUNT(*) - COUNT(n5) FROM notes"), Some(6));
        assert_eq!(at_once.size(), (1, 1));
    }

    #[test]
    fn values_stand_where_their_numbers_do() {
        let (_folder, _others, at_once) = place(1);
        let said = |sql: &str, values: &[Value]| texts(&at_once, sql, values).map(|texts| texts[0].clone());
        let all: Vec<Value> = vec!["é".into(), 7_i64.into(), 8_i32.into(), true.into(), Value::String(None)];
        let of = "SELECT $2 || $1 || $3 || $1 || $4 || COALESCE($5, 'null')";
        assert_eq!(said(of, &all), Some(Some("7é8é1null".to_owned())));
        assert_eq!(said("SELECT $1 || '$2'", &all[..1]), Some(Some("é$2".to_owned())), "a text is no place");
        assert_eq!(said("SELECT $5", &all), Some(None));
        for (sql, values) in [("SELECT $2", &all[..1]), ("SELECT ?", &all[..]), ("SELECT $0", &all[..])] {
            assert_eq!(said(sql, values), None, "{sql}");
        }
        assert_eq!(said("SELECT $1", &[1.5.into()]), None, "of no kind that is expected");
    }

    #[test]
    fn what_takes_long_is_given_up_and_the_connection_is_as_before() {
        let (_folder, _others, at_once) = place(1);
        let begun = Instant::now();
        assert_eq!(number(&at_once, SLOW), None);
        assert!(begun.elapsed() < Duration::from_secs(1), "it counts for seconds");
        assert_eq!(at_once.size(), (1, 1));
        assert_eq!(number(&at_once, "SELECT COUNT(*) FROM notes"), Some(3));
    }

    #[test]
    fn what_was_given_up_is_not_tried_again_for_a_while() {
        let (_folder, _others, at_once) = place(1);
        let tried = || {
            let asked = AtomicUsize::new(0);
            at_once.read(SLOW, &[], |mut rows| {
                asked.fetch_add(1, Ordering::Relaxed);
                rows.next().map(drop)
            });
            asked.into_inner()
        };
        // On a machine that has much other work it may be given up for its time, which says nothing.
        let until_known = || (0..100).map(|_| tried()).sum::<usize>();
        assert!((1..100).contains(&until_known()));
        assert_eq!((tried(), number(&at_once, "SELECT 3")), (0, Some(3)), "another one is tried");
        for since in at_once.state.lock().long.values_mut() {
            *since -= RESIGNED;
        }
        assert!((1..100).contains(&until_known()), "after a minute");
        for statement in 0..10 * KNOWN as u64 {
            at_once.state.lock().resign(statement, Instant::now());
        }
        assert!(at_once.state.lock().long.len() <= KNOWN);
    }

    #[test]
    fn nothing_is_written_and_what_is_wrong_is_not_kept() {
        let (_folder, others, at_once) = place(1);
        for wrong in ["DELETE FROM notes", "SELECT nothing", "SELECT 1; SELECT 2", "", "SELECT 'a'"] {
            assert_eq!(number(&at_once, wrong), None, "{wrong}");
            assert_eq!(at_once.size(), (0, 0), "{wrong}");
        }
        assert_eq!(others.query_row("SELECT COUNT(*) FROM notes", [], |row| row.get(0)), Ok(3));
    }

    #[test]
    fn never_more_are_open_than_allowed_and_none_waits() {
        let (_folder, _others, at_once) = place(2);
        let inner = || number(&at_once, "SELECT 3");
        let nested =
            at_once.read("SELECT 1", &[], |_| Ok(at_once.read("SELECT 2", &[], |_| Ok((inner(), at_once.size())))));
        assert_eq!(nested, Some(Some((None, (2, 0)))));
        assert_eq!((inner(), at_once.size()), (Some(3), (2, 2)));
    }

    #[test]
    fn one_whose_reader_panicked_is_not_lent_again() {
        let (_folder, _others, at_once) = place(1);
        let at_once = Arc::new(at_once);
        let other = at_once.clone();
        let panicked =
            std::thread::spawn(move || other.read("SELECT 1", &[], |_| -> rusqlite::Result<()> { panic!() }));
        assert!(panicked.join().is_err());
        assert_eq!(at_once.size(), (0, 0));
        assert_eq!(number(&at_once, "SELECT 3"), Some(3));
    }

    #[test]
    fn closed_it_stays() {
        let (_folder, _others, at_once) = place(2);
        let last = at_once.read("SELECT 1", &[], |_| {
            at_once.close();
            Ok(at_once.size())
        });
        assert_eq!((last, at_once.size()), (Some((1, 0)), (0, 0)));
        assert_eq!(number(&at_once, "SELECT 3"), None);
    }

    #[test]
    fn a_file_that_is_not_there_is_not_made() {
        let (folder, _others, _) = place(1);
        let path = folder.path().join("none.db");
        let at_once = AtOnce::new(&path, 1, Watch::default());
        assert_eq!((number(&at_once, "SELECT 3"), at_once.size()), (None, (0, 0)));
        assert!(!path.exists());
    }

    #[test]
    fn one_that_nobody_needs_is_closed_but_not_the_last() {
        let (_folder, _others, at_once) = place(3);
        let now = Instant::now();
        let lent = [1, 2].map(|statement| at_once.take(statement, now)).map(|lent| {
            let mut lent = lent.unwrap();
            lent.is_sound = true;
            lent
        });
        drop(lent);
        assert_eq!(at_once.size(), (2, 2));
        at_once.state.lock().resting.age();
        for _ in 0..3 {
            assert_eq!(number(&at_once, "SELECT 3"), Some(3));
        }
        assert_eq!(at_once.size(), (1, 1));
    }

    #[test]
    fn every_question_is_noted_that_was_answered() {
        let (_folder, _others, at_once) = place(1);
        let heard = at_once.watch.listen();
        assert_eq!((number(&at_once, "SELECT 3"), number(&at_once, SLOW)), (Some(3), None));
        let heard: Vec<_> = heard.take().into_iter().map(|asked| asked.sql).collect();
        assert_eq!(heard, ["SELECT 3"], "who asks it of a reader notes it there");
    }
}
