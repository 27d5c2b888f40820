//! One student, a page of fifty, and a search among them.

use anyhow::Result;

use crate::reads::{self, Read};
use crate::stage::Stage;
use crate::table::{Asked, Table};

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    let one = Read::new("one student", "/api/students/1/").theirs("/api/students/1/");
    let list = Read::new("list of 50 students", "/api/students/?page_size=50").theirs("/api/students/");
    // Each finds some twenty: our Zébulons, and theirs from Nom10 to Nom109, two of each but for the professors.
    let search = Read::new("search of students, 20 found", "/api/students/?search=zebulon&page_size=50")
        .theirs("/api/students/?search=Nom10")
        .asking(reads::ONE_QUERY, Asked::Most(2.0));
    for read in [one, list, search] {
        table.add(reads::measure(stage, read).await?);
    }
    Ok(())
}
