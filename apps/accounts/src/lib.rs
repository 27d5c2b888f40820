//! People, credentials and permissions. So far the pure rules only: see [`domain`].

pub mod domain;
