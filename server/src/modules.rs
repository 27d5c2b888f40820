//! THE one list of modules. A new app is entered in [`every`]; one that can be off also in [`ModulesConfig::is_on`].

use std::sync::Arc;

use preau_accounts::Accounts;
use preau_admin::Admin;
use preau_appointments::Appointments;
use preau_audit::Audit;
use preau_calendar::Calendar;
use preau_kernel::config::ModulesConfig;
use preau_kernel::i18n::{Lang, Locales};
use preau_kernel::module::Module;
use preau_school::School;
use preau_workstations::Workstations;

use crate::web_app::WebApp;

/// Every module, those included that the configuration switches off: their keys may stand in it all the same.
pub fn every() -> Vec<Arc<dyn Module>> {
    vec![
        Arc::new(Audit),
        Arc::new(Accounts),
        Arc::new(Calendar),
        Arc::new(School),
        Arc::new(Appointments),
        Arc::new(Workstations),
        Arc::new(Admin),
        Arc::new(WebApp),
        Arc::new(Program),
    ]
}

/// The modules of a place.
pub fn switched_on(config: &ModulesConfig) -> Vec<Arc<dyn Module>> {
    every().into_iter().filter(|module| config.is_on(module.name())).collect()
}

/// The program itself brings its texts as any module does.
struct Program;

impl Module for Program {
    fn name(&self) -> &'static str {
        "server"
    }

    fn locales(&self) -> Locales {
        &[(Lang::Fr, include_str!("locales/fr.ftl")), (Lang::En, include_str!("locales/en.ftl"))]
    }
}
