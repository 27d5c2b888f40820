#![allow(clippy::unwrap_used)]

use encoding_rs::WINDOWS_1252;
use proptest::prelude::*;
use rstest::rstest;

use super::*;

const TABLE: &str = "Nom;Prénom;Adresse e-mail;Date de naissance;Modules;Téléphone\n\
    Béranger;Noël;Noel.Beranger@Ecole.example;14/03/2007;MATH|INFO  PHY+SVT;+33 6 12 34 56 78\n\
    Diallo;Amina;amina@ecole.example;2008-02-29;;\n";

fn cells(sheet: &Sheet, row: usize) -> Vec<(&'static str, &str)> {
    sheet.rows[row].cells.iter().map(|(field, cell)| (field.code(), cell.as_str())).collect()
}

fn faults(sheet: &Sheet) -> Vec<(usize, Option<Field>, &'static str)> {
    sheet.errors.iter().map(|e| (e.line, e.field, e.code)).collect()
}

#[test]
fn a_table_is_read_into_stored_form() {
    let sheet = read(TABLE.as_bytes()).unwrap();
    assert_eq!(
        cells(&sheet, 0),
        [
            ("last_name", "Béranger"),
            ("first_name", "Noël"),
            ("email", "noel.beranger@ecole.example"),
            ("phone", "+33 6 12 34 56 78"),
            ("birth_date", "2007-03-14"),
            ("modules", "MATH INFO PHY SVT"),
        ]
    );
    assert_eq!(sheet.rows[1].line, 3);
    assert!(!sheet.rows[1].cells.contains_key(&Field::Modules), "a blank cell is no cell");
    assert!(sheet.errors.is_empty() && sheet.unknown_headers.is_empty());
}

#[test]
fn every_encoding_and_separator_reads_the_same() {
    let expected = read(TABLE.as_bytes()).unwrap();
    let utf16 = |mark: char, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("{mark}{TABLE}").encode_utf16().flat_map(bytes).collect()
    };
    let variants = [
        format!("\u{feff}{TABLE}").into_bytes(),
        WINDOWS_1252.encode(TABLE).0.into_owned(),
        utf16('\u{feff}', u16::to_le_bytes),
        utf16('\u{feff}', u16::to_be_bytes),
        TABLE.replace(';', ",").into_bytes(),
        TABLE.replace(';', "\t").into_bytes(),
        TABLE.replace('\n', "\r\n").into_bytes(),
        TABLE.replace("Nom;", "\"Nom\";").replace("Noël", "\"Noël\"").into_bytes(),
        TABLE
            .to_uppercase()
            .replace("@ECOLE", "@ecole")
            .replace("BÉRANGER", "Béranger")
            .replace("NOËL", "Noël")
            .replace("DIALLO", "Diallo")
            .replace("AMINA;", "Amina;")
            .into_bytes(),
    ];
    for bytes in variants {
        assert_eq!(read(&bytes).unwrap(), expected, "{:?}", String::from_utf8_lossy(&bytes));
    }
}

#[rstest]
#[case("last_name,first_name,username,student_number,level,specialty,title,relationship,language")]
#[case("NOM,PRENOM,IDENTIFIANT,N° ETUDIANT,NIVEAU,SPECIALITE,TITRE,LIEN,LANGUE")]
#[case("Nom de famille,Prénom(s),Nom d’utilisateur,Numéro étudiant,Niveau,Spécialité,Titre,Lien,Langue")]
fn headers_in_both_languages(#[case] header: &str) {
    let sheet = read(format!("{header}\nRoche,Claire,croche,E-17,L3,droit,Mme,mère,fr").as_bytes()).unwrap();
    let values: Vec<_> = cells(&sheet, 0).into_iter().map(|(_, value)| value).collect();
    assert_eq!(values, ["Roche", "Claire", "croche", "E-17", "L3", "droit", "Mme", "mère", "fr"]);
}

