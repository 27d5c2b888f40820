//! The listener: HTTP/1.1 and cleartext HTTP/2 on one port, with limits against slow and greedy clients, and an end
//! that lets running requests finish.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use futures::future::BoxFuture;
use hyper::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tower::Service;

use super::metrics::InFlight;
use crate::app::App;
use crate::error::{Error, Result};

/// Time for the head of a request to arrive, and for a kept connection to stay idle.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// Time in which a client takes something of what is sent to it.
const STALLED: Duration = Duration::from_secs(30);
/// Bytes of a request's head.
const MAX_HEAD: usize = 64 * 1024;
/// Requests at once on one HTTP/2 connection.
const MAX_STREAMS: u32 = 100;
/// After an error of `accept` (no file descriptor left), before the next attempt.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until [`App::stop`] is cancelled: then nothing new is accepted, idle connections are closed at once, and
/// running requests have `server.shutdown_timeout` to finish.
///
/// Boxed, so that what every request goes through is compiled here, whoever serves (docs/decisions/0024).
pub fn serve(app: App, listener: TcpListener, router: Router) -> BoxFuture<'static, Result<()>> {
    Box::pin(serve_until_stopped(app, listener, router))
}

async fn serve_until_stopped(app: App, listener: TcpListener, router: Router) -> Result<()> {
    let server = &app.config().server;
    let places = Arc::new(Semaphore::new(server.max_connections.clamp(1, Semaphore::MAX_PERMITS)));
    let graceful = GracefulShutdown::new();
    let connections = Connections { builder: Arc::new(builder()), router, cut: CancellationToken::new() };
    loop {
        let accepted = tokio::select! {
            () = app.stop().cancelled() => break,
            accepted = accept(&listener, &places) => accepted,
        };
        match accepted {
            Ok((permit, stream, peer)) => {
                let place = (permit, app.metrics().connection());
                tokio::spawn(connections.clone().run(stream, peer, place, graceful.watcher()));
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    drop(listener);
    let left = graceful.count();
    if tokio::time::timeout(server.shutdown_timeout.duration(), graceful.shutdown()).await.is_err() {
        tracing::warn!(connections = left, "the time to shut down is over; what still runs is cut off");
    }
    connections.cut.cancel();
    Ok(())
}

/// A connection is accepted once there is a place for it; until then it waits in the system's queue.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Result<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
    let permit = places.clone().acquire_owned().await.map_err(Error::internal)?;
    let (stream, peer) = listener.accept().await?;
    stream.set_nodelay(true)?;
    end_when_stalled(&stream)?;
    Ok((permit, stream, peer))
}

/// Whoever asks for much and reads nothing of it holds a connection and its answer: the system ends it when nothing of
/// what was sent gets through for so long.
fn end_when_stalled(stream: &TcpStream) -> Result<()> {
    #[cfg(target_os = "linux")]
    rustix::net::sockopt::set_tcp_user_timeout(stream, STALLED.as_millis() as u32).map_err(std::io::Error::from)?;
    #[cfg(not(target_os = "linux"))]
    let _ = stream;
    Ok(())
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT).max_buf_size(MAX_HEAD);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(MAX_STREAMS)
        .max_header_list_size(MAX_HEAD as u32)
        .keep_alive_interval(HEADER_TIMEOUT)
        .keep_alive_timeout(HEADER_TIMEOUT);
    builder
}

#[derive(Clone)]
struct Connections {
    builder: Arc<Builder<TokioExecutor>>,
    router: Router,
    /// Cancelled when the time to shut down is over.
    cut: CancellationToken,
}

impl Connections {
    async fn run(
        self,
        stream: TcpStream,
        peer: SocketAddr,
        _place: (OwnedSemaphorePermit, InFlight),
        watcher: Watcher,
    ) {
        let heard = Arc::new(AtomicBool::new(false));
        let (router, asked) = (self.router, heard.clone());
        let service = service_fn(move |mut request: Request<Incoming>| {
            asked.store(true, Ordering::Relaxed);
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().call(request)
        });
        let connection = self.builder.serve_connection_with_upgrades(TokioIo::new(stream), service).into_owned();
        let mut connection = std::pin::pin!(watcher.watch(connection));
        // Hyper's own time for the head begins after it has told HTTP/1 from HTTP/2 by the first bytes.
        let silent = async {
            tokio::time::sleep(HEADER_TIMEOUT).await;
            if heard.load(Ordering::Relaxed) {
                std::future::pending::<()>().await;
            }
        };
        let ended = tokio::select! {
            ended = &mut connection => ended,
            () = silent => Ok(()),
            () = self.cut.cancelled() => Ok(()),
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended in disorder");
        }
    }
}
