//! Rules of absences.
