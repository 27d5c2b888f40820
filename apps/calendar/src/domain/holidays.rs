//! Public holidays without a network: France by law (Code du travail, art. L. 3133-1, L. 3134-13, L. 3422-2), and days of
//! one's own.

mod easter;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use self::easter::easter;

/// Whose holidays: those of France, with what Alsace-Moselle and the overseas departments and communities add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Region {
    /// None at all.
    None,
    #[default]
    France,
    AlsaceMoselle,
    Guadeloupe,
    Martinique,
    FrenchGuiana,
    Reunion,
    Mayotte,
    SaintBarthelemy,
    SaintMartin,
}

impl Region {
    pub const ALL: [Self; 10] = [
        Self::None,
        Self::France,
        Self::AlsaceMoselle,
        Self::Guadeloupe,
        Self::Martinique,
        Self::FrenchGuiana,
        Self::Reunion,
        Self::Mayotte,
        Self::SaintBarthelemy,
        Self::SaintMartin,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::France => "france",
            Self::AlsaceMoselle => "alsace-moselle",
            Self::Guadeloupe => "guadeloupe",
            Self::Martinique => "martinique",
            Self::FrenchGuiana => "guyane",
            Self::Reunion => "la-reunion",
            Self::Mayotte => "mayotte",
            Self::SaintBarthelemy => "saint-barthelemy",
            Self::SaintMartin => "saint-martin",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|region| region.name() == name)
    }

    fn keeps(self, day: LegalDay) -> bool {
        match day {
            LegalDay::GoodFriday | LegalDay::SecondChristmasDay => self == Self::AlsaceMoselle,
            LegalDay::Abolition => self.abolition().is_some(),
            _ => self != Self::None,
        }
    }

    /// Month and day on which the abolition of slavery is kept (art. L. 3422-2).
    fn abolition(self) -> Option<(u32, u32)> {
        match self {
            Self::Mayotte => Some((4, 27)),
            Self::Martinique => Some((5, 22)),
            Self::Guadeloupe => Some((5, 27)),
            Self::SaintMartin => Some((5, 28)),
            Self::FrenchGuiana => Some((6, 10)),
            Self::SaintBarthelemy => Some((10, 9)),
            Self::Reunion => Some((12, 20)),
            Self::None | Self::France | Self::AlsaceMoselle => None,
        }
    }
}

/// A day that the law names. Its text is `holiday-<key>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegalDay {
    NewYear,
    GoodFriday,
    EasterMonday,
    LabourDay,
    Victory1945,
    Ascension,
    WhitMonday,
    Abolition,
    NationalDay,
    Assumption,
    AllSaints,
    Armistice1918,
    Christmas,
    SecondChristmasDay,
}

impl LegalDay {
    pub const ALL: [Self; 14] = [
        Self::NewYear,
        Self::GoodFriday,
        Self::EasterMonday,
        Self::LabourDay,
        Self::Victory1945,
        Self::Ascension,
        Self::WhitMonday,
        Self::Abolition,
        Self::NationalDay,
        Self::Assumption,
        Self::AllSaints,
        Self::Armistice1918,
        Self::Christmas,
        Self::SecondChristmasDay,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Self::NewYear => "new-year",
            Self::GoodFriday => "good-friday",
            Self::EasterMonday => "easter-monday",
            Self::LabourDay => "labour-day",
            Self::Victory1945 => "victory-1945",
            Self::Ascension => "ascension",
            Self::WhitMonday => "whit-monday",
            Self::Abolition => "abolition",
            Self::NationalDay => "national-day",
            Self::Assumption => "assumption",
            Self::AllSaints => "all-saints",
            Self::Armistice1918 => "armistice-1918",
            Self::Christmas => "christmas",
            Self::SecondChristmasDay => "second-christmas-day",
        }
    }

    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.key() == key)
    }

    fn date(self, year: i32, region: Region) -> Option<NaiveDate> {
        let fixed = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        let after_easter = |days| easter(year)?.checked_add_days(Days::new(days));
        match self {
            Self::NewYear => fixed(1, 1),
            Self::GoodFriday => easter(year)?.checked_sub_days(Days::new(2)),
            Self::EasterMonday => after_easter(1),
            Self::LabourDay => fixed(5, 1),
            Self::Victory1945 => fixed(5, 8),
            Self::Ascension => after_easter(39),
            Self::WhitMonday => after_easter(50),
            Self::Abolition => region.abolition().and_then(|(month, day)| fixed(month, day)),
            Self::NationalDay => fixed(7, 14),
            Self::Assumption => fixed(8, 15),
            Self::AllSaints => fixed(11, 1),
            Self::Armistice1918 => fixed(11, 11),
            Self::Christmas => fixed(12, 25),
            Self::SecondChristmasDay => fixed(12, 26),
        }
    }
}

/// A day that the place adds: each year, or once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnDay {
    year: Option<i32>,
    month: u32,
    day: u32,
    name: String,
}

impl OwnDay {
    /// `12-24 Veille de Noël` each year, `2027-05-07 Pont de l'Ascension` once.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, name) = text.trim().split_once(char::is_whitespace)?;
        let name = name.trim();
        if !date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return None;
        }
        // A leap year, so that 02-29 is a day; in other years it is none.
        let (year, full) = if date.len() == 5 { (None, format!("2024-{date}")) } else { (Some(()), date.to_owned()) };
        let date = NaiveDate::parse_from_str(&full, "%Y-%m-%d").ok().filter(|_| full.len() == 10)?;
        let fits = !name.is_empty() && name.chars().count() <= 100;
        fits.then(|| Self {
            year: year.map(|()| date.year()),
            month: date.month(),
            day: date.day(),
            name: name.to_owned(),
        })
    }

    fn date(&self, year: i32) -> Option<NaiveDate> {
        if self.year.is_some_and(|own| own != year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, self.month, self.day)
    }
}

/// What a holiday is called.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum HolidayName {
    Legal(LegalDay),
    Own(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    pub date: NaiveDate,
    pub name: HolidayName,
    /// Whether the place is closed then.
    pub is_closed: bool,
}

/// The holidays of a place, and on which of them it is open.
#[derive(Debug, Clone, Default)]
pub struct Holidays {
    pub region: Region,
    pub open: BTreeSet<LegalDay>,
    pub own: Vec<OwnDay>,
}

impl Holidays {
    /// Those of a year, by date.
    pub fn of_year(&self, year: i32) -> Vec<Holiday> {
        let legal = LegalDay::ALL.into_iter().filter(|day| self.region.keeps(*day)).filter_map(|day| {
            let date = day.date(year, self.region)?;
            Some(Holiday { date, name: HolidayName::Legal(day), is_closed: !self.open.contains(&day) })
        });
        let own = self.own.iter().filter_map(|day| {
            Some(Holiday { date: day.date(year)?, name: HolidayName::Own(day.name.clone()), is_closed: true })
        });
        let mut days: Vec<_> = legal.chain(own).collect();
        days.sort_by(|a, b| (a.date, &a.name).cmp(&(b.date, &b.name)));
        days
    }

    /// The holiday for which the place is closed on this date.
    pub fn closing(&self, date: NaiveDate) -> Option<HolidayName> {
        let is_then = |day: &LegalDay| {
            self.region.keeps(*day) && !self.open.contains(day) && day.date(date.year(), self.region) == Some(date)
        };
        let legal = LegalDay::ALL.into_iter().find(is_then).map(HolidayName::Legal);
        let own = || self.own.iter().find(|day| day.date(date.year()) == Some(date));
        legal.or_else(|| own().map(|day| HolidayName::Own(day.name.clone())))
    }
}
