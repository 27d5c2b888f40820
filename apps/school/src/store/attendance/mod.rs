//! Queries of attendance. Map: `lessons` a lesson as its register sees it · `roll` everybody in it, with mark and
//! check-in · `marks` and their history · `windows` · `check_ins` · `missing` registers that nobody closed.

pub mod check_ins;
pub mod lessons;
pub mod marks;
pub mod missing;
pub mod people;
pub mod roll;
pub mod windows;
