//! Who may ask what, of this part; `super::super::roles` holds it against every role.

use preau_testkit::{TestEngine, both_engines};

use crate::place::{PEOPLE, logged_in};
use crate::roles::Who::{self, Office, School, Teachers};
use crate::school::open;

pub(crate) const TABLE: &[(Who, &str, &str)] = &[
    (School, "GET", "/api/absences/"),
    (School, "POST", "/api/absences/"),
    (School, "GET", "/api/absences/alerts/"),
    (School, "GET", "/api/absences/{id}/"),
    (School, "POST", "/api/absences/{id}/justification/"),
    (School, "GET", "/api/absences/{id}/documents/{document}/"),
    (School, "POST", "/api/absences/{id}/withdrawal/"),
    (Teachers, "POST", "/api/absences/{id}/decision/"),
    (Teachers, "GET", "/api/statistics/"),
    (Teachers, "GET", "/api/statistics/lessons/"),
    (Office, "GET", "/api/school/now/"),
    (Teachers, "POST", "/api/school/messages/"),
    (Teachers, "GET", "/api/school/messages/recipients/"),
    (Teachers, "POST", "/api/school/sheets/link/"),
];

both_engines! {
    /// A page, not in the document.
    async fn the_sheet_is_for_those_who_take_registers(engine: TestEngine) {
        let test = open(engine).await;
        test.anonymous().get("/school/sheet/").send().await.expect(401);
        for (email, _) in PEOPLE {
            let status = logged_in(&test, email).await.get("/school/sheet/").send().await.status();
            let may = matches!(email, "admin@example.com" | "responsable@example.com" | "professeur@example.com");
            assert_eq!(status, if may { 400 } else { 403 }, "{email}");
        }
    }
}
