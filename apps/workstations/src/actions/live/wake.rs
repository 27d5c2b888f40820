//! Wake-on-LAN. Nobody answers such a packet: that it was sent is all that is known.

use std::net::SocketAddr;

use preau_kernel::audit::{self, Entry};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};
use tokio::net::UdpSocket;

use crate::State;
use crate::domain::live::wake::{address, packet};
use crate::store::live::enrolment::get_locked;

/// 409 for a seat whose MAC address is not known.
pub(crate) async fn wake(app: &App, info: &RequestInfo, workstation: i64) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let seat = get_locked(&tx, workstation).await?;
    let address = address(&seat.mac_address).ok_or_else(|| Error::conflict("no_mac_address"))?;
    let entry = Entry::new("seat_woken").target("workstation", workstation, seat.name);
    audit::record(&tx, app, info, entry).await?;
    tx.commit().await?;
    send(app, &[address]).await
}

/// One packet for each address, once it is written down.
pub(super) async fn send(app: &App, addresses: &[[u8; 6]]) -> Result<()> {
    let to: SocketAddr = app.state::<State>().config.wake_broadcast.parse().map_err(Error::internal)?;
    let from: SocketAddr = if to.is_ipv4() { ([0, 0, 0, 0], 0).into() } else { ([0_u16; 8], 0).into() };
    let sent = async {
        let socket = UdpSocket::bind(from).await?;
        socket.set_broadcast(true)?;
        for address in addresses {
            socket.send_to(&packet(*address), to).await?;
        }
        Ok::<_, std::io::Error>(())
    };
    sent.await.map_err(|error| {
        tracing::warn!(%error, "a packet that wakes a seat could not be sent");
        Error::Unavailable("wake_failed")
    })
}
