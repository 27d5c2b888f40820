# L’école : ce que disent les refus, le journal, les droits, les tâches et les courriels.

field-no-time-of-day = Une heure est attendue, par exemple 09:00.

right-school-view = Voir l’emploi du temps
right-school-plan = Planifier les cours
right-school-attend = Pointer sa présence
right-school-register = Faire l’appel
right-school-absences = Voir, déclarer et traiter les absences
right-school-statistics = Voir les statistiques
right-school-structure = Gérer les années, formations, groupes et inscriptions

config-no-time-of-day = { $value } n’est pas une heure, par exemple 07:00.

feed-lessons = Mes cours
job-school-digest = Courriels des changements d’emploi du temps
periodic-school-remove-old-changes = Retrait des anciens changements d’emploi du temps

refusal-terms-beyond-year = Des périodes de cette année sortiraient de ses dates.
refusal-group-has-a-past = Des appels de ce groupe sont déjà clos : il reste où il est.
refusal-enrolled-already = Cette personne est déjà inscrite dans ce groupe pendant une partie de ces jours.
refusal-past-is-closed = L’appel du { $day } est déjà clos : le passé ne change plus. Choisissez un jour à partir du { $free }.
refusal-lesson-is-cancelled = Ce cours est annulé.
refusal-register-is-taken = L’appel de ce cours est ouvert ou clos : il ne peut plus être modifié.

field-unknown-year = Il n’y a pas d’année scolaire { $id }.
field-unknown-programme = Il n’y a pas de formation { $id }.
field-unknown-group = Il n’y a pas de groupe { $id }.
field-unknown-professor = Il n’y a pas de professeur { $id } ici.
field-unknown-room = Il n’y a pas de salle { $id } en service.
field-before-its-start = La fin doit suivre le début.
field-outside-year = L’année va du { $from } au { $to }.
field-group-keeps-its-year = Un groupe reste dans son année.
field-parent-of-another-year = Ce groupe est d’une autre année.
field-parent-within = Un groupe ne peut pas être dans lui-même.
field-tree-too-deep = L’arbre des groupes a { $max } niveaux au plus.
field-enrolled-there = L’élève est déjà dans ce groupe.
field-move-too-early = Le changement doit suivre le premier jour de l’inscription ({ $day }).
field-move-too-late = L’inscription s’arrête le { $day } : le changement doit venir avant.
field-enrolment-keeps-it = Une inscription garde son élève et son groupe ; créez-en une autre.
field-on-another-day = Un cours se termine le jour où il commence.
field-wrong-length = Un cours dure de { $min } à { $max } minutes.
field-not-a-whole-minute = Une minute entière est attendue.
field-not-a-week = Une semaine est attendue, par exemple 2026-W48.
field-no-lesson-between = Aucun cours n’a lieu entre ces deux jours.
field-series-too-long = Une série dure { $max } jours au plus.

