//! A demonstration behind a real socket.

use std::net::SocketAddr;

use preau::modules;
use preau_testkit::{Serving, TestApp, TestEngine, serve};

pub struct Place {
    pub test: TestApp,
    pub address: SocketAddr,
    _serving: Serving,
}

pub async fn open() -> Place {
    let test = TestApp::builder().modules(modules::every()).demo().start(TestEngine::Sqlite).await;
    for module in modules::every() {
        module.fill_demo(test.app()).await.unwrap();
    }
    test.drain_jobs().await;
    let (address, serving) = serve(&test).await;
    Place { test, address, _serving: serving }
}
