//! Files of visitors (`visitors`), with the person of `users` joined in.

use chrono::NaiveDate;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx, search};
use preau_kernel::{Error, Result};
use sea_orm::FromQueryResult;

use crate::domain::people::double::Known;
use crate::store::{insert_of, update_of};

#[derive(Debug, Clone, FromQueryResult)]
pub struct Visitor {
    pub id: i64,
    pub user_id: i64,
    pub first_name: String,
    pub last_name: String,
    pub email: Option<String>,
    pub phone: String,
    birth_date: Option<String>,
    pub lang: Option<String>,
    pub photo_large: Option<String>,
    pub photo_small: Option<String>,
    pub category: Option<i64>,
    pub category_name: Option<String>,
    pub notes: String,
    legal_hold_until: Option<String>,
    pub legal_hold_reason: String,
    pub sessions_count: i64,
    used_micros: i64,
    pub last_visit_at: Option<Timestamp>,
    pub created_by: Option<i64>,
    pub created_by_name: Option<String>,
    pub has_login: bool,
    pub consent_text: Option<String>,
    pub consent_given_at: Option<Timestamp>,
    pub consent_given_by: Option<String>,
    pub consent_guardian: Option<String>,
    pub consent_recorded_by: Option<String>,
    pub active_session: Option<i64>,
    running_since: Option<Timestamp>,
    running_until: Option<Timestamp>,
    pub row_version: i64,
    pub created_at: Timestamp,
}

/// What can be set of the file itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    pub category: Option<i64>,
    pub notes: String,
}

impl Visitor {
    /// As the log names them.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }

    pub fn birth(&self) -> Option<NaiveDate> {
        self.birth_date.as_deref().and_then(|text| text.parse().ok())
    }

    /// What a look-up compares.
    pub fn known(&self) -> Known<'_> {
        Known {
            first_name: &self.first_name,
            last_name: &self.last_name,
            birth: self.birth(),
            email: self.email.as_deref(),
            phone: Some(&self.phone),
        }
    }

    pub fn held_until(&self) -> Option<NaiveDate> {
        self.legal_hold_until.as_deref().and_then(|text| text.parse().ok())
    }

    pub fn values(&self) -> Values {
        Values { category: self.category, notes: self.notes.clone() }
    }

    /// With what runs at `now`.
    pub fn used_seconds(&self, now: Timestamp) -> i64 {
        let running =
            self.running_since.zip(self.running_until).map_or(0, |(since, until)| (now.min(until).0 - since.0).max(0));
        (self.used_micros + running) / 1_000_000
    }
}

const SELECT: &str = "v.id, v.user_id, u.first_name, u.last_name, u.email, u.phone, u.birth_date, u.lang, u.photo_large, \
    u.photo_small, v.category_id AS category, c.name AS category_name, v.notes, v.legal_hold_until, v.legal_hold_reason, \
    v.sessions_count, v.used_micros, v.last_visit_at, v.created_by, cu.first_name || ' ' || cu.last_name AS created_by_name, \
    EXISTS (SELECT 1 FROM credentials l WHERE l.user_id = v.user_id) AS has_login, k.text_version AS consent_text, \
    k.given_at AS consent_given_at, k.given_by AS consent_given_by, k.guardian_name AS consent_guardian, \
    (SELECT r.first_name || ' ' || r.last_name FROM users r WHERE r.id = k.recorded_by) AS consent_recorded_by, \
    os.id AS active_session, oi.started_at AS running_since, os.ends_at AS running_until, v.row_version, v.created_at";
const FROM: &str = "visitors v JOIN users u ON u.id = v.user_id LEFT JOIN visitor_categories c ON c.id = v.category_id \
    LEFT JOIN users cu ON cu.id = v.created_by \
    LEFT JOIN visitor_consents k ON k.visitor_id = v.id AND k.withdrawn_at IS NULL \
    LEFT JOIN workstation_sessions os ON os.visitor_id = v.id AND os.status IN ('active', 'suspended') \
    LEFT JOIN session_intervals oi ON oi.session_id = os.id AND oi.ended_at IS NULL";
const ORDERINGS: &[Ordering] = &[
    Ordering { name: "last_name", column: "v.sort_name", kind: Kind::Text },
    Ordering { name: "created_at", column: "v.created_at", kind: Kind::Number },
    Ordering { name: "last_visit_at", column: "COALESCE(v.last_visit_at, v.created_at)", kind: Kind::Number },
    Ordering { name: "sessions_count", column: "v.sessions_count", kind: Kind::Number },
    Ordering { name: "used_seconds", column: "v.used_micros", kind: Kind::Number },
];

pub async fn get(conn: &dyn Sql, id: i64) -> Result<Visitor> {
    let row = conn.get(&format!("SELECT {SELECT} FROM {FROM} WHERE v.id = $1"), vec![id.into()]).await?;
    Ok(Visitor::from_query_result(&row, "")?)
}

/// Nobody else changes the file until the transaction ends.
pub async fn get_locked(tx: &Tx, id: i64) -> Result<Visitor> {
    crate::store::locks::visitor(tx, id).await?;
    get(&**tx, id).await
}

pub async fn find_of_user(conn: &dyn Sql, user: i64) -> Result<Option<Visitor>> {
    let row = conn.find(&format!("SELECT {SELECT} FROM {FROM} WHERE v.user_id = $1"), vec![user.into()]).await?;
    row.map(|row| Ok(Visitor::from_query_result(&row, "")?)).transpose()
}

