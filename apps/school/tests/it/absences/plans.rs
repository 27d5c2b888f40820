//! What is asked of a large school is asked of an index: a group of forty costs what it costs in a small one.

use chrono::NaiveDate;
use preau_kernel::db::page::{Conditions, PageQuery};
use preau_school::permissions::{Person, Reach};
use preau_school::store::absences::asked::{Asked, By};
use preau_school::store::absences::{alerts, figures, lessons, marks, office, rows};
use preau_testkit::{Explaining, TestEngine, both_engines, scale};

use crate::large::fill;
use crate::school::{PROFESSOR, enter_structure, open};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Reads of a whole table that grows with the school. PostgreSQL reads one of a few thousand rows at once when that is
/// cheaper than asking for many of them; of the largest it does not.
fn faults(plan: &[String]) -> Vec<String> {
    let is_fault = |line: &&String| {
        let line = line.trim();
        line.contains("Seq Scan on attendance_marks ")
            || ["SCAN m", "SCAN a", "SCAN l", "SCAN lg", "SCAN e"]
                .iter()
                .any(|scan| line == *scan || (line.starts_with(&format!("{scan} ")) && !line.contains("USING")))
    };
    plan.iter().filter(is_fault).cloned().collect()
}

both_engines! {
    async fn a_group_of_forty_is_found_by_indexes(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        fill(&test, scale(100, 400)).await;
        let explaining = Explaining::new(&test);
        let year = Asked::new(date("2026-09-01"), date("2027-07-03"));
        let professor = Reach::Of(Person { user: PROFESSOR, gives: true, teaches: true, studies: false, tutors: false });
        for (by, reach, asked) in [
            (By::Student, Reach::Everything, Asked { group: Some(1003), ..year.clone() }),
            (By::Module, Reach::Everything, Asked { group: Some(1003), ..year.clone() }),
            (By::Week, Reach::Everything, Asked { group: Some(1003), ..year.clone() }),
            (By::Lesson, Reach::Everything, Asked { student: Some(100_005), ..year.clone() }),
            (By::Module, Reach::Everything, Asked { student: Some(100_005), ..year.clone() }),
            (By::Student, professor, Asked { group: Some(1000), ..year.clone() }),
            (By::Student, Reach::Everything, Asked { group: Some(1003), ..Asked::new(date("2026-11-01"), date("2026-11-30")) }),
        ] {
            figures::rows(&explaining, reach, by, &asked).await.unwrap();
            let plan = explaining.take();
            assert_eq!(faults(&plan), [""; 0], "{by:?} {asked:?}\n{}", plan.join("\n"));
        }
        let began = std::time::Instant::now();
        let rows = figures::rows(test.db().read(), Reach::Everything, By::Student, &Asked { group: Some(1003), ..year.clone() }).await.unwrap();
        println!("a group of {} over a year: {:?}", rows.len(), began.elapsed());
        assert_eq!((rows.len(), rows[0].figures.planned), (40, 200));
    }

    async fn lists_and_what_the_office_asks_walk_an_index(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        fill(&test, scale(100, 400)).await;
        let explaining = Explaining::new(&test);
        let check = |what: &str| {
            let plan = explaining.take();
            assert_eq!(faults(&plan), [""; 0], "{what}\n{}", plan.join("\n"));
        };
        for query in ["", "ordering=created_at"] {
            let page = PageQuery::new("http://localhost/".into(), query).unwrap();
            rows::list(&explaining, Reach::Everything, Conditions::default(), None, &page).await.unwrap();
            let plan = explaining.take();
            assert!(!plan.iter().any(|line| line.contains("TEMP B-TREE FOR ORDER BY")), "{query}\n{}", plan.join("\n"));
        }
        let page = PageQuery::new("http://localhost/".into(), "").unwrap();
        let _ = rows::counts(&explaining, Reach::Everything, Conditions::default(), &page).await;
        // A count stops at ten thousand, so that reading on may be the shortest way to most of them.
        let plan = explaining.take().join("\n");
        assert!(plan.contains("absences_standing") && plan.contains("absences_withdrawn"), "{plan}");
        let year = Asked { group: Some(1003), ..Asked::new(date("2026-09-01"), date("2027-07-03")) };
        lessons::list(&explaining, Reach::Everything, &year, &page).await.unwrap();
        drop(explaining.take());
        let (from, to) = (test.now(), test.now().plus(chrono::TimeDelta::days(1)));
        rows::covering(&explaining, 100_005, from, to).await.unwrap();
        check("covering");
        let _ = rows::open_found(&explaining, 100_005, "2026-11-23").await.unwrap();
        check("open_found");
        marks::missed(&explaining, 100_005, from, to).await.unwrap();
        check("missed");
        let _ = marks::absent_days(&explaining, 100_005, from, to).await;
        check("absent_days");
        marks::of_absence(&explaining, 7).await.unwrap();
        check("of_absence");
        office::running(&explaining, from).await.unwrap();
        check("running");
        office::missing(&explaining, from).await.unwrap();
        check("missing");
        alerts::of_month(&explaining, Reach::Everything, "2026-11").await.unwrap();
    }
}
