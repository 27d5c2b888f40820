//! The places that rows share, each made when the first row asks for it.

use std::sync::Arc;

use anyhow::Result;
use preau_admin::Admin;
use preau_appointments::Appointments;
use preau_calendar::Calendar;
use tokio::sync::OnceCell;

use crate::admin::{self, Layout};
use crate::peer::Pair;
use crate::place::Place;
use crate::school::School;
use crate::{Options, lists, refresh};

/// People who can log in, beside those of whom there are many.
pub(crate) const KNOWN: i64 = 64;

pub(crate) struct Stage<'a> {
    pub(crate) options: &'a Options,
    towns: OnceCell<[Town; 3]>,
    schools: OnceCell<[School; 2]>,
    schools_of_postgres: OnceCell<[School; 2]>,
    pair: OnceCell<Pair>,
}

/// A place with so many students, log-ins and log entries on SQLite.
pub(crate) struct Town {
    pub(crate) rows: i64,
    pub(crate) place: Place,
    /// Of the superuser, as lines of a head.
    pub(crate) token: String,
    pub(crate) cookie: String,
}

impl<'a> Stage<'a> {
    pub(crate) fn new(options: &'a Options) -> Self {
        Self {
            options,
            towns: OnceCell::new(),
            schools: OnceCell::new(),
            schools_of_postgres: OnceCell::new(),
            pair: OnceCell::new(),
        }
    }

    /// A thousand rows, ten thousand, and many.
    pub(crate) async fn towns(&self) -> Result<&[Town; 3]> {
        self.towns
            .get_or_try_init(async || {
                let many = self.options.rows;
                Ok([town(many.min(1_000)).await?, town(many.min(lists::FEW)).await?, town(many).await?])
            })
            .await
    }

    /// The first and the last of [`Self::towns`].
    pub(crate) async fn ends(&self) -> Result<[&Town; 2]> {
        let [few, _, many] = self.towns().await?;
        Ok([few, many])
    }

    /// Of few classes and of many, on SQLite.
    pub(crate) async fn schools(&self) -> Result<&[School; 2]> {
        self.schools.get_or_try_init(async || School::both(self.options, None).await).await
    }

    /// The same on PostgreSQL, where there is one.
    pub(crate) async fn schools_of_postgres(&self) -> Result<Option<&[School; 2]>> {
        let Some(url) = &self.options.postgres else { return Ok(None) };
        let filling = async || School::both(self.options, Some(url)).await;
        Ok(Some(self.schools_of_postgres.get_or_try_init(filling).await?))
    }

    /// Préau and Django over as much.
    pub(crate) async fn pair(&self) -> Result<&Pair> {
        self.pair.get_or_try_init(async || Pair::new(self.options).await).await
    }
}

async fn town(rows: i64) -> Result<Town> {
    eprintln!("filling a place of {rows}");
    let place =
        Place::new(None, KNOWN, vec![Arc::new(Calendar), Arc::new(Appointments), Arc::new(Admin), Arc::new(Layout)])
            .await?;
    lists::fill(&place, rows).await?;
    refresh::fill(&place, rows).await?;
    place.analyze().await?;
    let token = format!("Authorization: Bearer {}", place.access("admin@example.com").await?);
    let cookie = admin::log_in(&place).await?;
    Ok(Town { rows, place, token, cookie })
}
