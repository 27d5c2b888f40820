//! Routes of the computer rooms.

mod live;
mod people;

use preau_kernel::web::Api;

pub(crate) fn routes() -> Api {
    Api::default().merge(live::routes()).merge(people::routes())
}
