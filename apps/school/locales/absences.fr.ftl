# Absences, courriels, statistiques, feuilles d’émargement.
refusal-absence-overlaps = Une absence est déjà connue à ce moment.
refusal-too-many-absences = Trop d’absences à venir sont déjà déclarées pour cette personne.
refusal-absence-decided = Une décision a déjà été prise au sujet de cette absence.
refusal-absence-withdrawn = Cette absence a été retirée par la personne qui l’avait déclarée.
refusal-absence-in-registers = Un appel a déjà relevé cette absence : elle ne peut plus être retirée.
refusal-deadline-passed = Le délai pour justifier cette absence est passé. Contactez l’établissement.
refusal-too-many-documents = Une absence prend au plus { $most } documents.
refusal-too-many-messages = Trop de messages ont été envoyés. Réessayez plus tard.
refusal-sheet-link-is-over = Ce lien montre la feuille une seule fois, pendant cinq minutes. Demandez-en un autre.
refusal-too-many-rows = Trop de lignes pour un seul fichier : choisissez une période plus courte.

field-unknown-absent-student = Il n’y a pas d’élève { $id } que vous puissiez déclarer absent.
field-unknown-message-group = Il n’y a pas de groupe { $id } auquel vous puissiez écrire.
field-too-many-groups = Une demande prend au plus { $most } groupes.
field-before-from = La fin doit suivre le début.
field-period-too-long = Une période de { $days } jours au plus est attendue.
field-absence-in-the-past = Une absence se déclare à l’avance, ou le jour même. Celles d’avant se justifient une fois relevées par l’appel.
field-deadline-in-the-past = Ce délai est déjà passé.
field-document-unsupported = Un PDF ou une image JPEG, PNG ou WebP est attendu.
field-document-too-large = Cette image a trop de pixels.
field-document-broken = Ce fichier ne peut pas être lu.
field-document-active = Ce PDF contient un programme ou un fichier joint. Envoyez une version imprimée ou une photo.
field-document-encrypted = Ce PDF est protégé par un mot de passe. Envoyez une version sans protection ou une photo.
field-document-opaque = Ce PDF ne peut pas être vérifié. Envoyez une version imprimée ou une photo.
field-unknown-absence-status = Cet état est inconnu ; états possibles : { $known }.
field-unknown-grouping = Ce regroupement est inconnu ; regroupements possibles : { $known }.
field-not-a-month = Un mois est attendu, par exemple 2026-11.

job-school-tell-absent = Courriels sur des absences relevées
job-school-tell-declared = Courriels sur une absence déclarée
job-school-tell-withdrawn = Courriels sur une absence retirée
job-school-tell-decision = Courriels sur une décision
job-school-send-message = Message à des groupes

audit-action-absence-declared = Absence déclarée
audit-absence-declared = { $actor } a déclaré une absence
audit-action-absence-found = Absence relevée par l’appel
audit-absence-found = Une absence a été relevée par l’appel
audit-action-absence-gone = Absence retirée
audit-absence-gone = Une absence a été retirée : l’élève était là
audit-action-absence-justified = Absence justifiée
audit-absence-justified = { $actor } a apporté un justificatif
audit-action-absence-decided = Décision sur une absence
audit-absence-decided = { $actor } a pris une décision sur une absence
audit-action-absence-withdrawn = Déclaration d’absence retirée
audit-absence-withdrawn = { $actor } a retiré une déclaration d’absence
audit-action-group-message-sent = Message envoyé à des groupes
audit-group-message-sent = { $actor } a envoyé le message « { $target } »
audit-action-absence-document-read = Justificatif consulté
audit-absence-document-read = { $actor } a consulté un justificatif
audit-action-statistics-exported = Statistiques exportées
audit-statistics-exported = { $actor } a exporté des statistiques

