//! Pure rules of attendance: what holds of three voices (`mark`), the words for it (`status`), codes that change
//! (`code`), how doubtful a check-in is (`score`).

pub mod code;
pub mod mark;
pub mod score;
pub mod status;
