//! The parameters of a list's address, understood: what is unknown is passed over, what is wrong is named.

use chrono_tz::Tz;
use preau_kernel::admin::{Column, Entity, Filter, FilterKind};
use preau_kernel::db::page::{Conditions, DEFAULT_SIZE, MAX_SIZE, PageQuery};
use preau_kernel::db::search;
use preau_kernel::{FieldErrors, Refusal, Result};
use sea_orm::Value;

use super::drill::Drill;
use super::filter::{self, Bound, Meaning};
use super::order::Order;

/// How far a page counts by itself, and how many matches of a search it sorts; beyond, `rows::count` counts, and the
/// matches come by id.
pub(crate) const COUNTED: i64 = 5_000;
pub(crate) const SIZES: [u64; 4] = [25, 50, 100, 200];
/// Characters of a question that are kept.
const LONGEST_SEARCH: usize = 200;

/// What a list is asked for.
pub(crate) struct Asked {
    /// Empty: nothing is searched for.
    pub(crate) search: String,
    pub(crate) order: Order,
    /// Whether the order is the list's own.
    pub(crate) is_usual_order: bool,
    pub(crate) size: u64,
    /// Names of columns, `None` for the usual ones.
    pub(crate) chosen: Option<Vec<&'static str>>,
    pub(crate) filters: Vec<Set>,
    /// Relations of which the beginning of a name was typed.
    pub(crate) questions: Vec<(Filter, String)>,
    pub(crate) drill: Option<Drill>,
    pub(crate) problems: FieldErrors,
    /// As typed, for the forms to show again.
    typed: Vec<(String, String)>,
    cursor: Option<String>,
    conditions: Vec<(String, Vec<Value>)>,
}

/// A filter that is set.
pub(crate) struct Set {
    pub(crate) filter: Filter,
    pub(crate) bound: Bound,
    pub(crate) param: String,
    pub(crate) value: String,
}

impl Asked {
    pub(crate) fn read(entity: &Entity, zone: Tz, query: &str) -> Self {
        let mut asked = Self {
            search: String::new(),
            order: Order::default(),
            is_usual_order: true,
            size: DEFAULT_SIZE,
            chosen: None,
            filters: Vec::new(),
            questions: Vec::new(),
            drill: None,
            problems: FieldErrors::default(),
            typed: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            cursor: None,
            conditions: Vec::new(),
        };
        if let Some(question) = asked.param("search").filter(|_| entity.search) {
            let cut: String = question.trim().chars().filter(|c| !c.is_control()).take(LONGEST_SEARCH).collect();
            asked.search = if search::needles(&cut).is_empty() { String::new() } else { cut };
        }
        asked.read_size();
        asked.read_columns(entity);
        asked.read_filters(entity, zone);
        asked.read_drill(entity, zone);
        asked.read_order(entity);
        match asked.param("cursor") {
            Some(text) if text.contains('\0') => asked.problems.add("cursor", "wrong_cursor"),
            cursor => asked.cursor = cursor,
        }
        asked
    }

    /// As typed, whether it was right or wrong; empty for nothing.
    pub(crate) fn typed(&self, name: &str) -> &str {
        self.typed.iter().find(|(key, text)| key == name && !text.is_empty()).map_or("", |(_, text)| text)
    }

    pub(crate) fn has_cursor(&self) -> bool {
        self.cursor.is_some()
    }

    pub(super) fn forget_cursor(&mut self) {
        self.cursor = None;
    }

    /// Whether it shows less than everything.
    pub(crate) fn is_narrowed(&self) -> bool {
        !self.search.is_empty() || !self.conditions.is_empty()
    }

