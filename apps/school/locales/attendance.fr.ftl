# Appel, pointage et présences : refus, journal, tâches, courriels, back-office.

refusal-closed = Le pointage n’est pas ouvert.
refusal-already-in = Vous avez déjà pointé pour ce cours.
refusal-device-taken = Cet appareil a déjà servi à pointer pour ce cours.
refusal-wrong-code = Ce code n’est pas le bon, ou ne l’est plus.
refusal-second-code-needed = Deux codes qui se suivent sont demandés : attendez le suivant et donnez les deux.
refusal-too-many-codes = Trop de codes erronés. Réessayez plus tard ou adressez-vous au professeur.
refusal-lesson-is-to-come = Ce cours n’a pas encore commencé.
refusal-register-closed = L’appel de ce cours est clos.
refusal-register-not-closed = L’appel de ce cours n’est pas clos.
refusal-lesson-not-begun = Ce cours n’a pas encore commencé.
refusal-lesson-over = Ce cours est terminé.
refusal-lesson-cancelled = Ce cours est annulé.
refusal-claims-undecided = Des pointages attendent votre décision.
field-unknown-mark-status = Ce statut n’existe pas.
field-twice = Une même personne y figure deux fois.
field-not-expected = Cette personne n’est pas attendue à ce cours.

audit-action-register-taken = Appel fait
audit-register-taken = { $actor } a fait l’appel de { $target }
audit-action-register-closed = Appel clos
audit-register-closed = { $actor } a clos l’appel de { $target }
audit-action-register-reopened = Appel rouvert
audit-register-reopened = { $actor } a rouvert l’appel de { $target }
audit-action-register-reminded = Appel rappelé
audit-register-reminded = { $actor } a rappelé l’appel de { $target }
audit-action-mark-changed = Présence modifiée
audit-mark-changed = { $actor } a modifié une présence à { $target }
audit-action-check-in-opened = Pointage ouvert
audit-check-in-opened = { $actor } a ouvert le pointage de { $target }
audit-action-check-in-ended = Pointage fermé
audit-check-in-ended = { $actor } a fermé le pointage de { $target }
audit-action-checked-in = Pointage
audit-checked-in = { $actor } a pointé à { $target }
audit-action-check-in-decided = Pointage tranché
audit-check-in-decided = { $actor } a tranché un pointage à { $target }
audit-action-check-in-guessed = Codes de pointage essayés en nombre
audit-check-in-guessed = { $actor } a essayé trop de codes de pointage pour le cours { $target }

job-school-remind-of-registers = Rappel d’appels non clos
periodic-school-missing-registers = Rappels des appels non clos
periodic-school-forget-devices = Oubli des appareils et réseaux des pointages

register-reminder-date = { $weekday ->
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
mail-register-missing-title = { $count ->
    [one] Un appel n’est pas clos
   *[other] { $count } appels ne sont pas clos
}
mail-register-missing-hello = Bonjour { $name },
mail-register-missing-body = { $count ->
    [one] L’appel de ce cours n’est pas encore clos :
   *[other] Les appels de ces cours ne sont pas encore clos :
}
mail-register-missing-line = { $lesson } : { $date }, de { $from } à { $to }
mail-register-missing-button = Faire l’appel

admin-registers = Appels
admin-registers-one = appel
admin-registers-starts-at = Début
admin-registers-ends-at = Fin
admin-registers-module = Matière
admin-registers-lesson = Cours
admin-registers-state = Appel
admin-registers-state-not-taken = Non fait
admin-registers-state-open = Ouvert
admin-registers-state-closed = Clos
admin-registers-head-count = Personnes comptées
admin-registers-closed-at = Clos le
admin-registers-professor = Professeur
admin-registers-set-register = Appel
admin-registers-do-close = Clore
admin-registers-do-reopen = Rouvrir
admin-registers-reopened = Rouvert dans le back-office

admin-attendance-marks = Présences
admin-attendance-marks-one = présence
admin-attendance-marks-starts-at = Cours du
admin-attendance-marks-module = Matière
admin-attendance-marks-student = Élève
admin-attendance-marks-status = Statut retenu
admin-attendance-marks-student-status = Pointage de l’élève
admin-attendance-marks-confirmed = Pointage confirmé
admin-attendance-marks-professor-status = Professeur
admin-attendance-marks-office-status = Administration
admin-attendance-marks-office-status-help = Ce statut l’emporte sur celui du professeur et sur le pointage. Vide : l’administration ne dit rien.
admin-attendance-marks-minutes-late = Retard (minutes)
admin-attendance-marks-minutes-left = Départ anticipé (minutes)
admin-attendance-marks-note = Note
admin-attendance-marks-reason = Motif de la modification
admin-attendance-marks-updated-at = Modifiée le
admin-attendance-marks-set-mark = Présence
admin-attendance-marks-set-voices = Qui dit quoi

admin-check-ins = Pointages
admin-check-ins-one = pointage
admin-check-ins-at = Le
admin-check-ins-student = Élève
admin-check-ins-module = Matière
admin-check-ins-decision = Jugement
admin-check-ins-decision-green = Vert
admin-check-ins-decision-amber = Orange
admin-check-ins-decision-red = Rouge
admin-check-ins-accepted = Accepté
admin-check-ins-score = Doute
admin-check-ins-reasons = Raisons
admin-check-ins-decided-at = Tranché le
admin-check-ins-set-check-in = Pointage

admin-value-present = Présent
admin-value-absent = Absent
admin-value-late = En retard
admin-value-excused = Excusé
admin-value-left-early = Parti en avance
admin-value-remote = À distance
