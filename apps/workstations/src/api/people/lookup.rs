//! `/api/visitors/lookup/`: whether somebody is there already, before they are registered.

use axum::extract::State;
use preau_kernel::db::page::PageQuery;
use preau_kernel::web::Json;
use preau_kernel::{App, Result};
use serde::Serialize;
use utoipa::ToSchema;

use super::bodies::LookupQuery;
use super::input::query_date;
use super::shapes::Likely;
use crate::actions::people::today_now;
use crate::domain::people::double::Known;
use crate::store::people::{doubles, visitors};

/// Shown at most.
const MOST: usize = 10;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LookupBody {
    results: Vec<Likely>,
}

/// Files that the words find, the most probable first: those of the same name whose birth date does not contradict, or of
/// the same address; `reasons` says in what they agree. With `first_name` and `last_name`, people of the place who are no
/// visitors yet are found too, by their address, or by their whole name and birth date.
///
/// Permission: `visitors.manage`.
#[utoipa::path(get, path = "/api/visitors/lookup/", tag = "Visitor", params(LookupQuery), responses((status = 200, body = LookupBody)))]
pub(crate) async fn find(State(app): State<App>, page: PageQuery) -> Result<Json<LookupBody>> {
    let (read, today) = (app.db().read(), today_now(&app).await?);
    let birth = query_date(&page, "birth_date")?;
    let text = |name: &str| page.param(name).unwrap_or_default().trim().to_owned();
    let (first, last, email, phone) = (text("first_name"), text("last_name"), text("email"), text("phone"));
    let given = |text: &str| !text.is_empty();
    let known = Known {
        first_name: &first,
        last_name: &last,
        birth,
        email: Some(email.as_str()).filter(|text| given(text)),
        phone: Some(phone.as_str()).filter(|text| given(text)),
    };
    let mut results = Vec::new();
    if !last.is_empty() || known.email.is_some() {
        let probable = doubles::probable(read, known, None).await?;
        let people = doubles::people(read, known).await?;
        results.extend(probable.into_iter().chain(people).map(|found| Likely::probable(found, known, today)));
    }
    let name = format!("{first} {last}");
    let typed = if text("search").is_empty() { name } else { text("search") };
    for words in [typed.trim(), phone.as_str()].into_iter().filter(|words| given(words)) {
        let asked = PageQuery::new(String::new(), &form(words))?.counting(MOST as i64);
        for visitor in visitors::list(read, &asked, today).await?.results {
            if !results.iter().any(|one: &Likely| one.visitor() == Some(visitor.id)) {
                results.push(Likely::possible(&visitor, known, words, today));
            }
        }
    }
    results.truncate(MOST);
    Ok(Json(LookupBody { results }))
}

/// Only the words and a size: no filter of the question reaches the list.
fn form(words: &str) -> String {
    let encoded: String = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("page_size={MOST}&search={encoded}")
}
