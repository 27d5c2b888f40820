//! The only queries. `engine` holds what SQLite and PostgreSQL do differently here.

pub mod engine;
pub mod entries;
pub mod logs;
pub mod seals;