#[test]
fn headers_are_needed_once_and_unknown_ones_reported() {
    let missing = |fields: &[Field]| Err(SheetError::MissingHeaders(fields.to_vec()));
    assert_eq!(read(b"Nom;Age\nRoche;3"), missing(&[Field::FirstName, Field::Email]));
    assert_eq!(read(b"prenom;nom\nClaire;Roche"), missing(&[Field::Email]));
    assert_eq!(read(b"nom;prenom;mail;courriel\n"), Err(SheetError::DuplicateHeaders(vec![Field::Email])));
    let sheet = read("nom;prénom;mail;Âge;;\nRoche;Claire;c@e.fr;44;;\nPetit;Zoé;z@e.fr;12\n".as_bytes()).unwrap();
    assert_eq!(sheet.unknown_headers, ["Âge"]);
    assert_eq!((sheet.rows.len(), faults(&sheet)), (2, vec![]));
}

#[test]
fn faults_say_where_they_stand() {
    let table = "nom;prenom;mail;identifiant;naissance;tel\n\
        Roche;Claire;c@e.fr;;;\n\
        \n\
        ;;;;;\n\
        Petit;;pas une adresse;;31/02/2007;abc\n\
        Moreau;Yanis;;;;\n\
        Sans;Inès;;ines;14/03/07;\n\
        Roche;Claude;C@E.fr;ab cd;;\n\
        Trop;Peu\n\
        Trop;Long;t@e.fr;;;;plus\n\
        \"Deux\nlignes\";Luc;l@e.fr;;;\n\
        \n\
        Fin;Ale;f@e.fr;;0007-03-14;\n\
        Diallo;Amina;l@e.fr;;;\n";
    let sheet = read(table.as_bytes()).unwrap();
    assert_eq!(sheet.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 11]);
    assert_eq!(sheet.rows[1].cells[&Field::LastName], "Deux lignes");
    assert_eq!(
        faults(&sheet),
        [
            (5, Some(Field::Email), "invalid_email"),
            (5, Some(Field::BirthDate), "invalid_date"),
            (5, Some(Field::Phone), "invalid_phone"),
            (5, Some(Field::FirstName), "blank"),
            (6, Some(Field::Email), "blank"),
            (7, Some(Field::BirthDate), "invalid_date"),
            (8, Some(Field::Username), "invalid_username"),
            (8, Some(Field::Email), "duplicate"),
            (9, None, "ragged"),
            (10, None, "ragged"),
            (14, Some(Field::BirthDate), "invalid_date"),
            (15, Some(Field::Email), "duplicate"),
        ]
    );
}

#[test]
fn what_is_not_a_table_is_refused() {
    assert_eq!(read(b""), Err(SheetError::Empty));
    assert_eq!(read(b"\xef\xbb\xbf\n;;\n"), Err(SheetError::Empty));
    assert_eq!(read(b"PK\x03\x04\x14\0\x06\0"), Err(SheetError::NotText));
    assert_eq!(read(b"\xff\xfeN\0o"), Err(SheetError::NotText));
}

#[test]
fn sizes_are_bounded() {
    let table = |rows: usize| {
        let rows: String = (0..rows).map(|n| format!("Nom,Prenom,p{n}\n")).collect();
        read(format!("nom,prenom,identifiant\n{rows}").as_bytes())
    };
    assert_eq!(table(MAX_ROWS).unwrap().rows.len(), MAX_ROWS);
    assert_eq!(table(MAX_ROWS + 1), Err(SheetError::TooManyRows));
    let level =
        |length: usize| read(format!("nom,prenom,mail,niveau\na,b,c@d.fr,{}", "é".repeat(length)).as_bytes()).unwrap();
    assert!(level(1_000).errors.is_empty());
    assert_eq!(faults(&level(1_001)), [(2, Some(Field::Level), "too_long")]);
}

proptest! {
    #[test]
    fn rubbish_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[a-z\";,\\n\\r\\t|/0-9é]{0,120}") {
        let _ = read(&bytes);
        if let Ok(sheet) = read(format!("nom;prenom;mail;naissance;modules\n{text}").as_bytes()) {
            let lines = format!("{text}x").replace("\r\n", "\n").split(['\n', '\r']).count() + 1;
            prop_assert!(sheet.rows.iter().all(|row| (2..=lines).contains(&row.line)));
        }
    }
}

#[test]
fn a_cell_of_separators_alone_is_blank() {
    let sheet = read(b"last_name,first_name,email,modules\nBrien,Pat,pat@example.org,| +\n").unwrap();
    assert!(sheet.errors.is_empty() && !sheet.rows[0].cells.contains_key(&Field::Modules), "{sheet:?}");
}
