//! What changes attendance: one write, one function, one transaction. Whoever writes anything of a lesson's register
//! locks the lesson first (`store::attendance::lessons::get_locked`), so that marks, state and version move together.
//!
//! Map: `mark` what one voice says of one student · `register` the whole register, as a professor sends it · `closing`
//! and reopening · `window` opening and closing check-in · `check_in` a student's own · `decide` the professor's tap ·
//! `live` who follows a lesson · `remind` registers not taken · `forget` devices · `person`.

pub(crate) mod check_in;
pub(crate) mod closing;
pub(crate) mod decide;
pub(crate) mod forget;
pub(crate) mod live;
pub(crate) mod mark;
pub(crate) mod person;
pub(crate) mod register;
pub(crate) mod remind;
pub(crate) mod window;

use preau_kernel::actor::Actor;
use preau_kernel::audit::{Action, Class};
use preau_kernel::bus::Event;
use preau_kernel::db::{Sql, Tx};
use preau_kernel::{Error, Result};

use crate::data;
use crate::domain::attendance::status::Voice;
use crate::permissions::{REGISTER, Reach};
use crate::store::attendance::lessons::{self, Lesson};

pub(crate) use live::Live;

pub(crate) const AUDIT: &[Action] = &[
    data("register_taken"),
    data("register_closed"),
    data("register_reopened"),
    data("register_reminded"),
    data("mark_changed"),
    data("check_in_opened"),
    data("check_in_ended"),
    data("checked_in"),
    data("check_in_decided"),
    Action { name: "check_in_guessed", class: Class::Security },
];

/// The bus topic of whatever changes in a lesson's register; the event's id is the lesson's.
pub(crate) const TOPIC: &str = "school.register";

/// Called once when the program starts: bus handlers.
pub(crate) async fn start(app: &preau_kernel::App) -> Result<()> {
    live::listen(app);
    Ok(())
}

/// What somebody reaches of registers.
pub(crate) fn reach(actor: &Actor) -> Result<Reach> {
    Ok(Reach::of(actor, REGISTER)?.as_professor())
}

/// Whose voice somebody speaks with: that of the professor whose lesson it is, whatever else they are; else that of the
/// office for those who reach everything.
pub(crate) async fn voice(conn: &dyn Sql, actor: &Actor, reach: Reach, lesson: i64) -> Result<Voice> {
    let is_professor = !reach.is_everything() || lessons::is_given_by(conn, lesson, actor.user_id).await?;
    Ok(if is_professor { Voice::Professor } else { Voice::Office })
}

/// The register's version rises, and whoever follows the lesson is told at the commit.
pub(crate) async fn changed(tx: &Tx, lesson: i64) -> Result<()> {
    lessons::touch(tx, lesson).await?;
    tx.publish(Event::new(TOPIC, lesson));
    Ok(())
}

/// 409 for a lesson whose register cannot be written.
fn check_open(lesson: &Lesson) -> Result<()> {
    if lesson.is_cancelled() {
        return Err(Error::conflict("lesson_cancelled"));
    }
    if lesson.is_closed() {
        return Err(Error::conflict("register_closed"));
    }
    Ok(())
}
