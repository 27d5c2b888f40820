//! The server-rendered pages, as a browser without scripts sees and sends them.

mod browser;
mod forms;
mod home;
mod login;
mod one_time_code;
mod passwords;
mod setup;
mod shape;
mod slips;
