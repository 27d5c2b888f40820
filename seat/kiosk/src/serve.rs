//! `preau kiosk`: everything at once, until told to stop.

use std::sync::Arc;
use std::time::Duration;

use preau_seat_protocol::SeatKey;
use tokio::net::TcpListener;
use tokio::time::interval;
use tokio_util::sync::CancellationToken;

use crate::agent::Agent;
use crate::config::Config;
use crate::disk::Disk;
use crate::failure::{Failure, OrFail};
use crate::link::Link;
use crate::page::{Page, routes};
use crate::platform::Clock;
use crate::web::Web;
use crate::{screen, tls};

const TICK: Duration = Duration::from_secs(1);

pub async fn serve(config: &Config, clock: Arc<dyn Clock>, stop: CancellationToken) -> Result<(), Failure> {
    // First the address: a second agent on this machine ends here, before it touches anything.
    let listener = TcpListener::bind(config.listen).await.or_fail(format!("listen: {}", config.listen))?;
    let key: Arc<SeatKey> = Arc::new(config.key()?);
    std::fs::create_dir_all(&config.state_dir).or_fail(format!("state_dir: {}", config.state_dir.display()))?;
    let tls = tls::client(config.ca_file.as_deref())?;
    let disk = Disk::folder(&config.state_dir, &key);
    let agent = Agent::start(&key, disk, !config.commands.reboot.is_empty(), clock)?;
    let web = Arc::new(Web::new(config.base(), &tls)?);
    let host = listener.local_addr().or_fail("listen")?.to_string().into();
    let page = routes(Page { agent: agent.clone(), web, key: key.clone(), host });
    let link = Link { base: config.base().to_owned(), key, tls, faults: Default::default() };
    let url = config.url();
    let screen = tokio::spawn(screen::follow(agent.clone(), config.commands.clone(), url, stop.clone()));
    tokio::select! {
        () = link.keep(&agent, &stop) => {}
        served = async { axum::serve(listener, page).await } => served.or_fail("listen")?,
        () = ticking(&agent) => {}
        () = stop.cancelled() => {}
    }
    stop.cancel();
    screen.await.or_fail("screen")
}

async fn ticking(agent: &Agent) {
    let mut tick = interval(TICK);
    loop {
        tick.tick().await;
        agent.tick();
    }
}
