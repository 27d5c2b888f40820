//! A mark: three voices about one student in one lesson, and what holds of them: what the office says, else the
//! professor, else the student once that is confirmed. Minutes are those of the voice that holds; each row of the
//! history is what one voice says from then on, so that replaying it gives the mark.

use super::status::{Status, Voice};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    pub student: Option<Status>,
    /// Whether the student's word counts.
    pub confirmed: bool,
    pub professor: Option<Status>,
    pub office: Option<Status>,
    pub minutes_late: i64,
    pub minutes_left: i64,
    pub note: String,
    /// The absence that covers it.
    pub absence: Option<i64>,
}

/// What a voice says from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub voice: Voice,
    /// `None`: nothing (any more).
    pub status: Option<Status>,
    /// Of the student's voice alone.
    pub confirmed: bool,
    pub minutes_late: i64,
    pub minutes_left: i64,
    /// `None`: as it was.
    pub note: Option<String>,
    /// `None`: as it was.
    pub absence: Option<Option<i64>>,
}

impl Said {
    pub fn new(voice: Voice, status: Option<Status>) -> Self {
        Self { voice, status, confirmed: false, minutes_late: 0, minutes_left: 0, note: None, absence: None }
    }

    #[must_use]
    pub fn minutes(mut self, late: i64, left: i64) -> Self {
        (self.minutes_late, self.minutes_left) = self.status.map_or((0, 0), |status| status.minutes(late, left));
        self
    }
}

/// A row of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub voice: Voice,
    pub old: Option<Status>,
    pub new: Option<Status>,
    pub confirmed: bool,
    /// As the voice said.
    pub minutes_late: i64,
    pub minutes_left: i64,
    /// As the mark says from then on.
    pub note: String,
    pub absence: Option<i64>,
}

impl Mark {
    pub fn of(&self, voice: Voice) -> Option<Status> {
        match voice {
            Voice::Student => self.student,
            Voice::Professor => self.professor,
            Voice::Office => self.office,
        }
    }

    /// Whose word holds.
    pub fn source(&self) -> Option<Voice> {
        let holds = |voice: &Voice| self.of(*voice).is_some() && (*voice != Voice::Student || self.confirmed);
        Voice::ALL.into_iter().rev().find(holds)
    }

    pub fn status(&self) -> Option<Status> {
        self.source().and_then(|voice| self.of(voice))
    }

    /// Whether saying this changes nothing.
    pub fn says(&self, said: &Said) -> bool {
        let is_holding = self.source() == Some(said.voice);
        let minutes = (self.minutes_late, self.minutes_left);
        self.of(said.voice) == said.status
            && (said.voice != Voice::Student || self.confirmed == said.confirmed)
            && (!is_holding || minutes == (said.minutes_late, said.minutes_left))
            && said.note.as_ref().is_none_or(|note| *note == self.note)
            && said.absence.is_none_or(|absence| absence == self.absence)
    }

    /// The row that saying this adds to the history.
    pub fn told(&self, said: &Said) -> Told {
        Told {
            voice: said.voice,
            old: self.of(said.voice),
            new: said.status,
            confirmed: if said.voice == Voice::Student { said.confirmed } else { self.confirmed },
            minutes_late: said.minutes_late,
            minutes_left: said.minutes_left,
            note: said.note.clone().unwrap_or_else(|| self.note.clone()),
            absence: said.absence.unwrap_or(self.absence),
        }
    }

    /// The mark after a row of the history; `earlier` are the rows before it, in which the minutes of a voice that holds
    /// again are looked up.
    #[must_use]
    pub fn after(&self, told: &Told, earlier: &[Told]) -> Self {
        let mut mark =
            Self { note: told.note.clone(), absence: told.absence, confirmed: told.confirmed, ..self.clone() };
        match told.voice {
            Voice::Student => mark.student = told.new,
            Voice::Professor => mark.professor = told.new,
            Voice::Office => mark.office = told.new,
        }
        let source = mark.source();
        let last = std::iter::once(told).chain(earlier.iter().rev()).find(|row| Some(row.voice) == source);
        (mark.minutes_late, mark.minutes_left) = match last {
            Some(row) => (row.minutes_late, row.minutes_left),
            // Not looked up: whoever held before still holds.
            None if source.is_some() => (self.minutes_late, self.minutes_left),
            None => (0, 0),
        };
        mark
    }

    /// Whether another voice holds after this row, whose minutes only the history knows.
    pub fn needs_history(&self, told: &Told) -> bool {
        let next = self.after(told, &[]).source();
        next.is_some() && next != Some(told.voice) && next != self.source()
    }

    pub fn replay(history: &[Told]) -> Self {
        (0..history.len()).fold(Self::default(), |mark, at| mark.after(&history[at], &history[..at]))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn status() -> impl Strategy<Value = Option<Status>> {
        proptest::option::weighted(0.8, proptest::sample::select(Status::ALL.to_vec()))
    }

    fn said() -> impl Strategy<Value = Said> {
        let voice = proptest::sample::select(Voice::ALL.to_vec());
        (voice, status(), any::<bool>(), 0..60_i64, 0..60_i64, proptest::option::of("[a-z]{0,3}")).prop_map(
            |(voice, status, confirmed, late, left, note)| Said {
                confirmed: confirmed && voice == Voice::Student,
                note,
                ..Said::new(voice, status).minutes(late, left)
            },
        )
    }

    #[test]
    fn the_office_overrules_the_professor_who_overrules_a_confirmed_student() {
        let mut mark = Mark { student: Some(Status::Present), ..Mark::default() };
        assert_eq!(mark.status(), None);
        mark.confirmed = true;
        assert_eq!(mark.status(), Some(Status::Present));
        mark.professor = Some(Status::Absent);
        assert_eq!((mark.status(), mark.source()), (Some(Status::Absent), Some(Voice::Professor)));
        mark.office = Some(Status::Excused);
        assert_eq!(mark.status(), Some(Status::Excused));
    }

    #[test]
    fn a_voice_that_holds_again_brings_its_minutes_back() {
        let professor = Said::new(Voice::Professor, Some(Status::Late)).minutes(7, 0);
        let office = Said::new(Voice::Office, Some(Status::Excused)).minutes(7, 0);
        let mut history = Vec::new();
        let mut mark = Mark::default();
        for said in [professor, office, Said::new(Voice::Office, None)] {
            let told = mark.told(&said);
            mark = mark.after(&told, &history);
            history.push(told);
        }
        assert_eq!((mark.status(), mark.minutes_late), (Some(Status::Late), 7));
    }

    proptest! {
        /// The writer reads the history only where it must; replaying reads all of it.
        #[test]
        fn replaying_gives_the_mark(words in proptest::collection::vec(said(), 0..12)) {
            let (mut mark, mut history) = (Mark::default(), Vec::new());
            for said in words.iter() {
                if mark.says(said) {
                    continue;
                }
                let told = mark.told(said);
                let earlier: &[Told] = if mark.needs_history(&told) { &history } else { &[] };
                mark = mark.after(&told, earlier);
                history.push(told);
                prop_assert!(mark.says(said) || mark.source() != Some(said.voice), "{:?} {:?}", mark, said);
            }
            prop_assert_eq!(Mark::replay(&history), mark);
        }
    }
}
