//! What a list is sorted by. A column that few values share brings the one that follows it (`Sort::then`), of which the
//! same index holds.

use preau_kernel::Refusal;
use preau_kernel::admin::Entity;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) name: String,
    pub(crate) is_descending: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Order(pub(crate) Vec<Key>);

impl Order {
    /// `-level,name`; an unknown name is refused.
    pub(super) fn parse(entity: &Entity, text: &str) -> Result<Self, Refusal> {
        let mut keys: Vec<Key> = Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, is_descending) = part.strip_prefix('-').map_or((part, false), |name| (name, true));
            if name != "id" && !is_sorted(entity, name) {
                return Err(Refusal::new("unknown_ordering").arg("known", known(entity)));
            }
            if !keys.iter().any(|key| key.name == name) {
                keys.push(Key { name: name.to_owned(), is_descending });
            }
            if name == "id" {
                break;
            }
        }
        Ok(Self(keys).completed(entity))
    }

    pub(crate) fn text(&self) -> String {
        let keys = self.0.iter().map(|key| format!("{}{}", if key.is_descending { "-" } else { "" }, key.name));
        keys.collect::<Vec<_>>().join(",")
    }

    /// Which key a column is, from 0, and its direction.
    pub(crate) fn find(&self, name: &str) -> Option<(usize, bool)> {
        let found = self.0.iter().enumerate().find(|(_, key)| key.name == name);
        found.map(|(i, key)| (i, key.is_descending))
    }

    /// Sorted by this column alone: ascending, then descending, then as the list is by itself (`None`).
    pub(crate) fn turned(&self, name: &str) -> Option<String> {
        match self.find(name) {
            Some((0, false)) => Some(format!("-{name}")),
            Some((0, true)) => None,
            _ => Some(name.to_owned()),
        }
    }

    /// Sorted by this column after the others, which are those that were chosen: ascending, then descending, then no more.
    /// `None` where it is the first, or there is none before it.
    pub(crate) fn followed_by(&self, name: &str) -> Option<Self> {
        let mut longer = self.clone();
        match self.find(name) {
            Some((0, _)) => return None,
            Some((at, true)) => drop(longer.0.remove(at)),
            Some((at, false)) => longer.0[at].is_descending = true,
            None if self.find("id").is_some() || self.0.is_empty() => return None,
            None => longer.0.push(Key { name: name.to_owned(), is_descending: false }),
        }
        Some(longer)
    }

    /// Without the keys that follow by themselves.
    pub(crate) fn chosen(&self, entity: &Entity) -> Self {
        let shorter = (1..self.0.len()).map(|n| Self(self.0[..n].to_vec()));
        shorter.into_iter().find(|short| short.clone().completed(entity) == *self).unwrap_or_else(|| self.clone())
    }

    fn completed(mut self, entity: &Entity) -> Self {
        while let Some(last) = self.0.last() {
            let column = entity.columns.iter().find(|column| column.name == last.name);
            let next = column.and_then(|column| column.sort?.then).filter(|next| is_sorted(entity, next));
            match next {
                Some(next) if self.find(next).is_none() => {
                    let is_descending = last.is_descending;
                    self.0.push(Key { name: next.to_owned(), is_descending });
                }
                _ => break,
            }
        }
        self
    }
}

fn is_sorted(entity: &Entity, name: &str) -> bool {
    entity.columns.iter().any(|column| column.name == name && column.sort.is_some())
}

fn known(entity: &Entity) -> String {
    let names = entity.columns.iter().filter(|column| column.sort.is_some()).map(|column| column.name);
    names.chain(["id"]).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use preau_kernel::admin::Column;

    use super::*;

    fn entity() -> Entity {
        Entity {
            columns: vec![
                Column::text("level", "t.level").by_text("t.level").then("name"),
                Column::text("name", "t.name").by_text("t.name"),
                Column::text("note", "t.note"),
                Column::instant("at", "t.at").by_number("t.at"),
            ],
            ..Entity::new("things", "all", "things", "things t")
        }
    }

    #[test]
    fn a_column_that_few_values_share_brings_the_next() {
        let text = |asked: &str| Order::parse(&entity(), asked).unwrap().text();
        assert_eq!(text("level"), "level,name");
        assert_eq!(text("-level"), "-level,-name");
        assert_eq!(text("level,-name"), "level,-name");
        assert_eq!(text("level,at"), "level,at");
        assert_eq!(text("at,-level, name"), "at,-level,name");
        assert_eq!(text("-id,name,name"), "-id");
        assert!(Order::parse(&entity(), "note").is_err());
        assert!(Order::parse(&entity(), "t.id; DROP").is_err());
    }

    #[test]
    fn a_heading_turns_from_ascending_to_descending_to_none() {
        let order = |text: &str| Order::parse(&entity(), text).unwrap();
        assert_eq!(order("at").turned("name").as_deref(), Some("name"));
        assert_eq!(order("name").turned("name").as_deref(), Some("-name"));
        assert_eq!(order("-level").turned("level"), None);
    }

    #[test]
    fn a_second_column_follows_what_was_chosen() {
        let then = |text: &str, name: &str| {
            let chosen = Order::parse(&entity(), text).unwrap().chosen(&entity());
            chosen.followed_by(name).map(|order| order.text())
        };
        assert_eq!(then("level", "at").as_deref(), Some("level,at"));
        assert_eq!(then("level,at", "at").as_deref(), Some("level,-at"));
        assert_eq!(then("level,-at", "at").as_deref(), Some("level"));
        assert_eq!(then("level", "level"), None);
        assert_eq!(then("-id", "name"), None);
    }
}
