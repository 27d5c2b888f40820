//! A row of reading: the same answer by Préau, by a bare server, and by Django, in turns; and by Préau with few rows and
//! with many.

use anyhow::Result;

use crate::ceiling;
use crate::place::Place;
use crate::race::{self, Ask, CONNECTIONS, beside, ratio};
use crate::stage::Stage;
use crate::table::{Asked, Row};

/// Reads from the cache, and reads of one query, beside the ceiling.
pub(crate) const CACHED: Asked = Asked::Least(0.8);
pub(crate) const ONE_QUERY: Asked = Asked::Least(0.3);
/// Times Django.
pub(crate) const PEER: Asked = Asked::Least(20.0);

/// By whom it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Nobody,
    Token,
    Cookie,
}

pub(crate) struct Read<'a> {
    pub(crate) what: &'a str,
    pub(crate) by: By,
    /// Of the place beside Django.
    pub(crate) ours: String,
    /// `None`: it has no such thing.
    pub(crate) theirs: Option<String>,
    /// With few rows and with many.
    pub(crate) grown: Option<[String; 2]>,
    pub(crate) least: Asked,
    pub(crate) most: Asked,
}

impl<'a> Read<'a> {
    /// One path, whatever the size, for staff; Django's is to be named.
    pub(crate) fn new(what: &'a str, path: &str) -> Self {
        Self {
            what,
            by: By::Token,
            ours: path.to_owned(),
            theirs: None,
            grown: Some([path.to_owned(), path.to_owned()]),
            least: ONE_QUERY,
            most: Asked::Shown,
        }
    }

    pub(crate) fn theirs(self, path: &str) -> Self {
        Self { theirs: Some(path.to_owned()), ..self }
    }

    pub(crate) fn by(self, by: By) -> Self {
        Self { by, ..self }
    }

    pub(crate) fn asking(self, least: Asked, most: Asked) -> Self {
        Self { least, most, ..self }
    }
}

pub(crate) async fn measure(stage: &Stage<'_>, read: Read<'_>) -> Result<Row> {
    eprintln!("{}", read.what);
    let pair = stage.pair().await?;
    let line = |token: &str, cookie: &str| match read.by {
        By::Nobody => None,
        By::Token => Some(token.to_owned()),
        By::Cookie => Some(cookie.to_owned()),
    };
    let credential = line(&pair.ours.admin, &pair.ours.cookie);
    let ours = Ask::get(pair.ours.address, &read.ours, credential.as_deref());
    let mut asks = vec![ours.clone(), ceiling::of(&ours).await?];
    let towns = match &read.grown {
        Some(paths) => {
            let towns = stage.ends().await?;
            for (town, path) in towns.into_iter().zip(paths) {
                let credential = line(&town.token, &town.cookie);
                asks.push(Ask::get(town.place.address, path, credential.as_deref()));
            }
            Some(towns.map(|town| town.rows))
        }
        None => None,
    };
    let theirs = read.theirs.as_ref().zip(pair.theirs.as_ref());
    if let Some((path, (_, theirs))) = theirs {
        asks.push(Ask::get(theirs.address, path, line(&theirs.admin, &theirs.cookie).as_deref()));
    }
    let rates = race::rates(stage.options, &asks).await?;
    let behind = format!("{} bare, {CONNECTIONS} connections", beside(&rates[0], &rates[1]));
    let mut row = Row::new(read.what).ceiling(ratio(&rates[0], &rates[1]), read.least, behind);
    if let Some([few, many]) = towns {
        let behind = format!("{} with {few} and {many} rows", beside(&rates[2], &rates[3]));
        row = row.growth(ratio(&rates[2], &rates[3]), read.most, behind);
    }
    if theirs.is_some() {
        let last = &rates[rates.len() - 1];
        row = row.peer(ratio(&rates[0], last), PEER, format!("Django {:.0}/s", crate::table::median(last.clone())));
    }
    Ok(row)
}

/// A row of a place of its own beside the bare server.
pub(crate) async fn beside_bare(
    stage: &Stage<'_>,
    place: &Place,
    path: &str,
    credential: &str,
) -> Result<(f64, String)> {
    let ours = Ask::get(place.address, path, Some(credential));
    let rates = race::rates(stage.options, &[ours.clone(), ceiling::of(&ours).await?]).await?;
    let behind = format!("{} bare, {CONNECTIONS} connections", beside(&rates[0], &rates[1]));
    Ok((ratio(&rates[0], &rates[1]), behind))
}
