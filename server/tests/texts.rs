//! Every module has the same texts in both languages, and what it declares has its texts.

use preau::modules;
use preau_kernel::i18n::{Lang, keys};
use preau_testkit::{TestApp, TestEngine};

#[test]
fn every_module_has_the_same_keys_in_both_languages() {
    for module in modules::every() {
        let of = |lang| {
            let sources = module.locales().iter().filter(move |(l, _)| *l == lang);
            sources.flat_map(|(_, source)| keys(source)).collect::<std::collections::BTreeSet<_>>()
        };
        let (french, english) = (of(Lang::Fr), of(Lang::En));
        let only: Vec<_> = french.symmetric_difference(&english).collect();
        assert!(only.is_empty(), "{}: in one language only: {only:?}", module.name());
    }
}

#[tokio::test]
async fn everything_that_is_declared_has_its_texts() {
    let test = TestApp::with(modules::every(), TestEngine::Sqlite).await;
    let app = test.app();
    let dashed = |name: &str| name.replace(['_', '.'], "-");
    let mut wanted = Vec::new();
    for action in app.audit_actions() {
        wanted.push(format!("audit-action-{}", dashed(action.name)));
        wanted.push(format!("audit-{}", dashed(action.name)));
    }
    let rights = app.permissions().iter().filter(|permission| !permission.name.starts_with("admin."));
    wanted.extend(rights.map(|permission| format!("right-{}", dashed(permission.name))));
    wanted.extend(app.job_kinds().iter().map(|kind| format!("job-{}", dashed(kind.name))));
    wanted.extend(app.periodics().iter().map(|task| format!("periodic-{}", dashed(task.name))));
    for code in preau_accounts::domain::django::FindingCode::ALL {
        wanted.push(format!("django-{}", dashed(code.name())));
    }
    let mut missing = Vec::new();
    for lang in Lang::ALL {
        let lacking = wanted.iter().filter(|key| !app.l10n().has(lang, key));
        missing.extend(lacking.map(|key| format!("{} {key}", lang.code())));
    }
    assert!(missing.is_empty(), "no text for:\n{}", missing.join("\n"));
}
