//! Bodies of these routes.

use preau_kernel::clock::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "read field by field; this is what the document says of it")]
pub(super) struct EnrolBody {
    /// The one-time code of an operator; any case.
    #[schema(example = "ABCDE-FGHJK", max_length = 40)]
    code: String,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = SeatMessage)]
#[expect(dead_code, reason = "read field by field; this is what the document says of it")]
pub(super) struct MessageBody {
    /// At most 500 characters.
    #[schema(max_length = 500)]
    text: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SetupCode)]
pub(super) struct CodeShape {
    #[schema(example = "ABCDE-FGHJK")]
    pub(super) code: String,
    #[schema(value_type = String, format = DateTime)]
    pub(super) expires_at: Timestamp,
    /// What is typed at the seat.
    pub(super) command: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct EnrolledShape {
    pub(super) workstation: i64,
    pub(super) name: String,
    /// Shown once.
    pub(super) key: String,
    /// The address of the server, as it was asked.
    pub(super) server: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct OrderedShape {
    /// The number of the order; what became of it stands among the seat's orders.
    pub(super) order: i64,
}
