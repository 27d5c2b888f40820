//! Routes of attendance: registers and marks, check-in, the live list.

mod bodies;
mod check_ins;
mod registers;
mod shapes;
mod socket;
mod windows;

use preau_kernel::routes;
use preau_kernel::web::{Access, Api};

use crate::permissions::{ATTEND, REGISTER};

/// Bytes of a register: a thousand marks with their notes.
const REGISTER_LIMIT: usize = 2 * 1024 * 1024;

pub(super) fn routes() -> Api {
    Api::default()
        .add_with_limit(Access::Right(REGISTER), REGISTER_LIMIT, routes!(registers::get, registers::put))
        .add(Access::Right(REGISTER), routes!(registers::close))
        .add(Access::Right(REGISTER), routes!(registers::reopen))
        .add(Access::WholeRight(REGISTER), routes!(registers::remind))
        .add(Access::Right(REGISTER), routes!(registers::presence))
        .add(Access::Right(REGISTER), routes!(registers::history))
        .add(Access::Right(REGISTER), routes!(registers::missing))
        .add(Access::Right(REGISTER), routes!(windows::open, windows::get, windows::close))
        .add(Access::Right(REGISTER), routes!(windows::code))
        .add(Access::Right(REGISTER), routes!(check_ins::live))
        .add(Access::Right(REGISTER), routes!(check_ins::decide))
        .add(Access::Right(ATTEND), routes!(check_ins::get, check_ins::create))
        .add(Access::Right(ATTEND), routes!(check_ins::open))
        // It is asked who comes once the socket is there: a browser sends a token in the first message only.
        .add(Access::Public, routes!(socket::follow))
}
