//! From what was typed to the values that the writer takes.

use chrono::NaiveTime;
use preau_kernel::admin::{Field, FieldKind};
use preau_kernel::error::{FieldErrors, Refusal};
use preau_kernel::web::body::parse_date;
use serde_json::{Map, Value, json};

use super::part::Part;
use super::related::Related;
use super::typed::Typed;
use super::wall;
use crate::shell::Shell;

/// Rows that one field may name.
const MOST_RELATIONS: usize = 1000;

/// The values by field, one for each that is open; what is wrong is added to `errors` under the input's name.
pub(crate) fn values(
    shell: &Shell,
    part: &Part<'_>,
    related: &Related,
    errors: &mut FieldErrors,
) -> Vec<(&'static str, Value)> {
    let stored = part.row.as_ref().map(|row| Typed::of_row(part.fields(), row, shell.visit.place().zone));
    let mut values = Vec::new();
    for field in part.fields().filter(|field| part.takes(field)) {
        if matches!(field.kind, FieldKind::Attachment { .. }) {
            continue;
        }
        let nothing = part.typed.all(field.name).iter().all(|text| text.trim().is_empty());
        if nothing && part.demands(field) {
            errors.add(&part.input(field), "required");
            continue;
        }
        // What nobody touched goes back as it was, however it was made (an instant has no microseconds in its input).
        let kept = stored.as_ref().filter(|stored| stored.agrees(&part.typed, field));
        if let (Some(_), Some(row)) = (kept, &part.row) {
            values.push((field.name, row.values.get(field.name).cloned().unwrap_or_default()));
            continue;
        }
        match one(shell, field, &part.typed, related) {
            Ok(value) => values.push((field.name, value)),
            Err(problem) => errors.add(&part.input(field), problem),
        }
    }
    values
}

/// `user.email` is `email` inside the object `user`.
pub(crate) fn nested(values: &[(&'static str, Value)]) -> Map<String, Value> {
    let mut all = Map::new();
    for (name, value) in values {
        let mut steps = name.split('.');
        let last = steps.next_back().unwrap_or_default();
        let mut map = &mut all;
        for step in steps {
            let inner = map.entry(step.to_owned()).or_insert_with(|| Value::Object(Map::new()));
            let Value::Object(inner) = inner else { return all };
            map = inner;
        }
        map.insert(last.to_owned(), value.clone());
    }
    all
}

fn one(shell: &Shell, field: &Field, typed: &Typed, related: &Related) -> Result<Value, Refusal> {
    let text = typed.text(field.name);
    let line = text.trim();
    if line.is_empty() && !matches!(field.kind, FieldKind::Flag | FieldKind::Several(_) | FieldKind::Relations(_)) {
        return Ok(Value::Null);
    }
    match &field.kind {
        FieldKind::Text(max) => plain(line, *max, false),
        FieldKind::Email => plain(line, 254, false),
        FieldKind::Phone => plain(line, 40, false),
        FieldKind::LongText(max) | FieldKind::Markdown(max) => plain(text, *max, true),
        FieldKind::Number(min, max) => number(line, *min, *max),
        FieldKind::Date => match parse_date(line) {
            Some(_) => Ok(json!(line)),
            None => Err("not_a_date".into()),
        },
        FieldKind::Time => time(line),
        FieldKind::Instant => Ok(json!(wall::read(line, shell.visit.place().zone)?)),
        FieldKind::Flag => Ok(json!(!text.is_empty())),
        FieldKind::Choice(choices) => match choices.contains(&text) {
            true => Ok(json!(text)),
            false => Err("wrong_value".into()),
        },
        FieldKind::Listed(list) => match list(shell.app(), shell.visit.lang()).iter().any(|(value, _)| value == text) {
            true => Ok(json!(text)),
            false => Err("wrong_value".into()),
        },
        FieldKind::Several(choices) => {
            let all = typed.all(field.name);
            if all.iter().any(|text| !choices.contains(&text.as_str())) {
                return Err("wrong_value".into());
            }
            Ok(json!(choices.iter().filter(|choice| typed.has(field.name, choice)).collect::<Vec<_>>()))
        }
        FieldKind::Relation(entity) => known(line, entity, related).map(Value::from),
        FieldKind::Relations(entity) => several(typed.all(field.name), entity, related),
        FieldKind::Attachment { .. } => Ok(Value::Null),
    }
}

fn plain(text: &str, max: usize, has_lines: bool) -> Result<Value, Refusal> {
    if text.chars().count() > max {
        return Err(Refusal::new("too_long").arg("max", max));
    }
    if text.chars().any(|c| c.is_control() && !(has_lines && matches!(c, '\n' | '\t'))) {
        return Err("control_characters".into());
    }
    Ok(json!(text))
}

fn number(text: &str, min: i64, max: i64) -> Result<Value, Refusal> {
    let number: i64 = text.parse().map_err(|_| "not_a_number")?;
    if (min..=max).contains(&number) {
        return Ok(json!(number));
    }
    Err(Refusal::new("out_of_range").arg("min", min).arg("max", max))
}

/// `09:00`; browsers may add seconds.
fn time(text: &str) -> Result<Value, Refusal> {
    let read = ["%H:%M", "%H:%M:%S"].iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok());
    match read {
        Some(time) => Ok(json!(time.format("%H:%M").to_string())),
        None => Err("not_a_time".into()),
    }
}

/// The id of a row that this person may see.
fn known(text: &str, entity: &'static str, related: &Related) -> Result<i64, Refusal> {
    let id: i64 = text.parse().map_err(|_| "unknown_row")?;
    related.title(entity, id).map(|_| id).ok_or_else(|| "unknown_row".into())
}

fn several(texts: &[String], entity: &'static str, related: &Related) -> Result<Value, Refusal> {
    if texts.len() > MOST_RELATIONS {
        return Err(Refusal::new("too_many_items").arg("max", MOST_RELATIONS));
    }
    let mut ids = texts.iter().map(|text| known(text, entity, related)).collect::<Result<Vec<_>, _>>()?;
    ids.sort_unstable();
    ids.dedup();
    Ok(json!(ids))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_objects() {
        let values = [("user.email", json!("a@b.fr")), ("level", json!(null)), ("user.phone", json!("1"))];
        assert_eq!(json!(nested(&values)), json!({"user": {"email": "a@b.fr", "phone": "1"}, "level": null}));
    }

    #[test]
    fn numbers_and_times_are_held_to_their_bounds() {
        assert_eq!(number("12", 0, 12), Ok(json!(12)));
        assert_eq!(number("13", 0, 12).unwrap_err().code, "out_of_range");
        assert_eq!(number("1e3", 0, 12).unwrap_err().code, "not_a_number");
        assert_eq!(time("09:05:00"), Ok(json!("09:05")));
        assert_eq!(time("9h").unwrap_err().code, "not_a_time");
    }

    #[test]
    fn a_line_has_no_line_breaks() {
        assert_eq!(plain("a\nb", 9, false).unwrap_err().code, "control_characters");
        assert_eq!(plain("a\nb", 9, true), Ok(json!("a\nb")));
        assert_eq!(plain("a\0b", 9, true).unwrap_err().code, "control_characters");
    }
}
