//! What can be said of a student in a lesson, and who says it.

/// In columns and bodies by [`Status::name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    Present,
    Absent,
    Late,
    Excused,
    LeftEarly,
    Remote,
}

impl Status {
    pub const ALL: [Self; 6] = [Self::Present, Self::Absent, Self::Late, Self::Excused, Self::LeftEarly, Self::Remote];

    pub fn name(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Absent => "absent",
            Self::Late => "late",
            Self::Excused => "excused",
            Self::LeftEarly => "left_early",
            Self::Remote => "remote",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether they attend, in the room or not.
    pub fn is_there(self) -> bool {
        !matches!(self, Self::Absent | Self::Excused)
    }

    /// Whether they stand in the room, as a head count sees it.
    pub fn is_in_the_room(self) -> bool {
        self.is_there() && self != Self::Remote
    }

    /// Minutes late and minutes left early, as far as they go with the status.
    pub fn minutes(self, late: i64, left: i64) -> (i64, i64) {
        match self {
            Self::Late | Self::LeftEarly => (late, left),
            Self::Present | Self::Absent | Self::Excused | Self::Remote => (0, 0),
        }
    }
}

/// The later ones overrule the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    Student,
    Professor,
    Office,
}

impl Voice {
    pub const ALL: [Self; 3] = [Self::Student, Self::Professor, Self::Office];

    pub fn name(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Professor => "professor",
            Self::Office => "office",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|voice| voice.name() == name)
    }
}
