//! `GET /auth/profile/` with a JWT beside a bare handler that answers the same bytes: behind the same middleware, and
//! on a bare axum server without any.

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use preau_kernel::App;
use preau_kernel::module::Module;
use preau_kernel::web::Api;

use crate::place::Place;
use crate::table::{Table, median};
use crate::{Options, load};

static BYTES: OnceLock<Bytes> = OnceLock::new();

async fn bare() -> Response {
    let bytes = BYTES.get().cloned().unwrap_or_default();
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], bytes).into_response()
}

/// A module whose only route does nothing.
struct Bare;

impl Module for Bare {
    fn name(&self) -> &'static str {
        "bare"
    }

    fn api(&self, _app: &App) -> Api {
        Api::default().pages(Router::new().route("/bare/", get(bare)))
    }
}

pub(crate) async fn measure(options: &Options, table: &mut Table) -> Result<()> {
    eprintln!("profile");
    let place = Place::new(None, 1, vec![Arc::new(Bare)]).await?;
    let token = place.access("personne1@example.com").await?;
    let request = format!(
        "GET /auth/profile/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\r\n"
    );
    let (_, body) = load::once(place.address, &request).await?;
    let _ = BYTES.set(Bytes::from(body));
    let without = bare_server().await?;

    let (mut profile, mut same, mut none) = (Vec::new(), Vec::new(), Vec::new());
    let bearer = format!("Authorization: Bearer {token}");
    load::run(place.address, "/auth/profile/", Some(&bearer), 1).await?;
    for _ in 0..options.rounds {
        profile.push(load::run(place.address, "/auth/profile/", Some(&bearer), options.seconds).await?);
        same.push(load::run(place.address, "/bare/", None, options.seconds).await?);
        none.push(load::run(without, "/bare/", None, options.seconds).await?);
    }
    let ratio = |other: &[f64]| median(profile.iter().zip(other).map(|(a, b)| a / b).collect());
    let (with_layers, bare_axum) = (ratio(&same), ratio(&none));
    let behind =
        format!("{:.0}/s to {:.0}/s, {} connections", median(profile.clone()), median(same), load::CONNECTIONS);
    table.row("profile / bare handler, same middleware", format!("{with_layers:.2}"), "≥ 0.8", behind);
    let behind = format!("{:.0}/s to {:.0}/s", median(profile), median(none));
    table.row("profile / bare handler, no middleware", format!("{bare_axum:.2}"), "shown", behind);
    Ok(())
}

async fn bare_server() -> Result<SocketAddr> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let router = Router::new().route("/bare/", get(bare));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}
