//! People.

use chrono::NaiveDate;
use preau_kernel::actor::Role;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, InTurn, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx, search};
use preau_kernel::{Error, Result};
use sea_orm::QueryResult;

use crate::domain::names::{login_key, username_key};
use crate::permissions::Rank;

/// A person, with roles and subjects joined in.
#[derive(Debug, Clone)]
pub struct Person {
    pub id: i64,
    pub email: Option<String>,
    pub username: Option<String>,
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
    /// `2007-03-14`.
    pub birth_date: Option<String>,
    pub photo_large: Option<String>,
    pub photo_small: Option<String>,
    pub lang: Option<String>,
    pub is_active: bool,
    pub is_staff: bool,
    pub is_superuser: bool,
    pub email_verified_at: Option<Timestamp>,
    pub last_login_at: Option<Timestamp>,
    pub tombstone_at: Option<Timestamp>,
    pub row_version: i64,
    pub created_at: Timestamp,
    /// Role names, each followed by a comma.
    roles: String,
    /// Subject ids, comma separated.
    modules: Option<String>,
}

impl Person {
    /// The names of [`COLUMNS`], in the order in which they are read.
    pub const NAMES: [&str; 20] = [
        "id",
        "email",
        "username",
        "first_name",
        "last_name",
        "phone",
        "birth_date",
        "photo_large",
        "photo_small",
        "lang",
        "is_active",
        "is_staff",
        "is_superuser",
        "email_verified_at",
        "last_login_at",
        "tombstone_at",
        "row_version",
        "created_at",
        "roles",
        "modules",
    ];

    /// By [`Self::NAMES`].
    pub fn in_turn(row: &mut InTurn<'_>) -> Result<Self> {
        Ok(Self {
            id: row.number()?,
            email: row.text_or_null()?,
            username: row.text_or_null()?,
            first_name: row.text()?,
            last_name: row.text()?,
            phone: row.text()?,
            birth_date: row.text_or_null()?,
            photo_large: row.text_or_null()?,
            photo_small: row.text_or_null()?,
            lang: row.text_or_null()?,
            is_active: row.flag()?,
            is_staff: row.flag()?,
            is_superuser: row.flag()?,
            email_verified_at: row.instant_or_null()?,
            last_login_at: row.instant_or_null()?,
            tombstone_at: row.instant_or_null()?,
            row_version: row.number()?,
            created_at: row.instant()?,
            roles: row.text()?,
            modules: row.text_or_null()?,
        })
    }

    pub fn roles(&self) -> Vec<Role> {
        Role::ALL.into_iter().filter(|role| self.roles.split(',').any(|name| name == role.name())).collect()
    }

    pub fn modules(&self) -> Vec<i64> {
        let mut ids: Vec<i64> =
            self.modules.as_deref().unwrap_or_default().split(',').filter_map(|id| id.parse().ok()).collect();
        ids.sort_unstable();
        ids
    }

    pub fn rank(&self) -> Rank {
        Rank::of(self.is_superuser, self.is_staff, &self.roles())
    }

    /// Whether the account has an address of which nobody knows yet that its holder reads it.
    pub fn is_unproven(&self) -> bool {
        self.email.is_some() && self.email_verified_at.is_none()
    }

    /// As mails and the audit name them.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }

    /// What they type at a login: the address, else the username.
    pub fn login(&self) -> String {
        self.email.clone().or_else(|| self.username.clone()).unwrap_or_default()
    }
}

/// The columns of [`Person`], for a query where `users` is `u`.
pub const COLUMNS: &str = "u.id, u.email, u.username, u.first_name, u.last_name, u.phone, u.birth_date, u.photo_large, \
     u.photo_small, u.lang, u.is_active, u.is_staff, u.is_superuser, u.email_verified_at, u.last_login_at, \
     u.tombstone_at, u.row_version, u.created_at, \
     CASE WHEN EXISTS (SELECT 1 FROM school_managers r WHERE r.user_id = u.id) THEN 'SCHOOL_MANAGER,' ELSE '' END || \
     CASE WHEN EXISTS (SELECT 1 FROM professors r WHERE r.user_id = u.id) THEN 'PROFESSOR,' ELSE '' END || \
     CASE WHEN EXISTS (SELECT 1 FROM coaches r WHERE r.user_id = u.id) THEN 'COACH,' ELSE '' END || \
     CASE WHEN EXISTS (SELECT 1 FROM operators r WHERE r.user_id = u.id) THEN 'OPERATOR,' ELSE '' END || \
     CASE WHEN EXISTS (SELECT 1 FROM tutors r WHERE r.user_id = u.id) THEN 'TUTOR,' ELSE '' END || \
     CASE WHEN EXISTS (SELECT 1 FROM students r WHERE r.user_id = u.id) THEN 'STUDENT,' ELSE '' END || \
     CASE WHEN EXISTS (SELECT 1 FROM clients r WHERE r.user_id = u.id) THEN 'CLIENT,' ELSE '' END AS roles, \
     (SELECT string_agg(CAST(um.module_id AS TEXT), ',') FROM user_modules um WHERE um.user_id = u.id) AS modules";

