//! What a page is ordered by, and the cursor that names its edge.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::{QueryResult, Value};
use serde::{Deserialize, Serialize};

use super::{Kind, List, Ordering};
use crate::error::{Error, Refusal, Result};

#[derive(Serialize, Deserialize)]
pub(super) struct Cursor {
    /// The ordering it belongs to.
    pub(super) o: String,
    /// True: the rows before the edge.
    pub(super) b: bool,
    /// The edge: one value per ordering column, then the id.
    pub(super) k: Vec<serde_json::Value>,
}

impl Cursor {
    /// As the address carries it.
    pub(super) fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// 400 for what is none of this list in this order.
    pub(super) fn decode(text: &str, asked: &str, keys: &[Key]) -> Result<Self> {
        let wrong = || Error::invalid("cursor", "wrong_cursor");
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
        let cursor: Self = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
        let fits = cursor.o == asked
            && cursor.k.len() == keys.len()
            && cursor.k.iter().zip(keys).all(|(value, key)| match key.kind() {
                Kind::Number => value.is_i64(),
                Kind::Text => value.as_str().is_some_and(|text| !text.contains('\0')),
            });
        if fits { Ok(cursor) } else { Err(wrong()) }
    }

    /// What lies on the other side of the edge, with the row at the edge itself.
    pub(super) fn turned(&self, keys: &[Key]) -> Self {
        let mut k = self.k.clone();
        if let (Some(id), Some(key)) = (k.last_mut(), keys.last()) {
            let step = if key.descending == self.b { 1 } else { -1 };
            *id = id.as_i64().unwrap_or_default().saturating_add(step).into();
        }
        Self { o: self.o.clone(), b: !self.b, k }
    }
}

/// The order that a cursor belongs to, if it is one at all.
pub(super) fn order_of(text: &str) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    serde_json::from_slice::<Cursor>(&bytes).ok().map(|cursor| cursor.o)
}

#[derive(Clone, Copy)]
pub(super) struct Key {
    /// Which `page_key_<i>` of the row holds it.
    pub(super) at: usize,
    /// `None`: the id.
    ordering: Option<Ordering>,
    pub(super) descending: bool,
}

impl Key {
    pub(super) fn column(&self, alias: &str) -> String {
        self.ordering.map_or_else(|| format!("{alias}.id"), |o| o.column.to_owned())
    }

    fn kind(&self) -> Kind {
        self.ordering.map_or(Kind::Number, |o| o.kind)
    }
}

pub(super) fn parse(list: &List<'_>, asked: &str) -> Result<Vec<Key>> {
    let mut keys: Vec<Key> = Vec::new();
    for part in asked.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        let (name, descending) = part.strip_prefix('-').map_or((part, false), |name| (name, true));
        if name == "id" {
            keys.push(Key { at: keys.len(), ordering: None, descending });
            break; // Nothing after a unique column matters.
        }
        let ordering = list.orderings.iter().find(|o| o.name == name);
        let ordering = ordering.ok_or_else(|| {
            let known: Vec<_> = list.orderings.iter().map(|o| o.name).chain(["id"]).collect();
            Error::invalid("ordering", Refusal::new("unknown_ordering").arg("known", known.join(", ")))
        })?;
        if !keys.iter().any(|k| k.ordering.is_some_and(|o| o.name == name)) {
            keys.push(Key { at: keys.len(), ordering: Some(*ordering), descending });
        }
    }
    if keys.last().is_none_or(|k| k.ordering.is_some()) {
        let descending = keys.last().is_some_and(|k| k.descending);
        keys.push(Key { at: keys.len(), ordering: None, descending });
    }
    Ok(keys)
}

/// `(a > $1 OR (a = $1 AND (b < $2 OR …)))`; when all columns go one way, the row comparison that an index serves.
pub(super) fn keyset(
    keys: &[Key],
    alias: &str,
    backwards: bool,
    edge: &[serde_json::Value],
    values: &mut Vec<Value>,
) -> String {
    let first = values.len() + 1;
    for (key, value) in keys.iter().zip(edge) {
        values.push(match key.kind() {
            Kind::Number => value.as_i64().unwrap_or_default().into(),
            Kind::Text => value.as_str().unwrap_or_default().to_owned().into(),
        });
    }
    let one_way = keys.iter().all(|k| k.descending == keys[0].descending);
    if one_way {
        let columns: Vec<_> = keys.iter().map(|k| k.column(alias)).collect();
        let bound: Vec<_> = (0..keys.len()).map(|i| format!("${}", first + i)).collect();
        let sign = if keys[0].descending != backwards { "<" } else { ">" };
        return format!("({}) {sign} ({})", columns.join(", "), bound.join(", "));
    }
    let mut sql = String::new();
    for (i, key) in keys.iter().enumerate().rev() {
        let (column, bound) = (key.column(alias), first + i);
        let sign = if key.descending != backwards { "<" } else { ">" };
        sql = if sql.is_empty() {
            format!("{column} {sign} ${bound}")
        } else {
            format!("{column} {sign} ${bound} OR ({column} = ${bound} AND ({sql}))")
        };
    }
    format!("({sql})")
}

/// The order by id alone, of rows that were read with these keys: the last of them is the id.
pub(super) fn only_id(keys: &[Key]) -> Vec<Key> {
    keys.last().map(|key| Key { descending: false, ..*key }).into_iter().collect()
}

pub(super) fn edge_of(row: &QueryResult, keys: &[Key]) -> Result<Vec<serde_json::Value>> {
    keys.iter()
        .map(|key| {
            let column = format!("page_key_{}", key.at);
            Ok(match key.kind() {
                Kind::Number => row.try_get::<i64>("", &column)?.into(),
                Kind::Text => row.try_get::<String>("", &column)?.into(),
            })
        })
        .collect()
}