/// Whether the person is a visitor.
pub async fn is_one(conn: &dyn Sql, user: i64) -> Result<bool> {
    Ok(conn.find("SELECT 1 FROM visitors WHERE user_id = $1", vec![user.into()]).await?.is_some())
}

/// Whether they are a visitor, registered one, or gave a code.
pub async fn is_remembered(conn: &dyn Sql, user: i64) -> Result<bool> {
    let sql = "SELECT 1 FROM visitors WHERE user_id = $1 UNION ALL SELECT 1 FROM workstation_sessions WHERE operator_id = $1 \
               UNION ALL SELECT 1 FROM visitors WHERE created_by = $1 LIMIT 1";
    Ok(conn.find(sql, vec![user.into()]).await?.is_some())
}

/// Filters: `category`, `consent` (`given` or `missing`), `hold` (on `today`), `registered_by`, `open` (has an open session).
pub async fn list(conn: &dyn Sql, page: &PageQuery, today: NaiveDate) -> Result<Page<Visitor>> {
    let mut conditions = Conditions::default();
    conditions.add("u.tombstone_at IS NULL", []);
    for (name, column) in [("category", "v.category_id"), ("registered_by", "v.created_by")] {
        if let Some(id) = page.number(name)? {
            conditions.add(&format!("{column} = ?"), [id.into()]);
        }
    }
    match page.param("consent") {
        None => {}
        Some("given" | "true") => conditions.add("k.id IS NOT NULL", []),
        Some("missing" | "false") => conditions.add("k.id IS NULL", []),
        Some(_) => return Err(Error::invalid("consent", "wrong_value")),
    }
    if let Some(open) = page.flag("open")? {
        conditions.add(if open { "os.id IS NOT NULL" } else { "os.id IS NULL" }, []);
    }
    if let Some(held) = page.flag("hold")? {
        let sql =
            if held { "v.legal_hold_until >= ?" } else { "(v.legal_hold_until IS NULL OR v.legal_hold_until < ?)" };
        conditions.add(sql, [today.to_string().into()]);
    }
    let list = List {
        select: SELECT,
        from: FROM,
        alias: "v",
        search: Some("visitors"),
        orderings: ORDERINGS,
        default_ordering: "last_name",
    };
    page.run(conn, &list, conditions, |row| Ok(Visitor::from_query_result(row, "")?)).await
}

pub async fn insert(tx: &Tx, user: i64, values: &Values, by: Option<i64>, now: Timestamp) -> Result<i64> {
    let (sql, values) = insert_of(
        "visitors",
        vec![
            ("user_id", user.into()),
            ("category_id", values.category.into()),
            ("notes", values.notes.clone().into()),
            ("legal_hold_reason", "".into()),
            ("sessions_count", 0_i64.into()),
            ("used_micros", 0_i64.into()),
            ("created_by", by.into()),
            ("sort_name", "".into()),
            ("search", "".into()),
            ("row_version", 1_i64.into()),
            ("created_at", now.into()),
            ("updated_at", now.into()),
        ],
    );
    let id = tx.number(&sql, values).await.map_err(|error| error.on_duplicate(&[("visitors_user", "user")]))?;
    follow(tx, id).await?;
    Ok(id)
}

pub async fn update(tx: &Tx, id: i64, values: &Values, now: Timestamp) -> Result<()> {
    let columns = vec![
        ("category_id", values.category.into()),
        ("notes", values.notes.clone().into()),
        ("updated_at", now.into()),
    ];
    let (sql, values) = update_of("visitors", id, columns);
    tx.exec(&sql, values).await.map(drop)
}

pub async fn set_hold(tx: &Tx, id: i64, until: Option<NaiveDate>, reason: &str, now: Timestamp) -> Result<()> {
    let columns = vec![
        ("legal_hold_until", until.map(|date| date.to_string()).into()),
        ("legal_hold_reason", reason.into()),
        ("updated_at", now.into()),
    ];
    let (sql, values) = update_of("visitors", id, columns);
    tx.exec(&sql, values).await.map(drop)
}

/// What hangs on the file has changed: who saw it before has seen another one.
pub async fn touch(tx: &Tx, id: i64, now: Timestamp) -> Result<()> {
    let (sql, values) = update_of("visitors", id, vec![("updated_at", now.into())]);
    tx.exec(&sql, values).await.map(drop)
}

/// Writes by what the file is sorted and found, from the person's present names.
pub async fn follow(tx: &Tx, id: i64) -> Result<()> {
    let sql = "SELECT u.first_name, u.last_name, u.email, u.phone FROM visitors v JOIN users u ON u.id = v.user_id WHERE v.id = $1";
    let row = tx.get(sql, vec![id.into()]).await?;
    let (first, last): (String, String) = (row.try_get("", "first_name")?, row.try_get("", "last_name")?);
    let (email, phone): (Option<String>, String) = (row.try_get("", "email")?, row.try_get("", "phone")?);
    let texts = [first.as_str(), last.as_str(), phone.as_str(), email.as_deref().unwrap_or_default()];
    tx.exec(
        "UPDATE visitors SET sort_name = $2, search = $3 WHERE id = $1",
        vec![id.into(), search::fold(&format!("{last} {first}")).into(), search::text(texts).into()],
    )
    .await?;
    let name = format!("{first} {last}");
    crate::store::sessions::set_search_of_visitor(tx, id, name.trim()).await
}

pub async fn delete(tx: &Tx, id: i64) -> Result<()> {
    tx.exec("DELETE FROM visitors WHERE id = $1", vec![id.into()]).await.map(drop)
}
