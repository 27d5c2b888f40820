//! A demonstration behind a real socket.

use std::net::SocketAddr;

use axum::Router;
use preau::modules;
use preau_kernel::db::Sql;
use preau_kernel::web;
use preau_testkit::{Builder, TestApp, TestEngine};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::chromium::{self, Browser, Look};
use super::fill::fill;
use super::sample;

pub(crate) struct Place {
    pub(crate) test: TestApp,
    pub(crate) address: SocketAddr,
    serving: JoinHandle<()>,
}

impl Place {
    /// `None` where there is no browser to visit it. `more`: so many people beside those of the demonstration.
    pub(crate) async fn open(more: i64) -> Option<Self> {
        let place = Self::with(|builder| builder).await?;
        if more > 0 {
            fill(&place.test, more).await;
        }
        Some(place)
    }

    /// As [`Self::open`], with settings of its own from then on.
    pub(crate) async fn with(set: impl FnOnce(Builder) -> Builder) -> Option<Self> {
        if !chromium::is_there() {
            return None;
        }
        let test = set(sample::builder()).start_with(&sample::database().await).await;
        Some(Self::behind_a_socket(test).await)
    }

    /// One that was never used: nobody is known there, and nothing is set up.
    pub(crate) async fn fresh() -> Option<Self> {
        if !chromium::is_there() {
            return None;
        }
        let test = TestApp::builder().modules(modules::every()).start(TestEngine::Sqlite).await;
        Some(Self::behind_a_socket(test).await)
    }

    async fn behind_a_socket(test: TestApp) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = serve(&test, listener, |router| router);
        Self { test, address, serving }
    }

    /// Ends as the program does when it is told to, without waiting for those who are still connected.
    pub(crate) async fn stop(&mut self) {
        self.test.app().stop().cancel();
        (&mut self.serving).await.unwrap();
    }

    /// Another process at the same address, over the same database, which remembers nothing.
    pub(crate) async fn start_anew(&mut self) {
        self.start_anew_as(|router| router).await;
    }

    /// As [`Self::start_anew`], as another release: its routes are what `change` makes of ours.
    pub(crate) async fn start_anew_as(&mut self, change: impl FnOnce(Router) -> Router) {
        self.test = self.test.another_node().await;
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.serving = serve(&self.test, listener, change);
    }

    /// A browser whose clock is that of the demonstration, with somebody logged in to the web app.
    pub(crate) async fn enter(&self, look: Look, email: &str) -> Browser {
        let browser = self.look_in(look).await;
        browser.log_in_to_app(email).await;
        browser
    }

    /// As [`Self::enter`], with nobody.
    pub(crate) async fn look_in(&self, look: Look) -> Browser {
        let browser = Browser::open(self.address, look).await;
        let now = self.test.now().0 / 1000;
        let clock = format!(
            "(() => {{
                const Real = Date, shift = {now} - Real.now();
                window.Date = class extends Real {{
                    constructor(...parts) {{ parts.length === 0 ? super(Real.now() + shift) : super(...parts) }}
                    static now() {{ return Real.now() + shift }}
                }};
            }})()"
        );
        browser.before_every_page(&clock).await;
        browser
    }

    /// One number of the database.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        self.test.db().read().number(sql, vec![]).await.unwrap()
    }

    /// The id of the person with this address.
    pub(crate) async fn user(&self, email: &str) -> i64 {
        let sql = "SELECT id FROM users WHERE email = $1";
        self.test.db().read().number(sql, vec![email.into()]).await.unwrap()
    }
}

fn serve(test: &TestApp, listener: TcpListener, change: impl FnOnce(Router) -> Router) -> JoinHandle<()> {
    let app = test.app().clone();
    let router = change(web::router(&app));
    tokio::spawn(async move { web::serve(app, listener, router).await.unwrap() })
}
