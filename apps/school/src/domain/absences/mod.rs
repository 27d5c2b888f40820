//! Rules of absences: which files are taken (`document`, `pdf`), when mails may leave (`quiet`), what is counted (`figures`).

pub mod document;
pub mod figures;
mod pdf;
pub mod quiet;
