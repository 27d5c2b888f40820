//! Against tables written by hand (Ministère du Travail; the Easter dates of the Bureau des longitudes).

use super::*;

/// Easter Monday, Ascension, Whit Monday.
const MOVING: [(i32, &str, &str, &str); 12] = [
    (2024, "04-01", "05-09", "05-20"),
    (2025, "04-21", "05-29", "06-09"),
    (2026, "04-06", "05-14", "05-25"),
    (2027, "03-29", "05-06", "05-17"),
    (2028, "04-17", "05-25", "06-05"),
    (2029, "04-02", "05-10", "05-21"),
    (2030, "04-22", "05-30", "06-10"),
    (2031, "04-14", "05-22", "06-02"),
    (2032, "03-29", "05-06", "05-17"),
    (2033, "04-18", "05-26", "06-06"),
    (2034, "04-10", "05-18", "05-29"),
    (2035, "03-26", "05-03", "05-14"),
];
const FIXED: [&str; 8] = ["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"];

fn dates(region: Region, year: i32) -> Vec<String> {
    let holidays = Holidays { region, ..Holidays::default() };
    holidays.of_year(year).iter().map(|holiday| holiday.date.format("%m-%d").to_string()).collect()
}

#[test]
fn france_has_eleven_from_2024_to_2035() {
    for (year, easter_monday, ascension, whit_monday) in MOVING {
        let mut expected: Vec<String> = FIXED.iter().map(|day| (*day).to_owned()).collect();
        expected.extend([easter_monday, ascension, whit_monday].map(str::to_owned));
        expected.sort();
        assert_eq!(dates(Region::France, year), expected, "{year}");
        assert_eq!(expected.len(), 11);
    }
}

#[test]
fn easter_over_the_centuries() {
    for (year, date) in [
        (1818, "03-22"),
        (1886, "04-25"),
        (1943, "04-25"),
        (1954, "04-18"),
        (1981, "04-19"),
        (2000, "04-23"),
        (2008, "03-23"),
        (2011, "04-24"),
        (2038, "04-25"),
        (2285, "03-22"),
    ] {
        assert_eq!(easter(year).unwrap().format("%m-%d").to_string(), date, "{year}");
    }
}

#[test]
fn alsace_and_the_overseas_departments_add_theirs() {
    let added = |region| {
        let france = dates(Region::France, 2026);
        dates(region, 2026).into_iter().filter(|date| !france.contains(date)).collect::<Vec<_>>()
    };
    assert_eq!(added(Region::AlsaceMoselle), ["04-03", "12-26"]);
    assert_eq!(added(Region::Guadeloupe), ["05-27"]);
    assert_eq!(added(Region::Martinique), ["05-22"]);
    assert_eq!(added(Region::FrenchGuiana), ["06-10"]);
    assert_eq!(added(Region::Reunion), ["12-20"]);
    assert_eq!(added(Region::Mayotte), ["04-27"]);
    assert_eq!(added(Region::SaintBarthelemy), ["10-09"]);
    assert_eq!(added(Region::SaintMartin), ["05-28"]);
    assert_eq!(dates(Region::None, 2026), [""; 0]);
}

#[test]
fn a_place_may_be_open_on_some_and_closed_on_days_of_its_own() {
    let own = ["12-24 Veille de Noël", "2027-05-07 Pont de l'Ascension", "02-29 Jour bissextile"];
    let holidays = Holidays {
        region: Region::France,
        open: BTreeSet::from([LegalDay::WhitMonday]),
        own: own.iter().map(|text| OwnDay::parse(text).unwrap()).collect(),
    };
    let closing = |date: &str| holidays.closing(date.parse().unwrap());
    assert_eq!(closing("2026-05-25"), None, "open on Whit Monday");
    assert_eq!(closing("2026-05-14"), Some(HolidayName::Legal(LegalDay::Ascension)));
    assert_eq!(closing("2026-12-24"), Some(HolidayName::Own("Veille de Noël".into())));
    assert_eq!(closing("2027-05-07"), Some(HolidayName::Own("Pont de l'Ascension".into())));
    assert_eq!(closing("2028-05-07"), None);
    assert_eq!(closing("2028-02-29"), Some(HolidayName::Own("Jour bissextile".into())));
    assert_eq!(closing("2027-03-01"), None);
    assert_eq!(holidays.of_year(2026).len(), 12);
    assert!(holidays.of_year(2026).iter().any(|holiday| !holiday.is_closed));
}

#[test]
fn own_days_are_read_strictly() {
    for text in ["", "12-24", "12-24 ", "24-12 Noël", "2027-02-29 Non", "02-30 Non", "1-1 Non", "+027-01-01 Non"] {
        assert_eq!(OwnDay::parse(text), None, "{text}");
    }
    for region in Region::ALL {
        assert_eq!(Region::parse(region.name()), Some(region));
    }
    for day in LegalDay::ALL {
        assert_eq!(LegalDay::parse(day.key()), Some(day));
    }
}
