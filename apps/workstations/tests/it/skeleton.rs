//! That the module starts at all, and that what it declares is whole.

use preau_kernel::i18n::Lang;
use preau_kernel::module::Module;
use preau_testkit::{TestEngine, both_engines};
use preau_workstations::Workstations;

use super::rooms::{count, enter_visitor, open};

both_engines! {
    async fn the_rooms_open(engine: TestEngine) {
        let test = open(engine).await;
        enter_visitor(&test, "Lovelace").await;
        assert_eq!(count(&test, "visitors").await, 1);
    }

    async fn every_kind_of_entry_right_and_task_has_its_text(engine: TestEngine) {
        let test = open(engine).await;
        let mut keys: Vec<String> = Vec::new();
        for action in Workstations.audit_actions() {
            let name = action.name.replace('_', "-");
            keys.extend([format!("audit-action-{name}"), format!("audit-{name}")]);
        }
        keys.extend(Workstations.periodic().iter().map(|task| format!("periodic-{}", task.name.replace(['.', '_'], "-"))));
        keys.extend(Workstations.jobs().iter().map(|job| format!("job-{}", job.name.replace(['.', '_'], "-"))));
        let missing: Vec<_> = keys
            .iter()
            .filter(|key| Lang::ALL.iter().any(|lang| !test.app().l10n().has(*lang, key)))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
