//! The forms of the back office, as a superuser sends them: a page, a way on, or a named refusal, whatever stands in the
//! inputs. Rows that are right are written, as anywhere; accounts are only looked at, so that the asker stays who it is.
//!
//! First line: which form (a number). The rest: the form as a browser packs it.

use std::sync::OnceLock;

use preau_kernel::module::Module;

use crate::parts::{line, text};
use crate::place::{Once, Place, place};

/// Of these a row of the asker's own could be changed.
const ACCOUNTS: [&str; 5] = ["users", "account", "logins", "api_tokens", "grants"];
/// The first row may be what the asker stands on; the second is not.
const DEEDS: [&str; 5] = ["add/", "2/", "action/", "views/", "2/history/"];

struct Office {
    place: Place,
    csrf: String,
}

static OFFICE: Once<Office> = Once::new();

async fn office() -> Office {
    let place = place().await;
    let page = place.browser.get("/admin/").send().await.expect(200).text();
    let field = page.split("name=\"csrf_token\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1));
    let csrf = field.and_then(|rest| rest.split('"').next()).expect("a page has its token").to_owned();
    Office { place, csrf }
}

pub fn target(data: &[u8]) {
    let (which, form) = line(data);
    let number =
        text(which).trim().parse::<usize>().unwrap_or_else(|_| which.iter().map(|byte| usize::from(*byte)).sum());
    OFFICE.with(office(), async |office| {
        let paths = paths();
        let path = &paths[number % paths.len()];
        let body = format!("csrf_token={}&{}", office.csrf, text(form));
        let answer = office.place.browser.post(path).form(&body).send().await;
        let status = answer.status();
        assert!(status < 500, "{path} answered {status} to {body}:\n{}", answer.text());
        assert_ne!(status, 401, "the asker is still who it was: {path}");
    });
}

fn paths() -> &'static [String] {
    static PATHS: OnceLock<Vec<String>> = OnceLock::new();
    PATHS.get_or_init(|| {
        let modules = preau::modules::every();
        let entities = modules.iter().flat_map(|module| Module::admin(module.as_ref()));
        let names = entities.map(|entity| entity.name).filter(|name| !ACCOUNTS.contains(name));
        names.flat_map(|name| DEEDS.map(|deed| format!("/admin/{name}/{deed}"))).collect()
    })
}
