//! Absences, what people are told, statistics.

mod declaring;
mod documents;
mod exports;
mod found;
mod ground;
mod mails;
mod office;
mod pages;
mod people;
mod plans;
mod recount;
mod roles;
mod scope;
mod statistics;
mod totals;
mod withdrawing;

pub(crate) use roles::TABLE;
