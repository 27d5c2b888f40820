//! Column titles in French and English, with or without accents and capitals.

use csv::StringRecord;
use serde::Serialize;

use super::SheetError;
use crate::domain::fold::fold_alphanumeric;

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Field {
    LastName,
    FirstName,
    Email,
    Username,
    Phone,
    BirthDate,
    StudentNumber,
    Level,
    Specialty,
    Modules,
    Title,
    Relationship,
    Language,
}

impl Field {
    const ALL: [Self; 13] = [
        Self::LastName,
        Self::FirstName,
        Self::Email,
        Self::Username,
        Self::Phone,
        Self::BirthDate,
        Self::StudentNumber,
        Self::Level,
        Self::Specialty,
        Self::Modules,
        Self::Title,
        Self::Relationship,
        Self::Language,
    ];

    /// Name of the field in the API and of its text in the locales.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::LastName => "last_name",
            Self::FirstName => "first_name",
            Self::Email => "email",
            Self::Username => "username",
            Self::Phone => "phone",
            Self::BirthDate => "birth_date",
            Self::StudentNumber => "student_number",
            Self::Level => "level",
            Self::Specialty => "specialty",
            Self::Modules => "modules",
            Self::Title => "title",
            Self::Relationship => "relationship",
            Self::Language => "language",
        }
    }

    /// Titles of the column besides its code, folded to letters and digits.
    fn titles(self) -> &'static [&'static str] {
        match self {
            Self::LastName => &["nom", "nomdefamille", "surname", "familyname"],
            Self::FirstName => &["prenom", "prenoms", "givenname"],
            Self::Email => &[
                "adresseemail",
                "adressemail",
                "adresseelectronique",
                "courriel",
                "mail",
                "emailaddress",
                "mel",
            ],
            Self::Username => &["identifiant", "nomdutilisateur", "login", "pseudo", "user"],
            Self::Phone => &[
                "telephone",
                "tel",
                "portable",
                "mobile",
                "phonenumber",
                "numerodetelephone",
            ],
            Self::BirthDate => &[
                "datedenaissance",
                "naissance",
                "neele",
                "nele",
                "dateofbirth",
                "birthday",
                "dob",
            ],
            Self::StudentNumber => &[
                "numeroetudiant",
                "netudiant",
                "noetudiant",
                "numetudiant",
                "numerodetudiant",
                "matricule",
            ],
            Self::Level => &["niveau", "classe", "grade"],
            Self::Specialty => &["specialite", "speciality", "filiere"],
            Self::Modules => &["module", "matieres", "matiere", "subjects"],
            Self::Title => &["titre", "fonction", "poste"],
            Self::Relationship => &["lien", "liendeparente", "parente"],
            Self::Language => &["langue", "locale"],
        }
    }

    fn of(title: &str) -> Option<Self> {
        let title = fold_alphanumeric(title);
        Self::ALL.into_iter().find(|field| {
            fold_alphanumeric(field.code()) == title || field.titles().contains(&title.as_str())
        })
    }
}

/// What each column holds, and the titles that say nothing to us.
pub(super) struct Columns {
    pub(super) fields: Vec<Option<Field>>,
    pub(super) unknown: Vec<String>,
}

/// Reads the first line. Columns without a title are left out silently.
pub(super) fn columns(titles: &StringRecord) -> Result<Columns, SheetError> {
    let mut fields: Vec<_> = titles.iter().map(Field::of).collect();
    let named = |field: Field| {
        fields
            .iter()
            .filter(|column| **column == Some(field))
            .count()
    };

    let mut missing: Vec<_> = [Field::LastName, Field::FirstName]
        .into_iter()
        .filter(|field| named(*field) == 0)
        .collect();
    if named(Field::Email) + named(Field::Username) == 0 {
        missing.push(Field::Email);
    }
    if !missing.is_empty() {
        return Err(SheetError::MissingHeaders(missing));
    }
    let duplicates: Vec<_> = Field::ALL
        .into_iter()
        .filter(|field| named(*field) > 1)
        .collect();
    if !duplicates.is_empty() {
        return Err(SheetError::DuplicateHeaders(duplicates));
    }
    let known = titles.iter().zip(&fields);
    let unknown = known
        .filter(|(title, field)| field.is_none() && !title.is_empty())
        .map(|(title, _)| title.to_owned())
        .collect();
    // Excel ends every line with the same empty cells; a shorter line is then not a ragged one.
    let titled = titles
        .iter()
        .enumerate()
        .filter(|(_, title)| !title.is_empty())
        .last()
        .map_or(0, |(last, _)| last + 1);
    fields.truncate(titled);
    Ok(Columns { fields, unknown })
}