    /// The columns to show, in the order that was chosen.
    pub(crate) fn columns<'a>(&self, entity: &'a Entity) -> Vec<&'a Column> {
        match &self.chosen {
            Some(names) => {
                names.iter().filter_map(|name| entity.columns.iter().find(|column| column.name == *name)).collect()
            }
            None => entity.columns.iter().filter(|column| !column.is_extra).collect(),
        }
    }

    /// The scope with what is asked for. (The search is asked of its index: it stands in [`Self::query`].)
    pub(crate) fn narrowed(&self, mut scope: Conditions) -> Conditions {
        for (sql, values) in &self.conditions {
            scope.add(sql, values.clone());
        }
        scope
    }

    /// Search, order, size and cursor, as the kernel pages.
    pub(crate) fn query(&self) -> Result<PageQuery> {
        let mut pairs = self.pairs();
        pairs.retain(|(name, _)| name != "ordering");
        // Of a search that asks for no order, the kernel may choose the one in which many matches are met at once.
        if !self.is_usual_order || self.search.is_empty() {
            pairs.push(("ordering".to_owned(), self.order.text()));
        }
        pairs.extend(self.cursor.iter().map(|cursor| ("cursor".to_owned(), cursor.clone())));
        // How many a search finds decides by itself in which order they come; what else there is is counted apart.
        let counted = if self.search.is_empty() { 0 } else { COUNTED };
        Ok(PageQuery::new(String::new(), &encoded(&pairs))?.counting(counted))
    }

    /// The address of this very list, without the place in it: what links and saved views keep.
    pub(crate) fn kept(&self) -> String {
        encoded(&self.pairs())
    }

    /// `?…` with one parameter changed, or taken away; it begins at the first page.
    pub(crate) fn with(&self, name: &str, value: Option<&str>) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|(key, _)| key != name);
        pairs.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        // Nothing at all would open the default view.
        if pairs.is_empty() { "?view=none".to_owned() } else { format!("?{}", encoded(&pairs)) }
    }

    /// As [`Self::with`], up to the value.
    pub(crate) fn up_to(&self, name: &str) -> String {
        let others = self.others(|key| key == name);
        let mut kept = form_urlencoded::Serializer::new(String::new());
        format!("?{}=", kept.extend_pairs(others).append_key_only(name).finish())
    }

    /// What a form that sets `own` keeps of the rest, as hidden fields.
    pub(crate) fn others(&self, own: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let mut pairs = self.pairs();
        pairs.retain(|(name, _)| !own(name));
        pairs
    }

    /// Every parameter that was understood and is not as usual.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut add = |name: &str, value: String| pairs.push((name.to_owned(), value));
        if !self.search.is_empty() {
            add("search", self.search.clone());
        }
        for set in &self.filters {
            add(&set.param, set.value.clone());
        }
        if let Some(drill) = self.drill {
            add("drill", drill.text());
        }
        if !self.is_usual_order {
            add("ordering", self.order.text());
        }
        if self.size != DEFAULT_SIZE {
            add("page_size", self.size.to_string());
        }
        if let Some(names) = &self.chosen {
            add("columns", names.join(","));
        }
        pairs
    }

    fn param(&self, name: &str) -> Option<String> {
        Some(self.typed(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn read_order(&mut self, entity: &Entity) {
        let usual = self.usual_order(entity);
        self.order = usual.clone();
        match self.param("ordering").map(|text| Order::parse(entity, &text)) {
            Some(Err(problem)) => self.problems.add("ordering", problem),
            Some(Ok(order)) if !order.0.is_empty() => {
                self.is_usual_order = order == usual;
                self.order = order;
            }
            _ => {}
        }
    }

    /// The list's own; some time of it is shown by that time, the last first, of which one index holds both.
    fn usual_order(&self, entity: &Entity) -> Order {
        let by_days = self.filters.iter().find(|set| matches!(set.filter.kind, FilterKind::Days));
        let time = entity.drill.filter(|_| self.drill.is_some()).or(by_days.map(|set| set.filter.sql));
        let time = time.filter(|_| self.search.is_empty());
        let sorted =
            time.and_then(|sql| entity.columns.iter().find(|column| column.sort.is_some_and(|s| s.sql == sql)));
        let text = sorted.map_or_else(|| entity.ordering.to_owned(), |column| format!("-{}", column.name));
        Order::parse(entity, &text).unwrap_or_default()
    }

    fn read_size(&mut self) {
        match self.param("page_size").map(|text| text.parse::<u64>()) {
            Some(Err(_)) => self.problems.add("page_size", "not_a_number"),
            Some(Ok(0)) => self.problems.add("page_size", "too_small"),
            Some(Ok(size)) => self.size = size.min(MAX_SIZE),
            None => {}
        }
    }

    /// `columns=a,b` or `columns=a&columns=b`, as a form sends it.
    fn read_columns(&mut self, entity: &Entity) {
        let typed = self.typed.iter().filter(|(name, _)| name == "columns").flat_map(|(_, text)| text.split(','));
        let mut names: Vec<&'static str> = Vec::new();
        let mut has_unknown = false;
        for name in typed.map(str::trim).filter(|name| !name.is_empty()) {
            match entity.columns.iter().find(|column| column.name == name) {
                Some(column) if names.contains(&column.name) => {}
                Some(column) => names.push(column.name),
                None => has_unknown = true,
            }
        }
        if has_unknown {
            let known: Vec<_> = entity.columns.iter().map(|column| column.name).collect();
            self.problems.add("columns", Refusal::new("unknown_column").arg("known", known.join(", ")));
        }
        let usual: Vec<_> = entity.columns.iter().filter(|column| !column.is_extra).map(|column| column.name).collect();
        self.chosen = Some(names).filter(|names| !names.is_empty() && *names != usual);
    }

    fn read_filters(&mut self, entity: &Entity, zone: Tz) {
        for filter in &entity.filters {
            for (param, bound) in filter::params_of(filter) {
                let Some(value) = self.param(&param).map(|text| text.trim().to_owned()) else { continue };
                if value.is_empty() {
                    continue;
                }
                if value.contains('\0') {
                    self.problems.add(&param, "control_characters");
                    continue;
                }
                match filter::meaning(filter, bound, &value, zone) {
                    Ok(Meaning::Condition(sql, values)) => {
                        self.conditions.push((sql, values));
                        self.filters.push(Set { filter: *filter, bound, param, value });
                    }
                    Ok(Meaning::Question) => self.questions.push((*filter, value)),
                    Err(problem) => self.problems.add(&param, problem),
                }
            }
        }
    }

    fn read_drill(&mut self, entity: &Entity, zone: Tz) {
        let Some((column, text)) = entity.drill.zip(self.param("drill")) else { return };
        match Drill::parse(&text) {
            Ok(drill) => {
                let (from, to) = drill.range(zone);
                self.conditions.push((format!("{column} >= ? AND {column} < ?"), vec![from.into(), to.into()]));
                self.drill = Some(drill);
            }
            Err(problem) => self.problems.add("drill", problem),
        }
    }
}

fn encoded(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}
