//! A demonstration behind a real socket.

use std::net::SocketAddr;

use preau::modules;
use preau_kernel::db::Sql;
use preau_testkit::{Serving, TestApp, TestEngine, serve};

use super::chromium;
use super::fill::fill;

pub(crate) struct Place {
    pub(crate) test: TestApp,
    pub(crate) address: SocketAddr,
    _serving: Serving,
}

impl Place {
    /// `None` where there is no browser to visit it. `more`: so many people beside those of the demonstration.
    pub(crate) async fn open(more: i64) -> Option<Self> {
        if !chromium::is_there() {
            return None;
        }
        let test = TestApp::builder().modules(modules::every()).demo().start(TestEngine::Sqlite).await;
        for module in modules::every() {
            module.fill_demo(test.app()).await.unwrap();
        }
        test.drain_jobs().await;
        if more > 0 {
            fill(&test, more).await;
        }
        let (address, serving) = serve(&test).await;
        Some(Self { test, address, _serving: serving })
    }

    /// The id of the person with this address.
    pub(crate) async fn user(&self, email: &str) -> i64 {
        let sql = "SELECT id FROM users WHERE email = $1";
        self.test.db().read().number(sql, vec![email.into()]).await.unwrap()
    }
}
