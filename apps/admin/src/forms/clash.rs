//! Two editors of one row: what the other one saved beside what was typed here.

use askama::Template;
use preau_kernel::admin::{Row, Verb};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::error::FieldErrors;
use preau_kernel::{Error, Result};
use serde_json::{Map, Value};

use super::draft::Draft;
use super::part::{self, Part};
use super::shown::{self, Shown};
use super::typed::Typed;
use super::{read, target_id};
use crate::labels;
use crate::rows;
use crate::shell::{Shell, row_path};
use crate::show;

/// Shown above the form.
#[derive(Template)]
#[template(path = "conflict.html")]
pub(crate) struct Clash {
    title: String,
    lead: String,
    /// Who saved it and when, where the trail still knows.
    by: Option<String>,
    heads: [String; 3],
    rows: Vec<Difference>,
    same: String,
    again: String,
    theirs: (String, String),
}

struct Difference {
    field: String,
    saved: Shown,
    yours: Shown,
}

impl<'a> Draft<'a> {
    /// Reads what is saved now, and makes the form one that overwrites it knowingly. 404 when it is gone.
    pub(crate) async fn meet(&mut self) -> Result<Clash> {
        let (shell, entity) = (self.shell, self.entity);
        let Some(id) = self.main.row.as_ref().map(|row| row.id) else { return Err(Error::NotFound) };
        let fresh = rows::get(shell, shell.app().db().read(), entity, id, Verb::View).await?;
        let by = last_change(shell, entity.target.0, target_id(shell, entity, id).await?).await?;
        self.related.add(shell, part::relations_of(entity.fields(), &fresh)).await?;
        let mut rows = self.differences(&fresh, &self.main, "");
        // Reading the lines anew is part of reading the sent form: here they have the versions of now.
        for lines in &self.inlines {
            for line in &lines.lines {
                let Some(row) = &line.part.row else { continue };
                if line.part.version != row.version && !line.is_deleted {
                    let of = format!("{} · {} · ", labels::entity(shell, lines.entity), row.title);
                    rows.extend(self.differences(row, &line.part, &of));
                }
            }
        }
        self.main.version = fresh.version;
        self.main.row = Some(fresh);
        for lines in &mut self.inlines {
            for part in lines.parts_mut() {
                part.version = part.row.as_ref().and_then(|row| row.version);
            }
        }
        let text = |key: &str| shell.text(key);
        Ok(Clash {
            title: text("admin-conflict-title"),
            lead: text("admin-conflict-lead"),
            by,
            heads: [text("admin-conflict-field"), text("admin-conflict-saved"), text("admin-conflict-yours")],
            rows,
            same: text("admin-conflict-same"),
            again: text("admin-conflict-again"),
            theirs: (shell.onward(row_path(entity, id), None), text("admin-conflict-take-theirs")),
        })
    }

    /// The fields in which a stored row and what was typed differ.
    fn differences(&self, fresh: &Row, part: &Part<'a>, of: &str) -> Vec<Difference> {
        let shell = self.shell;
        let stored = Typed::of_row(part.fields(), fresh, shell.visit.place().zone);
        let typed = read::values(shell, part, &self.related, &mut FieldErrors::default());
        let differing = part.fields().filter(|field| part.takes(field) && !stored.agrees(&part.typed, field));
        let view = |field, value: &Value| shown::value_of(shell, part.entity, field, value, &self.related);
        differing
            .filter_map(|field| {
                let yours = typed.iter().find(|(name, _)| *name == field.name).map(|(_, value)| value)?;
                Some(Difference {
                    field: format!("{of}{}", labels::label(shell, part.entity, field.name)),
                    saved: view(field, fresh.values.get(field.name).unwrap_or(&Value::Null)),
                    yours: view(field, yours),
                })
            })
            .collect()
    }
}

/// `Ana Silva, 23/11/2026 09:00`: the newest entry of the trail about it.
async fn last_change(shell: &Shell, kind: &str, id: i64) -> Result<Option<String>> {
    let sql = "SELECT e.at AS at, p.content AS content FROM audit_entries e \
               LEFT JOIN audit_personal p ON p.entry_id = e.id \
               WHERE e.target_kind = $1 AND e.target_id = $2 AND e.action <> 'record_read' \
               ORDER BY e.at DESC, e.id DESC LIMIT 1";
    let Some(row) = shell.app().db().read().find(sql, vec![kind.into(), id.into()]).await? else { return Ok(None) };
    let content: Option<String> = row.try_get("", "content")?;
    let content: Map<String, Value> = content.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let Some(who) = content.get("actor").and_then(Value::as_str) else { return Ok(None) };
    let at = show::instant(shell, Timestamp(row.try_get("", "at")?));
    Ok(Some(shell.with("admin-conflict-by", &[("who", who), ("at", &at)])))
}
