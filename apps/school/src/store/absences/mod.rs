//! Queries of absences.
