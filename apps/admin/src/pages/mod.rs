//! One kind of page per file.

pub(crate) mod action;
pub(crate) mod add;
pub(crate) mod chore;
pub(crate) mod dashboard;
pub(crate) mod delete;
pub(crate) mod edit;
pub(crate) mod export;
pub(crate) mod file;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod palette;
pub(crate) mod run;
pub(crate) mod suggest;
pub(crate) mod tasks;
pub(crate) mod views;