audit-action-school-year-created = Année scolaire créée
audit-school-year-created = { $actor } a créé l’année scolaire { $target }
audit-action-school-year-updated = Année scolaire modifiée
audit-school-year-updated = { $actor } a modifié l’année scolaire { $target }
audit-action-school-year-deleted = Année scolaire supprimée
audit-school-year-deleted = { $actor } a supprimé l’année scolaire { $target }
audit-action-term-created = Période créée
audit-term-created = { $actor } a créé la période { $target }
audit-action-term-updated = Période modifiée
audit-term-updated = { $actor } a modifié la période { $target }
audit-action-term-deleted = Période supprimée
audit-term-deleted = { $actor } a supprimé la période { $target }
audit-action-programme-created = Formation créée
audit-programme-created = { $actor } a créé la formation { $target }
audit-action-programme-updated = Formation modifiée
audit-programme-updated = { $actor } a modifié la formation { $target }
audit-action-programme-deleted = Formation supprimée
audit-programme-deleted = { $actor } a supprimé la formation { $target }
audit-action-taught-module-created = Module d’une formation créé
audit-taught-module-created = { $actor } a prévu { $target }
audit-action-taught-module-updated = Module d’une formation modifié
audit-taught-module-updated = { $actor } a modifié ce qui est prévu pour { $target }
audit-action-taught-module-deleted = Module d’une formation supprimé
audit-taught-module-deleted = { $actor } a retiré { $target }
audit-action-class-group-created = Groupe créé
audit-class-group-created = { $actor } a créé le groupe { $target }
audit-action-class-group-updated = Groupe modifié
audit-class-group-updated = { $actor } a modifié le groupe { $target }
audit-action-class-group-deleted = Groupe supprimé
audit-class-group-deleted = { $actor } a supprimé le groupe { $target }
audit-action-enrolment-created = Inscription créée
audit-enrolment-created = { $actor } a inscrit { $target }
audit-action-enrolment-updated = Inscription modifiée
audit-enrolment-updated = { $actor } a modifié l’inscription de { $target }
audit-action-enrolment-deleted = Inscription supprimée
audit-enrolment-deleted = { $actor } a supprimé l’inscription de { $target }
audit-action-school-imported = Import de l’école
audit-school-imported = { $actor } a importé un fichier ({ $target })
audit-action-lesson-created = Cours créé
audit-lesson-created = { $actor } a créé le cours { $target }
audit-action-lesson-changed = Cours modifié
audit-lesson-changed = { $actor } a modifié le cours { $target }
audit-action-lesson-moved = Cours déplacé
audit-lesson-moved = { $actor } a déplacé le cours { $target }
audit-action-lesson-cancelled = Cours annulé
audit-lesson-cancelled = { $actor } a annulé le cours { $target }
audit-action-lesson-substituted = Remplacement
audit-lesson-substituted = { $actor } a fait remplacer un professeur au cours { $target }
audit-action-series-created = Série de cours créée
audit-series-created = { $actor } a créé la série { $target }
audit-action-series-changed = Série de cours modifiée
audit-series-changed = { $actor } a modifié la série { $target }
audit-action-series-cancelled = Série de cours annulée
audit-series-cancelled = { $actor } a annulé la suite de la série { $target }

calendar-lesson-of = { $names } : { $title }
calendar-lesson-professors = Professeurs : { $names }
calendar-lesson-groups = Groupes : { $names }

timetable-no-room = sans salle
timetable-when = { $date }, de { $start } à { $end }
timetable-date = { $weekday ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[7] dimanche
} { $day ->
    [1] 1er
   *[other] { $day }
} { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} { $year }

mail-timetable-title = { $count ->
    [one] Un changement dans votre emploi du temps
   *[other] { $count } changements dans votre emploi du temps
}
mail-timetable-hello = Bonjour { $name },
mail-timetable-body = { $count ->
    [one] Un cours a changé :
   *[other] Ces cours ont changé :
}
mail-timetable-added = Nouveau : { $title }, { $when }, { $room }.
mail-timetable-moved = Déplacé : { $title }, { $when }, { $room } (avant : { $before }).
mail-timetable-changed = Modifié : { $title }, { $when }, { $room }.
mail-timetable-cancelled = Annulé : { $title }, { $when }.
mail-timetable-substituted = Remplacement : { $title }, { $when }, { $room }.
mail-timetable-reason = Motif : { $reason }
mail-timetable-button = Voir l’emploi du temps
mail-timetable-zone = Les heures sont celles du fuseau { $zone }.

refusal-csv-open-quote = Un guillemet s’ouvre sur cette ligne et ne se ferme pas.
refusal-csv-row-twice = Cette ligne et la ligne { $line } nomment la même chose : gardez l’une des deux.
refusal-clash-with = Ce créneau est déjà pris : { $what }.
field-names-nothing = Rien ne s’appelle « { $text } » ici.
field-unknown-sheet = Cette sorte de fichier est inconnue ; sortes possibles : { $known }.