/// What is written of a person; everything else follows from it or from actions of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    pub email: Option<String>,
    pub username: Option<String>,
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
    pub birth_date: Option<NaiveDate>,
    pub lang: Option<String>,
    pub is_active: bool,
    pub is_staff: bool,
    pub is_superuser: bool,
    pub email_verified_at: Option<Timestamp>,
}

impl Values {
    pub fn of(person: &Person) -> Self {
        Self {
            email: person.email.clone(),
            username: person.username.clone(),
            first_name: person.first_name.clone(),
            last_name: person.last_name.clone(),
            phone: person.phone.clone(),
            birth_date: person.birth_date.as_deref().and_then(|text| text.parse().ok()),
            lang: person.lang.clone(),
            is_active: person.is_active,
            is_staff: person.is_staff,
            is_superuser: person.is_superuser,
            email_verified_at: person.email_verified_at,
        }
    }

    /// Family name first, as registers are sorted.
    pub fn sort_name(&self) -> String {
        search::fold(&format!("{} {}", self.last_name, self.first_name))
    }

    pub fn search(&self) -> String {
        let optional = [self.email.as_deref(), self.username.as_deref()];
        let texts = [self.first_name.as_str(), self.last_name.as_str(), self.phone.as_str()];
        search::text(texts.into_iter().chain(optional.into_iter().flatten()))
    }
}

/// Two people who take the same address or name at the same instant both get an answer.
pub const UNIQUE: &[(&str, &str)] =
    &[("users.email", "user.email"), ("users.username_key", "user.username"), ("users_username", "user.username")];

pub async fn insert(tx: &Tx, values: &Values, now: Timestamp) -> Result<i64> {
    tx.number(
        "INSERT INTO users (email, username, username_key, first_name, last_name, phone, birth_date, lang, is_active, \
         is_staff, is_superuser, email_verified_at, sort_name, search, row_version, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15, $15) RETURNING id",
        bound(values, now),
    )
    .await
}

pub async fn update(tx: &Tx, id: i64, values: &Values, now: Timestamp) -> Result<()> {
    let mut bound = bound(values, now);
    bound.push(id.into());
    tx.exec(
        "UPDATE users SET email = $1, username = $2, username_key = $3, first_name = $4, last_name = $5, phone = $6, \
         birth_date = $7, lang = $8, is_active = $9, is_staff = $10, is_superuser = $11, email_verified_at = $12, \
         sort_name = $13, search = $14, row_version = row_version + 1, updated_at = $15 WHERE id = $16",
        bound,
    )
    .await
    .map(drop)
}

fn bound(values: &Values, now: Timestamp) -> Vec<sea_orm::Value> {
    vec![
        values.email.clone().into(),
        values.username.clone().into(),
        values.username.as_deref().map(username_key).into(),
        values.first_name.clone().into(),
        values.last_name.clone().into(),
        values.phone.clone().into(),
        values.birth_date.map(|date| date.to_string()).into(),
        values.lang.clone().into(),
        values.is_active.into(),
        values.is_staff.into(),
        values.is_superuser.into(),
        values.email_verified_at.into(),
        values.sort_name().into(),
        values.search().into(),
        now.into(),
    ]
}

pub async fn find(conn: &dyn Sql, id: i64) -> Result<Option<Person>> {
    let sql = format!("SELECT {COLUMNS} FROM users u WHERE u.id = $1 AND u.tombstone_at IS NULL");
    conn.find(&sql, vec![id.into()]).await?.map(|row| person(&row)).transpose()
}

pub async fn get(conn: &dyn Sql, id: i64) -> Result<Person> {
    find(conn, id).await?.ok_or(Error::NotFound)
}

/// The person, and nobody else changes them until the transaction ends.
pub async fn get_locked(tx: &Tx, id: i64) -> Result<Person> {
    let lock = tx.engine().for_update();
    if !lock.is_empty() {
        tx.get(&format!("SELECT id FROM users WHERE id = $1{lock}"), vec![id.into()]).await?;
    }
    get(&**tx, id).await
}

/// Where a login is looked for, as `login_key` writes it.
pub(super) fn column_of_login(login: &str) -> &'static str {
    if login.contains('@') { "u.email" } else { "u.username_key" }
}

/// Whom an address or a username names, as typed.
pub async fn find_by_login(conn: &dyn Sql, login: &str) -> Result<Option<Person>> {
    let by = column_of_login(login);
    let sql = format!("SELECT {COLUMNS} FROM users u WHERE {by} = $1 AND u.tombstone_at IS NULL");
    conn.find(&sql, vec![login_key(login).into()]).await?.map(|row| person(&row)).transpose()
}

pub fn person(row: &QueryResult) -> Result<Person> {
    Person::in_turn(&mut InTurn::of_row(row, &Person::NAMES))
}

const CREATED: Ordering = Ordering { name: "created_at", column: "u.created_at", kind: Kind::Number };
const ORDERINGS: &[Ordering] = &[Ordering { name: "last_name", column: "u.sort_name", kind: Kind::Text }, CREATED];
/// Of one role: the same key stands in the role's table, whose index leads through its people however few they are.
const ROLE_ORDERINGS: &[Ordering] = &[Ordering { name: "last_name", column: "f.sort_name", kind: Kind::Text }, CREATED];

