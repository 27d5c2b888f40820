//! Pure rules, no I/O: how an entry becomes a leaf, a batch a seal, a removal a proof, and what a verification says.

pub mod leaf;
pub mod proof;
pub mod report;
pub mod seal;
pub mod text;
