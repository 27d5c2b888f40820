//! Forms: adding, changing, conflicts, inlines, files, deleting, the history.

mod adding;
mod changing;
mod lines;
mod past;
mod pictures;
mod rights;
mod sender;
mod workshop;
