//! Absences, what people are told, statistics.
