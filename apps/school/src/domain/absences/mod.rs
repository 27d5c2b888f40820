//! Rules of absences: which files are taken (`document`), when mails may leave (`quiet`), what is counted (`figures`).

pub mod document;
pub mod figures;
pub mod quiet;