absence-date = { $weekday ->
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
absence-moment = { $date } à { $time }

mail-absence-hello = Bonjour { $name },
mail-absence-button = Voir les absences
mail-absence-zone = Les heures sont celles de l’établissement ({ $zone }).
mail-absence-reason = Motif : { $text }
mail-absence-justify = Cette absence peut être justifiée jusqu’au { $until }, avec un document (PDF ou photo) ou quelques mots.

mail-absence-found-title = Absence de { $student }, { $day }
mail-absence-found-body = { $student } n’était pas en cours le { $day }, sans que nous en ayons été avertis :
mail-absence-found-own-title = Votre absence du { $day }
mail-absence-found-own-body = Vous n’étiez pas en cours le { $day }, sans que nous en ayons été avertis :
mail-absence-declared-title = Absence déclarée pour { $student }
mail-absence-declared-body = Une absence de { $student } a été déclarée, du { $from } au { $to }.
mail-absence-withdrawn-title = Absence de { $student } annulée
mail-absence-withdrawn-body = L’absence de { $student } qui avait été déclarée du { $from } au { $to } n’aura pas lieu : la déclaration a été retirée.
mail-absence-accepted-title = Absence de { $student } excusée
mail-absence-accepted-body = L’absence de { $student } du { $day } est excusée.
mail-absence-refused-title = Absence de { $student } non excusée
mail-absence-refused-body = L’absence de { $student } du { $day } n’est pas excusée.
mail-threshold-absences-title = Absences de { $student }
mail-threshold-absences-body = { $count ->
    [1] { $student } a été absent sans excuse un jour ce mois-ci.
   *[other] { $student } a été absent sans excuse { $count } jours ce mois-ci.
}
mail-threshold-presence-title = Assiduité de { $student }
mail-threshold-presence-body = Le taux de présence de { $student } est de { $rate } % ce mois-ci, sous le seuil de { $limit } %.
mail-message-from = Message envoyé par { $sender }.

statistics-by-student = Élève
statistics-by-module = Matière
statistics-by-group = Groupe
statistics-by-professor = Professeur
statistics-by-weekday = Jour
statistics-by-week = Semaine
statistics-planned = Attendus
statistics-present = Présents
statistics-late = En retard
statistics-absent = Absents sans excuse
statistics-excused = Excusés
statistics-justified = Dont justifiés
statistics-left-early = Partis avant la fin
statistics-remote = À distance
statistics-rate = Taux de présence (%)
statistics-minutes-planned = Minutes prévues
statistics-minutes-given = Minutes données
statistics-day = Date
statistics-from = Début
statistics-to = Fin
statistics-module = Matière
statistics-title = Titre
statistics-room = Salle
statistics-professors = Professeurs
statistics-weekday = { $number ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[7] dimanche
}
statistics-week = Semaine du { $date }

sheet-title = Feuille d’émargement
sheet-morning = Matin
sheet-afternoon = Après-midi
sheet-name = Nom et prénom
sheet-professor = Signature du professeur
sheet-signature = Signature
sheet-expected = Attendus : { $count }
sheet-not-expected = Non attendu
sheet-no-lesson = Aucun cours sur cette demi-journée.
sheet-no-student = Personne n’est attendu à ces cours.
sheet-foot = Chaque personne présente signe dans sa case, à chaque cours ; le professeur barre les cases des absents.

admin-absences = Absences
admin-absences-one = absence
admin-absences-from-at = Du
admin-absences-to-at = Au
admin-absences-student = Élève
admin-absences-status = État
admin-absences-status-declared = À justifier
admin-absences-status-justified = À décider
admin-absences-status-accepted = Excusée
admin-absences-status-refused = Non excusée
admin-absences-status-withdrawn = Retirée
admin-absences-origin = Origine
admin-absences-origin-declared = Déclarée
admin-absences-origin-found = Relevée par l’appel
admin-absences-reason = Motif
admin-absences-documents = Documents
admin-absences-deadline = À justifier avant
admin-absences-withdrawn-at = Retirée le
admin-absences-created-at = Connue depuis
admin-absences-decision-reason = Motif de la décision
admin-absences-decided-by = Décidée par
admin-absences-decided-at = Décidée le
admin-absences-set-absence = Absence
admin-absences-set-decision = Décision
admin-absences-do-accept = Excuser
admin-absences-do-refuse = Ne pas excuser

admin-absence-documents = Justificatifs
admin-absence-documents-one = justificatif
admin-absence-documents-name = Nom
admin-absence-documents-absence = Absence
admin-absence-documents-content-type = Type
admin-absence-documents-size = Taille
admin-absence-documents-uploaded-by = Apporté par
admin-absence-documents-created-at = Apporté le
admin-absence-documents-set-document = Justificatif

admin-school-alerts = Avertissements
admin-school-alerts-one = avertissement
admin-school-alerts-created-at = Le
admin-school-alerts-kind = Sujet
admin-school-alerts-kind-absent = Absence relevée
admin-school-alerts-kind-absences = Absences répétées
admin-school-alerts-kind-presence = Taux de présence
admin-school-alerts-kind-declared = Absence déclarée
admin-school-alerts-kind-withdrawn = Absence retirée
admin-school-alerts-kind-decision = Décision
admin-school-alerts-kind-message = Message
admin-school-alerts-about = Au sujet de
admin-school-alerts-told = Destinataire
admin-school-alerts-period = Période
admin-school-alerts-set-alert = Avertissement

admin-group-messages = Messages aux groupes
admin-group-messages-one = message
admin-group-messages-created-at = Envoyé le
admin-group-messages-subject = Objet
admin-group-messages-body = Texte
admin-group-messages-sender = Envoyé par
admin-group-messages-recipients = Destinataires
admin-group-messages-set-message = Message