pub async fn list(conn: &dyn Sql, page: &PageQuery) -> Result<Page<Person>> {
    let mut conditions = Conditions::default();
    conditions.add("u.tombstone_at IS NULL", []);
    for (name, column) in [("is_active", "u.is_active"), ("is_staff", "u.is_staff"), ("is_superuser", "u.is_superuser")]
    {
        if let Some(value) = page.flag(name)? {
            conditions.add(&format!("{column} = ?"), [value.into()]);
        }
    }
    let role = match page.param("role") {
        Some(name) => Some(Role::parse(name).ok_or_else(|| Error::invalid("role", "unknown_role"))?),
        None => None,
    };
    if let Some(module) = page.number("module")? {
        conditions.add("u.id IN (SELECT m.user_id FROM user_modules m WHERE m.module_id = ?)", [module.into()]);
    }
    let from = match role {
        Some(role) => format!("{} f JOIN users u ON u.id = f.user_id", super::profiles::table_of(role)),
        None => "users u".to_owned(),
    };
    let list = List {
        select: COLUMNS,
        from: &from,
        alias: "u",
        search: Some("users"),
        orderings: if role.is_some() { ROLE_ORDERINGS } else { ORDERINGS },
        default_ordering: "last_name",
    };
    page.run_values(conn, &list, conditions, |row| Person::in_turn(&mut row.in_turn())).await
}

pub async fn set_modules(tx: &Tx, user: i64, modules: &[i64]) -> Result<()> {
    tx.exec("DELETE FROM user_modules WHERE user_id = $1", vec![user.into()]).await?;
    for module in modules {
        tx.exec("INSERT INTO user_modules (user_id, module_id) VALUES ($1, $2)", vec![user.into(), (*module).into()])
            .await?;
    }
    Ok(())
}

pub async fn set_photos(tx: &Tx, user: i64, photos: Option<(&str, &str)>, now: Timestamp) -> Result<()> {
    let (large, small) = photos.map_or((None, None), |(l, s)| (Some(l.to_owned()), Some(s.to_owned())));
    tx.exec(
        "UPDATE users SET photo_large = $1, photo_small = $2, row_version = row_version + 1, updated_at = $3 WHERE id = $4",
        vec![large.into(), small.into(), now.into(), user.into()],
    )
    .await
    .map(drop)
}

/// What hangs on the person has changed: who saw the row before has seen another one.
pub async fn touch(tx: &Tx, user: i64, now: Timestamp) -> Result<()> {
    let sql = "UPDATE users SET row_version = row_version + 1, updated_at = $1 WHERE id = $2";
    tx.exec(sql, vec![now.into(), user.into()]).await.map(drop)
}

pub async fn set_email_verified(tx: &Tx, user: i64, now: Timestamp) -> Result<()> {
    tx.exec("UPDATE users SET email_verified_at = $1 WHERE id = $2", vec![now.into(), user.into()]).await.map(drop)
}

/// A log-in leaves `row_version` alone.
pub async fn touch_login(tx: &Tx, user: i64, now: Timestamp) -> Result<()> {
    tx.exec("UPDATE users SET last_login_at = $1 WHERE id = $2", vec![now.into(), user.into()]).await.map(drop)
}

pub async fn delete(tx: &Tx, id: i64) -> Result<()> {
    tx.exec("DELETE FROM users WHERE id = $1", vec![id.into()]).await.map(drop)
}

/// Identity erased, the number kept for what refers to it; the address and username are free again.
pub async fn make_tombstone(tx: &Tx, id: i64, now: Timestamp) -> Result<()> {
    tx.exec(
        "UPDATE users SET email = NULL, username = NULL, username_key = NULL, first_name = '', last_name = '', \
         phone = '', birth_date = NULL, photo_large = NULL, photo_small = NULL, lang = NULL, is_active = FALSE, \
         is_staff = FALSE, is_superuser = FALSE, email_verified_at = NULL, sort_name = '', search = '', \
         tombstone_at = $1, row_version = row_version + 1, updated_at = $1 WHERE id = $2",
        vec![now.into(), id.into()],
    )
    .await
    .map(drop)
}

pub async fn count_superusers(conn: &dyn Sql) -> Result<i64> {
    conn.number("SELECT COUNT(*) FROM users WHERE is_staff = TRUE AND is_superuser = TRUE AND is_active = TRUE", vec![])
        .await
}

/// Whether anybody was ever here.
pub async fn any(conn: &dyn Sql) -> Result<bool> {
    Ok(conn.find("SELECT id FROM users LIMIT 1", vec![]).await?.is_some())
}

/// Whether there is a superuser at all, active or not.
pub async fn has_superuser(conn: &dyn Sql) -> Result<bool> {
    Ok(conn.find("SELECT 1 FROM users WHERE is_superuser = TRUE LIMIT 1", vec![]).await?.is_some())
}
