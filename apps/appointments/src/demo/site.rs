//! The site of the sample place: what its coach says of herself, her ways and what she offers.

use preau_kernel::db::Tx;
use preau_kernel::{App, Result};

use crate::store::pages::{self, Texts};
use crate::store::services::{self, New};

/// Address, texts, and what search engines are told, in French and English.
const PAGES: [(&str, Texts<'static>); 4] = [
    (
        "home",
        Texts {
            body: (include_str!("texts/home.fr.md"), include_str!("texts/home.en.md")),
            description: (
                "Coaching en orientation et méthodes de travail avec Sophie Lemaître, au Centre Préau ou en visioconférence. Prise de rendez-vous en ligne.",
                "Coaching in guidance and ways of working with Sophie Lemaître, at Centre Préau or by video call. Book online.",
            ),
        },
    ),
    (
        "about",
        Texts {
            body: (include_str!("texts/about.fr.md"), include_str!("texts/about.en.md")),
            description: (
                "Sophie Lemaître, ancienne professeure de mathématiques, accompagne lycéens, étudiants et adultes depuis 2014.",
                "Sophie Lemaître, a former teacher of mathematics, has been helping pupils, students and adults since 2014.",
            ),
        },
    ),
    (
        "methods",
        Texts {
            body: (include_str!("texts/methods.fr.md"), include_str!("texts/methods.en.md")),
            description: (
                "Le fil d’une séance, les outils, et combien de séances prévoir selon votre question.",
                "The thread of a session, the tools, and how many sessions to expect for your question.",
            ),
        },
    ),
    (
        "services",
        Texts {
            body: (include_str!("texts/services.fr.md"), include_str!("texts/services.en.md")),
            description: (
                "Séance individuelle, bilan d’orientation, point d’étape : ce que chaque rendez-vous apporte et combien de temps il dure.",
                "Individual session, guidance review, short check-in: what each appointment brings and how long it takes.",
            ),
        },
    ),
];

/// Of the service that every place has: the first one stays the 45 minutes of the seed.
const SESSION: (&str, &str) = (
    "Le rendez-vous de base : une question, un objectif, un pas concret. Pour travailler une méthode, préparer une échéance \
     ou avancer dans un projet.",
    "The basic appointment: one question, one goal, one concrete step. To work on a method, prepare for a date or move a \
     project on.",
);

const OTHERS: [New<'static>; 2] = [
    New {
        name: ("Bilan d’orientation", "Guidance review"),
        description: (
            "Un long entretien pour faire le tour de la question.\n\n- Parcours, goûts, contraintes\n- Deux ou trois pistes à \
             explorer\n- Un compte rendu écrit sous une semaine",
            "A long conversation to look at the question from all sides.\n\n- Your path, tastes and constraints\n- Two or three \
             directions to explore\n- A written summary within a week",
        ),
        minutes: 90,
        position: 1,
    },
    New {
        name: ("Point d’étape", "Short check-in"),
        description: (
            "Entre deux séances, en visioconférence : où en est le pas convenu, qu’est-ce qui bloque, que change-t-on ?",
            "Between two sessions, by video call: how the agreed step is going, what is in the way, what we change.",
        ),
        minutes: 20,
        position: 2,
    },
];

pub(super) async fn fill(tx: &Tx, app: &App, first_service: i64) -> Result<()> {
    for (slug, texts) in PAGES {
        pages::set_texts(tx, slug, texts, app.now()).await?;
    }
    services::describe(tx, first_service, SESSION, app.now()).await?;
    for new in OTHERS {
        services::insert(tx, new, app.now()).await?;
    }
    Ok(())
}
