//! What changes accounts: one write, one function, one transaction.

pub mod api_tokens;
pub mod change_email;
pub mod change_password;
pub mod delete_person;
pub mod export;
pub mod figures;
pub mod first_run;
pub mod grants;
pub mod import_django;
pub mod import_people;
pub mod initial_password;
pub mod log_in;
pub mod log_out;
pub mod merge;
pub mod modules;
pub mod otp;
pub mod person;
pub mod photo;
pub mod profile;
pub mod refresh;
pub mod register;
pub mod reset_password;
pub mod roles;
pub mod superuser;
