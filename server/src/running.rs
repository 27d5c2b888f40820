//! Serving until told to stop: SIGTERM, SIGINT, or SIGHUP of a terminal that is closed, lets running requests and jobs
//! finish; a second one ends at once.

use std::net::SocketAddr;
use std::time::Duration;

use preau_accounts::State;
use preau_kernel::app::App;
use preau_kernel::{jobs, web};
use tokio::net::TcpSocket;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;
use crate::notify::Manager;
use crate::{open_files, spare_memory};

/// Connections that wait to be accepted.
const BACKLOG: u32 = 1024;
/// For the last traces to leave.
const TRACES_WITHIN: Duration = Duration::from_secs(3);
/// As shells count an end by SIGINT.
const CUT_OFF: u8 = 130;

/// An address that is ours before anything else is done, and answers nobody yet: so a port that is taken is told
/// before a database is touched, and port 0 has its number before links are made.
pub(crate) struct Door {
    socket: TcpSocket,
    address: SocketAddr,
}

impl Door {
    pub(crate) async fn reserve(listen: &str) -> Result<Self, Failure> {
        let wrong = |error: std::io::Error| {
            let key = if error.kind() == std::io::ErrorKind::AddrInUse { "error-listen-taken" } else { "error-listen" };
            Failure::told(key, &[("address", &listen), ("reason", &error)])
        };
        let address = tokio::net::lookup_host(listen).await.map_err(wrong)?.next();
        let address = address.ok_or_else(|| wrong(std::io::ErrorKind::AddrNotAvailable.into()))?;
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }.map_err(wrong)?;
        socket.set_reuseaddr(true).map_err(wrong)?;
        socket.bind(address).map_err(wrong)?;
        let address = socket.local_addr().map_err(wrong)?;
        Ok(Self { socket, address })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Runs a migrated application; `announce` is called once requests are accepted.
pub(crate) async fn run(
    app: &App,
    door: Door,
    mut signals: Signals,
    announce: impl AsyncFnOnce() -> Result<(), Failure>,
) -> Result<(), Failure> {
    open_files::allow_all();
    app.start_modules().await?;
    let router = web::router(app);
    let taken =
        |error: std::io::Error| Failure::told("error-listen-taken", &[("address", &door.address), ("reason", &error)]);
    let listener = door.socket.listen(BACKLOG).map_err(taken)?;
    let workers = jobs::start(app);
    let uses = tokio::spawn(preau_accounts::jobs::note_uses(app.clone()));
    let (bus, db, stop) = (app.bus().clone(), app.db().clone(), app.stop().clone());
    let traced = CancellationToken::new();
    let exporting = app.tracer().exporter().map(|exporter| tokio::spawn(exporter.run(traced.clone())));
    let hearing = tokio::spawn(async move { bus.listen(db, stop).await });
    let (db, stop) = (app.db().clone(), app.stop().clone());
    let following = tokio::spawn(async move { db.follow_replica(stop).await });
    tokio::spawn(spare_memory::give_back(app.stop().clone()));

    let orderly = async {
        let serving = tokio::spawn(web::serve(app.clone(), listener, router));
        announce().await?;
        Manager::from_environment().ready(app.stop().clone());
        serving.await.map_err(preau_kernel::Error::internal)??;
        workers.finish().await;
        let _ = uses.await;
        // Requests that ran to their end after the last note.
        if let Err(error) = app.state::<State>().flush_uses(app).await {
            tracing::warn!(%error, "the last uses of logins could not be noted");
        }
        hearing.abort();
        following.abort();
        traced.cancel();
        if let Some(exporting) = exporting {
            let _ = tokio::time::timeout(TRACES_WITHIN, exporting).await;
        }
        app.db().close().await;
        tracing::info!("stopped");
        Ok(())
    };
    tokio::select! {
        done = orderly => done,
        () = signals.second(app) => Err(Failure::Said(CUT_OFF)),
    }
}

/// SIGTERM, SIGINT and SIGHUP. From here on they no longer end the program by themselves; those that come before [`run`]
/// count in it.
pub(crate) struct Signals {
    terminate: Signal,
    interrupt: Signal,
    /// `None`: whoever started the program wants it to outlive the terminal (nohup).
    hangup: Option<Signal>,
}

impl Signals {
    pub(crate) fn catch() -> Result<Self, Failure> {
        let [terminate, interrupt] = [SignalKind::terminate(), SignalKind::interrupt()].map(signal);
        let hangup = (!hangup_is_ignored()).then(|| signal(SignalKind::hangup())).transpose()?;
        Ok(Self { terminate: terminate?, interrupt: interrupt?, hangup })
    }

    /// The first asks the application to stop; returns at the second.
    async fn second(&mut self, app: &App) {
        self.next().await;
        tracing::info!("stopping; a second signal ends at once");
        app.stop().cancel();
        self.next().await;
    }

    /// Until one comes.
    pub(crate) async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
            Some(_) = async { self.hangup.as_mut()?.recv().await } => {}
        }
    }
}

/// Linux tells the ignored signals of a process as the bits of a number, the first for SIGHUP. Elsewhere it is taken as
/// ignored, so that it does what the system does by itself.
fn hangup_is_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).is_none_or(|bits| bits & 1 == 1)
}
