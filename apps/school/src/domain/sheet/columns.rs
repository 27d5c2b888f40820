//! What the columns of a sheet may be called: as they are written, or in French.

/// Folded, with `_` between words. Where one name could mean two columns, a sheet has only one of them.
const FRENCH: &[(&str, &[&str])] = &[
    ("year", &["annee", "annee_scolaire"]),
    ("name", &["nom", "intitule"]),
    ("code", &["sigle"]),
    ("starts_on", &["debut", "premier_jour", "commence_le", "du"]),
    ("ends_on", &["fin", "dernier_jour", "finit_le", "au"]),
    ("module", &["matiere"]),
    ("programme", &["formation", "filiere"]),
    ("planned_minutes", &["minutes", "minutes_prevues"]),
    ("parent", &["groupe_parent", "dans"]),
    ("group", &["groupe", "classe"]),
    ("student", &["eleve", "etudiant", "numero_d_etudiant", "numero"]),
    ("title", &["titre", "intitule"]),
    ("weekday", &["jour", "jour_de_la_semaine"]),
    ("from_time", &["heure_de_debut", "debut", "de"]),
    ("to_time", &["heure_de_fin", "fin", "a"]),
    ("every_weeks", &["semaines", "toutes_les_semaines", "toutes_les_n_semaines"]),
    ("first_day", &["premier_jour", "debut", "du"]),
    ("last_day", &["dernier_jour", "fin", "au"]),
    ("room", &["salle"]),
    ("professors", &["professeurs", "professeur", "enseignants", "enseignant"]),
    ("groups", &["groupes", "groupe", "classes", "classe"]),
];

/// Which of `columns` a title names.
pub(super) fn named(title: &str, columns: &[&'static str]) -> Option<&'static str> {
    let folded = preau_kernel::db::search::fold(title).trim().replace([' ', '-', '\''], "_");
    let french = |column: &str| FRENCH.iter().any(|(name, names)| *name == column && names.contains(&folded.as_str()));
    let own = columns.iter().copied().find(|column| *column == folded);
    own.or_else(|| columns.iter().copied().find(|column| french(column)))
}

/// Days as a French spreadsheet writes them: `14/03/2027`. Anything else stays, for the reading to name it.
pub(super) fn stored(column: &str, cell: &str) -> String {
    let is_day = matches!(column, "starts_on" | "ends_on" | "first_day" | "last_day");
    let day = || chrono::NaiveDate::parse_from_str(cell, "%d/%m/%Y").ok().filter(|_| cell.len() == 10);
    match is_day.then(day).flatten() {
        Some(day) => day.to_string(),
        None => cell.to_owned(),
    }
}
