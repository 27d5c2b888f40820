//! What coaches decide (`coach_rules`). A coach without a row has the defaults.

use std::collections::BTreeMap;

use preau_kernel::clock::Timestamp;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::place::OpeningHours;
use preau_kernel::{Error, Result};
use sea_orm::{QueryResult, Value};

use crate::domain::rules::{Rules, default_hours, hours};
use crate::store::services::Service;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoachRules {
    pub hours: Vec<OpeningHours>,
    pub pause: i64,
    pub horizon_days: i64,
    pub notice: i64,
    pub cancel: i64,
    pub most_active: Option<i64>,
    pub location: String,
    pub video_url: String,
    /// 0: nothing was decided yet.
    pub row_version: i64,
}

impl Default for CoachRules {
    fn default() -> Self {
        let rules = Rules::default();
        Self {
            hours: default_hours(),
            pause: rules.pause,
            horizon_days: rules.horizon_days,
            notice: rules.notice,
            cancel: rules.cancel,
            most_active: rules.most_active,
            location: String::new(),
            video_url: String::new(),
            row_version: 0,
        }
    }
}

impl CoachRules {
    /// For one service.
    pub fn of_service(&self, service: &Service) -> Rules {
        Rules {
            hours: hours(&self.hours),
            minutes: service.minutes,
            pause: service.pause.unwrap_or(self.pause),
            horizon_days: self.horizon_days,
            notice: self.notice,
            cancel: self.cancel,
            most_active: self.most_active,
        }
    }

    /// As anybody may see them: the link of a video call is for those who have booked.
    #[must_use]
    pub fn without_link(self) -> Self {
        Self { video_url: String::new(), ..self }
    }
}

/// A service has a pause of its own: that of the rules has another name.
pub(super) const COLUMNS: &str = "r.hours, r.pause AS rules_pause, r.horizon_days, r.notice, r.cancel, r.most_active, \
    r.location, r.video_url, r.row_version";

pub async fn find(conn: &dyn Sql, coach: i64) -> Result<Option<CoachRules>> {
    let row =
        conn.find(&format!("SELECT {COLUMNS} FROM coach_rules r WHERE r.coach_id = $1"), vec![coach.into()]).await?;
    row.map(|row| read(&row)).transpose()
}

pub(super) fn read(row: &QueryResult) -> Result<CoachRules> {
    let hours: String = row.try_get("", "hours")?;
    Ok(CoachRules {
        hours: serde_json::from_str(&hours).map_err(|_| Error::internal(format!("coach_rules holds {hours}")))?,
        pause: row.try_get("", "rules_pause")?,
        horizon_days: row.try_get("", "horizon_days")?,
        notice: row.try_get("", "notice")?,
        cancel: row.try_get("", "cancel")?,
        most_active: row.try_get("", "most_active")?,
        location: row.try_get("", "location")?,
        video_url: row.try_get("", "video_url")?,
        row_version: row.try_get("", "row_version")?,
    })
}

pub async fn of_coach(conn: &dyn Sql, coach: i64) -> Result<CoachRules> {
    Ok(find(conn, coach).await?.unwrap_or_default())
}

/// Whether this row is new or changed.
pub async fn put(tx: &Tx, coach: i64, rules: &CoachRules, now: Timestamp) -> Result<()> {
    let values: Vec<Value> = vec![
        coach.into(),
        serde_json::to_string(&rules.hours)?.into(),
        rules.pause.into(),
        rules.horizon_days.into(),
        rules.notice.into(),
        rules.cancel.into(),
        rules.most_active.into(),
        rules.location.clone().into(),
        rules.video_url.clone().into(),
        now.into(),
    ];
    let sql = "INSERT INTO coach_rules (coach_id, hours, pause, horizon_days, notice, cancel, most_active, location, \
               video_url, row_version, created_at, updated_at) \
               VALUES ($1, $2, $3, $4, $5, $6, CAST($7 AS BIGINT), $8, $9, 1, $10, $10) \
               ON CONFLICT (coach_id) DO UPDATE SET hours = EXCLUDED.hours, pause = EXCLUDED.pause, \
               horizon_days = EXCLUDED.horizon_days, notice = EXCLUDED.notice, cancel = EXCLUDED.cancel, \
               most_active = EXCLUDED.most_active, location = EXCLUDED.location, video_url = EXCLUDED.video_url, \
               row_version = coach_rules.row_version + 1, updated_at = EXCLUDED.updated_at";
    tx.exec(sql, values).await.map(drop)
}

pub async fn delete(tx: &Tx, coach: i64) -> Result<()> {
    tx.exec("DELETE FROM coach_rules WHERE coach_id = $1", vec![coach.into()]).await.map(drop)
}

/// Goes over to another record of the same person, unless that one has rules of its own.
pub async fn hand_over(tx: &Tx, from: i64, into: i64) -> Result<()> {
    let sql = "UPDATE coach_rules SET coach_id = $2 WHERE coach_id = $1 \
               AND NOT EXISTS (SELECT 1 FROM coach_rules o WHERE o.coach_id = $2)";
    tx.exec(sql, vec![from.into(), into.into()]).await?;
    delete(tx, from).await
}

/// Of those who have decided something.
pub async fn of_coaches(conn: &dyn Sql, coaches: &[i64]) -> Result<BTreeMap<i64, CoachRules>> {
    if coaches.is_empty() {
        return Ok(BTreeMap::new());
    }
    let places: Vec<_> = (1..=coaches.len()).map(|i| format!("${i}")).collect();
    let sql = format!("SELECT r.coach_id, {COLUMNS} FROM coach_rules r WHERE r.coach_id IN ({})", places.join(", "));
    let rows = conn.all(&sql, coaches.iter().map(|id| (*id).into()).collect()).await?;
    rows.iter().map(|row| Ok((row.try_get("", "coach_id")?, read(row)?))).collect()
}

/// Whose row it is; stays to the end of the transaction.
pub async fn coach_of(tx: &Tx, id: i64) -> Result<i64> {
    let sql = format!("SELECT coach_id FROM coach_rules WHERE id = $1{}", tx.engine().for_update());
    Ok(tx.get(&sql, vec![id.into()]).await?.try_get("", "coach_id")?)
}
