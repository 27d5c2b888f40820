//! Pure rules of visitors and what concerns them.
//!
//! Map: `age` and when a guardian is asked · `consent` who may give it · `double` whether two are probably one ·
//! `estimate` when a queue reaches a free seat · `figures` of the statistics · `hold` what law keeps.

pub mod age;
pub mod consent;
pub mod double;
pub mod estimate;
pub mod figures;
pub mod hold;
