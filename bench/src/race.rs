//! Servers that are asked in turns, so that a slow moment of the machine meets all of them.

use std::net::SocketAddr;

use anyhow::{Context, Result};

use crate::table::median;
use crate::{Options, load};

/// Of every load here: as many as the gunicorn of the peer serves well.
pub(crate) const CONNECTIONS: usize = 32;

/// What one server is asked, again and again.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) address: SocketAddr,
    pub(crate) path: String,
    /// A line of the head, whole.
    pub(crate) credential: Option<String>,
    /// A POST of this JSON.
    pub(crate) body: Option<String>,
}

impl Ask {
    pub(crate) fn get(address: SocketAddr, path: &str, credential: Option<&str>) -> Self {
        Self { address, path: path.to_owned(), credential: credential.map(str::to_owned), body: None }
    }

    pub(crate) fn post(address: SocketAddr, path: &str, body: String) -> Self {
        Self { address, path: path.to_owned(), credential: None, body: Some(body) }
    }

    /// Requests per second over [`CONNECTIONS`].
    pub(crate) async fn rate(&self, seconds: f64) -> Result<f64> {
        load::send(self.address, &self.path, self.credential.as_deref(), self.body.as_deref(), CONNECTIONS, seconds)
            .await
            .with_context(|| self.path.clone())
    }
}

/// Requests per second of each, a figure for each round.
pub(crate) async fn rates(options: &Options, asks: &[Ask]) -> Result<Vec<Vec<f64>>> {
    let mut rates = vec![Vec::new(); asks.len()];
    for ask in asks {
        ask.rate(options.seconds / 3.0).await?;
    }
    for _ in 0..options.rounds {
        for (ask, rates) in asks.iter().zip(&mut rates) {
            rates.push(ask.rate(options.seconds).await?);
        }
    }
    Ok(rates)
}

/// The middle of the ratios of the rounds.
pub(crate) fn ratio(a: &[f64], b: &[f64]) -> f64 {
    median(a.iter().zip(b).map(|(a, b)| a / b).collect())
}

/// "… /s to … /s"
pub(crate) fn beside(a: &[f64], b: &[f64]) -> String {
    format!("{:.0}/s to {:.0}/s", median(a.to_vec()), median(b.to_vec()))
}
