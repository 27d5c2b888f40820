//! Years, terms, programmes and taught modules.

use preau_kernel::web::Fields;
use preau_kernel::{Error, Refusal, Result};
use serde_json::{Value, json};

use super::{Rules, Words, Writing, references};
use crate::input::{Mode, required_date, required_text};
use crate::store::structure::programmes::{self, Programme, Programmes};
use crate::store::structure::taught_modules::{self, TaughtModule, TaughtModules};
use crate::store::structure::terms::{self, Term, Terms};
use crate::store::structure::years::{self, SchoolYear, Years};
use crate::store::structure::{self, day};

/// More than anybody teaches in a year.
const MOST_MINUTES: i64 = 600_000;

pub(super) fn reference(fields: &mut Fields, mode: Mode, name: &str, old: Option<i64>) -> Option<i64> {
    let id = if mode.means(fields, name) { fields.integer(name) } else { old };
    if id.is_none() {
        fields.error_if_clean(name, "required");
    }
    id
}

impl Rules for Years {
    const WORDS: Words = Words {
        target: "school_year",
        created: "school_year_created",
        updated: "school_year_updated",
        deleted: "school_year_deleted",
    };

    fn title(row: &SchoolYear) -> String {
        row.name.clone()
    }

    fn shown(values: &years::Values) -> Vec<(&'static str, Value)> {
        vec![("name", json!(values.name)), ("starts_on", json!(values.starts_on)), ("ends_on", json!(values.ends_on))]
    }

    fn read(fields: &mut Fields, mode: Mode, old: Option<&years::Values>) -> Option<years::Values> {
        let mut name = old.map(|old| old.name.clone()).unwrap_or_default();
        required_text(fields, mode, "name", &mut name);
        let starts_on = required_date(fields, mode, "starts_on", old.map(|old| old.starts_on));
        let ends_on = required_date(fields, mode, "ends_on", old.map(|old| old.ends_on));
        let (starts_on, ends_on) = (starts_on?, ends_on?);
        if ends_on < starts_on {
            fields.error_if_clean("ends_on", "before_its_start");
        }
        Some(years::Values { name, starts_on, ends_on })
    }

    async fn check(w: &Writing<'_>, id: Option<i64>, _: Option<&years::Values>, new: &years::Values) -> Result<()> {
        let Some(id) = id else { return Ok(()) };
        if years::has_terms_beyond(&**w.tx, id, new.starts_on, new.ends_on).await? {
            return Err(Error::conflict("terms_beyond_year"));
        }
        Ok(())
    }
}

impl Rules for Terms {
    const WORDS: Words =
        Words { target: "term", created: "term_created", updated: "term_updated", deleted: "term_deleted" };

    fn title(row: &Term) -> String {
        row.name.clone()
    }

    fn shown(values: &terms::Values) -> Vec<(&'static str, Value)> {
        vec![
            ("year", json!(values.year)),
            ("name", json!(values.name)),
            ("starts_on", json!(values.starts_on)),
            ("ends_on", json!(values.ends_on)),
        ]
    }

    fn read(fields: &mut Fields, mode: Mode, old: Option<&terms::Values>) -> Option<terms::Values> {
        let year = reference(fields, mode, "year", old.map(|old| old.year));
        let mut name = old.map(|old| old.name.clone()).unwrap_or_default();
        required_text(fields, mode, "name", &mut name);
        let starts_on = required_date(fields, mode, "starts_on", old.map(|old| old.starts_on));
        let ends_on = required_date(fields, mode, "ends_on", old.map(|old| old.ends_on));
        let (year, starts_on, ends_on) = (year?, starts_on?, ends_on?);
        if ends_on < starts_on {
            fields.error_if_clean("ends_on", "before_its_start");
        }
        Some(terms::Values { year, name, starts_on, ends_on })
    }

    async fn check(w: &Writing<'_>, _: Option<i64>, _: Option<&terms::Values>, new: &terms::Values) -> Result<()> {
        references::year(w.tx, new.year).await?;
        // Locked, so that the year does not shrink meanwhile.
        let year = structure::get_locked::<Years>(w.tx, new.year).await?;
        let wrong = |field: &str| {
            let problem = Refusal::new("outside_year").arg("from", &year.starts_on).arg("to", &year.ends_on);
            Err(Error::invalid(field, problem))
        };
        if new.starts_on < day(&year.starts_on)? {
            return wrong("starts_on");
        }
        if new.ends_on > day(&year.ends_on)? {
            return wrong("ends_on");
        }
        Ok(())
    }
}

impl Rules for Programmes {
    const WORDS: Words = Words {
        target: "programme",
        created: "programme_created",
        updated: "programme_updated",
        deleted: "programme_deleted",
    };

    fn title(row: &Programme) -> String {
        row.name.clone()
    }

    fn shown(values: &programmes::Values) -> Vec<(&'static str, Value)> {
        vec![("code", json!(values.code)), ("name", json!(values.name))]
    }

    fn read(fields: &mut Fields, mode: Mode, old: Option<&programmes::Values>) -> Option<programmes::Values> {
        let (mut code, mut name) = old.map(|old| (old.code.clone(), old.name.clone())).unwrap_or_default();
        required_text(fields, mode, "code", &mut code);
        required_text(fields, mode, "name", &mut name);
        Some(programmes::Values { code, name })
    }

    async fn check(
        _: &Writing<'_>,
        _: Option<i64>,
        _: Option<&programmes::Values>,
        _: &programmes::Values,
    ) -> Result<()> {
        Ok(())
    }
}

impl Rules for TaughtModules {
    const WORDS: Words = Words {
        target: "taught_module",
        created: "taught_module_created",
        updated: "taught_module_updated",
        deleted: "taught_module_deleted",
    };

    fn title(row: &TaughtModule) -> String {
        format!("{} · {}", row.module_name, row.programme_name)
    }

    fn shown(values: &taught_modules::Values) -> Vec<(&'static str, Value)> {
        vec![
            ("module", json!(values.module)),
            ("programme", json!(values.programme)),
            ("year", json!(values.year)),
            ("planned_minutes", json!(values.planned_minutes)),
        ]
    }

    fn read(fields: &mut Fields, mode: Mode, old: Option<&taught_modules::Values>) -> Option<taught_modules::Values> {
        let module = reference(fields, mode, "module", old.map(|old| old.module));
        let programme = reference(fields, mode, "programme", old.map(|old| old.programme));
        let year = reference(fields, mode, "year", old.map(|old| old.year));
        let planned_minutes = reference(fields, mode, "planned_minutes", old.map(|old| old.planned_minutes));
        if planned_minutes.is_some_and(|minutes| !(0..=MOST_MINUTES).contains(&minutes)) {
            fields.error("planned_minutes", Refusal::new("not_between").arg("min", 0).arg("max", MOST_MINUTES));
        }
        let (module, programme, year, planned_minutes) = (module?, programme?, year?, planned_minutes?);
        Some(taught_modules::Values { module, programme, year, planned_minutes })
    }

    async fn check(
        w: &Writing<'_>,
        _: Option<i64>,
        _: Option<&taught_modules::Values>,
        new: &taught_modules::Values,
    ) -> Result<()> {
        references::module(w.tx, new.module).await?;
        references::programme(w.tx, new.programme).await?;
        references::year(w.tx, new.year).await
    }
}
