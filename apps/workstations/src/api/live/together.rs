//! `/api/workstations/orders/`: one order to many seats.

use axum::extract::State;
use preau_kernel::web::{Fields, Json, JsonBody, Me, RequestInfo, respond};
use preau_kernel::{App, Refusal, Result};
use preau_seat_protocol::MAX_TEXT;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::actions::live::command::Command;
use crate::actions::live::together::{self, Deed, MOST, NotTaken, Order, Taken, Wanted};
use crate::domain::status::ADMIN_STATES;
use crate::input;
use crate::store::live::together::{self as rows, Whom};

const ORDERS: [&str; 9] = ["message", "lock", "reboot", "wake", "add_time", "suspend", "resume", "terminate", "status"];

#[derive(Deserialize, ToSchema)]
#[schema(as = OrderToMany)]
#[expect(dead_code, reason = "read field by field; this is what the document says of it")]
pub(super) struct OrderBody {
    /// message, lock, reboot, wake; of the sessions there add_time, suspend, resume, terminate; status.
    #[schema(example = "message")]
    order: String,
    /// Ids, at most 10 000; or else…
    workstations: Option<Vec<i64>>,
    /// …all of a room…
    room: Option<i64>,
    /// …or all of a site.
    site: Option<i64>,
    /// Only where a session is open.
    occupied: Option<bool>,
    /// Of a message, at most 500 characters.
    text: Option<String>,
    /// Of add_time.
    #[schema(minimum = 1, maximum = 1440)]
    minutes: Option<i64>,
    /// Of status: available, in_use, maintenance or offline.
    status: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = OrderTaken)]
pub(super) struct TakenShape {
    workstation: i64,
    /// The number of the order; null: nothing is said to the seat itself.
    #[schema(required)]
    order: Option<i64>,
    /// The session that is open there.
    #[schema(required)]
    session: Option<i64>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = OrderNotTaken)]
pub(super) struct NotTakenShape {
    workstation: i64,
    /// Null: not known.
    #[schema(required)]
    name: Option<String>,
    /// As the seat alone would have refused it.
    code: String,
    message: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = OrderGiven)]
pub(super) struct GivenShape {
    /// What the entries of the log about it have in common (`metadata.together`).
    together: String,
    taken: Vec<TakenShape>,
    refused: Vec<NotTakenShape>,
}

/// The same order to a selection of seats, a room or a site. Each seat takes it or says why not: 200 also when none did.
/// 500 seats at a time (100 where it is about sessions) take it in one transaction or not at all.
///
/// Permission: `workstations.manage`.
#[utoipa::path(post, path = "/api/workstations/orders/", tag = "Live rooms", request_body = OrderBody, responses((status = 200, body = GivenShape)))]
pub(super) async fn give(
    State(app): State<App>,
    Me(actor): Me,
    info: RequestInfo,
    JsonBody(map): JsonBody,
) -> Result<Json<GivenShape>> {
    let mut fields = Fields::new(map);
    let order = order(&mut fields);
    let occupied = fields.boolean("occupied").unwrap_or(false);
    let whom = whom(&app, &mut fields).await?;
    let wanted = input::finished(fields, order.zip(whom))?;
    let wanted = Wanted { order: wanted.0, whom: wanted.1, occupied };
    let given = together::give(&app, &info, actor.user_id, &wanted).await?;
    let refused = given.outcome.refused.into_iter().map(|one| not_taken(&app, &info, one)).collect();
    let taken = given.outcome.taken.into_iter().map(taken).collect();
    Ok(Json(GivenShape { together: given.together, taken, refused }))
}

fn taken(one: Taken) -> TakenShape {
    TakenShape { workstation: one.workstation, order: one.order, session: one.session }
}

fn not_taken(app: &App, info: &RequestInfo, one: NotTaken) -> NotTakenShape {
    NotTakenShape {
        workstation: one.workstation,
        name: one.name,
        code: one.why.code().to_owned(),
        message: respond::sentence(app.l10n(), info.lang(), &one.why),
    }
}

fn order(fields: &mut Fields) -> Option<Order> {
    let name = fields.required_text("order", 30);
    let order = match name.as_str() {
        "" => return None,
        "message" => {
            let text = fields.required_text("text", MAX_TEXT);
            Order::Line(Command::Message(text.trim().to_owned()))
        }
        "lock" => Order::Line(Command::Lock),
        "reboot" => Order::Line(Command::Reboot),
        "wake" => Order::Wake,
        "add_time" => Order::Session(Deed::AddTime { minutes: input::minutes(fields) }),
        "suspend" => Order::Session(Deed::Suspend),
        "resume" => Order::Session(Deed::Resume),
        "terminate" => Order::Session(Deed::Terminate),
        "status" => Order::State(state(fields)),
        _ => {
            fields.error("order", Refusal::new("no_such_order").arg("known", ORDERS.join(", ")));
            return None;
        }
    };
    Some(order)
}

fn state(fields: &mut Fields) -> String {
    let state = fields.required_text("status", 30);
    if !state.is_empty() && !ADMIN_STATES.contains(&state.as_str()) {
        fields.error("status", Refusal::new("no_state_to_set").arg("known", ADMIN_STATES.join(", ")));
    }
    state
}

/// One of the three ways to say who is meant.
async fn whom(app: &App, fields: &mut Fields) -> Result<Option<Whom>> {
    let said = ["workstations", "room", "site"].into_iter().filter(|name| fields.has(name)).count();
    let (seats, room, site) = (fields.ids("workstations", MOST), fields.integer("room"), fields.integer("site"));
    if said != 1 {
        fields.error_if_clean("workstations", if said == 0 { "required" } else { "seats_room_or_site" });
        return Ok(None);
    }
    let read = app.db().read();
    Ok(match (seats, room, site) {
        (Some(seats), ..) if seats.is_empty() => {
            fields.error_if_clean("workstations", "required");
            None
        }
        (Some(seats), ..) => Some(Whom::Seats(seats)),
        (_, Some(room), _) => {
            if !rows::is_room(read, room).await? {
                fields.error("room", Refusal::new("no_such_room").arg("id", room));
            }
            Some(Whom::Room(room))
        }
        (.., Some(site)) => {
            if !rows::is_site(read, site).await? {
                fields.error("site", Refusal::new("no_such_site").arg("id", site));
            }
            Some(Whom::Site(site))
        }
        // Wrong in itself, which is noted, or null.
        _ => {
            fields.error_if_clean("workstations", "required");
            None
        }
    })
}
