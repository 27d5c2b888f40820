//! Routes of the channel to the seats: their sockets, enrolment, orders, messages, the page `/kiosk/`.

mod bodies;
mod commands;
mod enrolment;
mod first;
mod kiosk;
mod room;
mod room_list;
mod seat;
mod together;

use preau_kernel::routes;
use preau_kernel::web::{Access, Api};

use crate::permissions::MANAGE;

pub(crate) fn routes() -> Api {
    Api::default()
        .add(Access::WholeRight(MANAGE), routes!(enrolment::give, enrolment::withdraw))
        // A machine that has no key yet shows its one-time code.
        .add(Access::Public, routes!(enrolment::enrol))
        .add(Access::WholeRight(MANAGE), routes!(commands::messages, commands::write))
        .add(Access::WholeRight(MANAGE), routes!(commands::read))
        .add(Access::WholeRight(MANAGE), routes!(commands::lock))
        .add(Access::WholeRight(MANAGE), routes!(commands::reboot))
        .add(Access::WholeRight(MANAGE), routes!(commands::wake))
        .add(Access::WholeRight(MANAGE), routes!(commands::orders))
        .add(Access::WholeRight(MANAGE), routes!(together::give))
        .add(Access::WholeRight(MANAGE), routes!(room_list::show))
        // A seat shows its key; an operator may say who they are in the first message only.
        .add(Access::Public, routes!(seat::connect))
        .add(Access::Public, routes!(room::follow))
        .pages(kiosk::routes())
}
