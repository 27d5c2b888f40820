//! What axe finds on the page that is shown.

use super::chromium::Browser;

const AXE: &str = include_str!("vendor/axe.min.js");

/// One line for each violation: rule, and the elements.
pub(crate) async fn violations(browser: &Browser) -> Vec<String> {
    browser.run(AXE).await;
    let script = "const done = arguments[arguments.length - 1];
        axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations.map(v =>
            v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' (' + n.any.map(a => a.message).join('; ') + ')').join(' | '))),
            e => done(['axe: ' + e]));";
    let found = browser.driver.run_async(script, serde_json::json!([])).await.unwrap();
    serde_json::from_value(found).unwrap()
}
