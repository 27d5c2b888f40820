# Visiteurs, lots de codes, file d’attente, réservations.

audit-action-visitor-created = Visiteur enregistré
audit-visitor-created = { $actor } a enregistré { $target }
audit-action-visitor-updated = Visiteur modifié
audit-visitor-updated = { $actor } a modifié la fiche de { $target }
audit-action-visitor-deleted = Visiteur supprimé
audit-visitor-deleted = { $actor } a supprimé la fiche de { $target }
audit-action-visitor-merged = Visiteurs réunis
audit-visitor-merged = { $actor } a réuni deux fiches en celle de { $target }
audit-action-visitor-read = Fiche d’un visiteur lue
audit-visitor-read = { $actor } a lu la fiche de { $target }
audit-action-visitor-held = Conservation légale changée
audit-visitor-held = { $actor } a changé la conservation légale de { $target }
audit-action-consent-given = Consentement donné
audit-consent-given = Le consentement de { $target } a été recueilli
audit-action-consent-withdrawn = Consentement retiré
audit-consent-withdrawn = Le consentement de { $target } a été retiré
audit-action-consent-text-published = Texte de consentement publié
audit-consent-text-published = { $actor } a publié le texte { $target }
audit-action-visitor-category-created = Catégorie créée
audit-visitor-category-created = { $actor } a créé la catégorie { $target }
audit-action-visitor-category-updated = Catégorie modifiée
audit-visitor-category-updated = { $actor } a modifié la catégorie { $target }
audit-action-visitor-category-deleted = Catégorie supprimée
audit-visitor-category-deleted = { $actor } a supprimé la catégorie { $target }
audit-action-batch-made = Lot de codes créé
audit-batch-made = { $actor } a créé un lot de { $count } codes
audit-action-reservation-created = Poste réservé
audit-reservation-created = { $actor } a réservé le poste { $target }
audit-action-reservation-updated = Réservation modifiée
audit-reservation-updated = { $actor } a modifié la réservation du poste { $target }
audit-action-reservation-cancelled = Réservation annulée
audit-reservation-cancelled = { $actor } a annulé la réservation du poste { $target }
audit-action-queue-joined = Ticket pris
audit-queue-joined = Le ticket { $number } a été pris
audit-action-queue-called = Ticket appelé
audit-queue-called = Le ticket { $number } a été appelé
audit-action-queue-left = Ticket rendu
audit-queue-left = Le ticket { $number } est clos
audit-action-visitors-cleaned = Données de visiteurs effacées
audit-visitors-cleaned = { $clock ->
    [identity] Conservation : visiteurs rendus anonymes, { $count }
    [account] Conservation : fiches jamais utilisées supprimées, { $count }
    [technical] Conservation : ordres, messages et codes d’inscription supprimés, { $count }
   *[security] Conservation : sessions qui ne disent plus de qui elles étaient, { $count }
}

# Refus

refusal-nobody-is-named = Ici, personne n’est enregistré : les sessions ne portent pas de nom.
refusal-probable-double = Cette personne est peut-être déjà enregistrée ({ $count }). Vérifiez avant de créer une autre fiche.
refusal-person-has-login = Cette personne a un compte : son identité se change là.
refusal-no-consent-text = Aucun texte de consentement n’est publié.
refusal-no-consent = Aucun consentement n’est en cours.
refusal-legal-hold = Cette fiche est sous conservation légale : elle ne peut pas être effacée.
refusal-category-in-use = Des visiteurs sont dans cette catégorie.
refusal-text-is-published = Ce texte est publié : il ne change plus. Créez une nouvelle version.
refusal-ticket-taken = Ce visiteur a déjà un ticket.
refusal-seats-taken = { $count ->
    [one] Un poste est déjà pris à cette heure.
   *[other] { $count } postes sont déjà pris à cette heure.
}
field-no-such-category = Il n’y a pas de catégorie { $id }.
field-no-such-site = Il n’y a pas de site { $id }.
field-no-such-text = Aucun texte publié n’a la version « { $version } ».
field-guardian-required = Avant 15 ans, un responsable légal donne le consentement.
field-no-guardian-here = Un nom de responsable n’a de sens que si le responsable consent.
field-no-birth-date = Cette date de naissance n’est pas possible.
field-probable-double = Cette personne est peut-être déjà enregistrée. Cochez si vous avez vérifié que c’est quelqu’un d’autre.
field-person-has-login = Cette personne a un compte : sa photo se change là.
field-ends-too-early = La fin doit suivre le début.
field-too-far-ahead = { $max } jours à l’avance au plus.
field-too-long-a-time = { $max } heures au plus.
field-too-long-a-range = { $max } jours au plus.
field-count-out-of-range = De 1 à { $max }.
field-unknown-figures = Un de ces regroupements est attendu : { $known }.

# Tâches

periodic-workstations-extend = Prolongation des sessions quand personne n’attend
periodic-workstations-reservations = Réservations passées ou non honorées
periodic-workstations-queue = Tickets des jours passés
periodic-workstations-retention = Durées de conservation des visiteurs

# Journal

audit-action-consent-text-created = Texte de consentement écrit
audit-consent-text-created = { $actor } a écrit le texte { $target }
audit-action-consent-text-updated = Texte de consentement modifié
audit-consent-text-updated = { $actor } a modifié le texte { $target }
audit-action-consent-text-deleted = Texte de consentement supprimé
audit-consent-text-deleted = { $actor } a supprimé le texte { $target }
audit-action-batch-printed = Lot de codes affiché
audit-batch-printed = { $actor } a affiché les codes du lot { $target }
audit-action-reservation-missed = Réservation non honorée
audit-reservation-missed = Personne n’est venu au poste { $target }
audit-action-queue-seated = Ticket servi
audit-queue-seated = Le ticket { $number } a reçu un code
audit-action-room-statistics-exported = Statistiques des postes exportées
audit-room-statistics-exported = { $actor } a exporté { $file }

# Feuilles à imprimer

batch-title = Codes d’accès
batch-summary = { $count } codes encore valables sur { $of }
batch-none-left = Aucun code de ce lot n’est encore valable.
batch-minutes = { $minutes } minutes
batch-how = Saisissez ce code sur un poste libre. Majuscules ou minuscules, peu importe.
batch-until = Utilisable jusqu’au { $day } à { $time }.
batch-hours = Horaires d’ouverture
batch-weekday = { $number ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[7] dimanche
}

# Statistiques

room-statistics-by-hour = Heure
room-statistics-by-category = Catégorie
room-statistics-by-seat = Poste
room-statistics-by-day = Jour
room-statistics-minutes = Minutes
room-statistics-sessions = Sessions
room-statistics-visitors = Visiteurs
room-statistics-guests = Invités
room-statistics-occupancy = Occupation (%)
room-statistics-open-occupancy = Occupation pendant l’ouverture (%)
room-statistics-no-category = Sans catégorie
room-statistics-seat-gone = Poste supprimé

# Le back-office

admin-group-rooms = Salle informatique
admin-visitors = Visiteurs
admin-visitors-one = visiteur
admin-visitors-photo = Photo
admin-visitors-name = Nom
admin-visitors-first-name = Prénom
admin-visitors-last-name = Nom de famille
admin-visitors-age = Âge
admin-visitors-consent = Consentement
admin-visitors-category = Catégorie
admin-visitors-sessions-count = Sessions
admin-visitors-used-minutes = Minutes utilisées
admin-visitors-last-visit-at = Dernière visite
admin-visitors-registered-by = Enregistré par
admin-visitors-created-at = Enregistré le
admin-visitors-email = Adresse électronique
admin-visitors-phone = Téléphone
admin-visitors-birth-date = Date de naissance
admin-visitors-lang = Langue
admin-visitors-accept-double = C’est quelqu’un d’autre
admin-visitors-accept-double-help = À cocher après vérification, si une fiche du même nom existe déjà.
admin-visitors-legal-hold = Conservation légale
admin-visitors-legal-hold-held = En cours
admin-visitors-legal-hold-not-held = Aucune
admin-visitors-legal-hold-until = Conserver jusqu’au
admin-visitors-legal-hold-reason = Motif
admin-visitors-consent-given = Donné
admin-visitors-consent-by-guardian = Par un responsable
admin-visitors-consent-outdated = Texte ancien
admin-visitors-consent-none = Aucun
admin-visitors-consent-given-by = Donné par
admin-visitors-consent-given-by-self = la personne elle-même
admin-visitors-consent-given-by-guardian = un responsable légal
admin-visitors-consent-guardian = Nom du responsable
admin-visitors-consent-text = Version du texte
admin-visitors-consent-given-at = Donné le
admin-visitors-notes = Notes
admin-visitors-lang-fr = français
admin-visitors-lang-en = anglais
admin-visitors-set-identity = Identité
admin-visitors-set-picture = Photo
admin-visitors-set-consent = Protection des données
admin-visitors-set-visits = Visites
admin-visitors-set-legal-hold = Conservation légale
admin-visitors-set-dates = Enregistrement
admin-visitors-do-withdraw-consent = Retirer le consentement
admin-visitors-visitor-consents = Consentements
admin-visitors-sessions = Sessions
admin-visitors-seat-reservations = Réservations
admin-visitor-consents = Consentements
admin-visitor-consents-one = consentement
admin-visitor-consents-visitor = Visiteur
admin-visitor-consents-text = Texte
admin-visitor-consents-text-version = Version du texte
admin-visitor-consents-given-at = Donné le
admin-visitor-consents-given-by = Donné par
admin-visitor-consents-given-by-self = la personne
admin-visitor-consents-given-by-guardian = un responsable
admin-visitor-consents-guardian-name = Responsable
admin-visitor-consents-recorded-by = Recueilli par
admin-visitor-consents-withdrawn-at = Retiré ou remplacé
admin-visitor-categories = Catégories de visiteurs
admin-visitor-categories-one = catégorie
admin-visitor-categories-name = Nom
admin-visitor-categories-minutes-per-day = Minutes par jour
admin-visitor-categories-minutes-per-day-help = 0 : sans limite.
admin-visitor-categories-minutes-per-session = Minutes par session
admin-visitor-categories-minutes-per-session-help = 0 : sans limite.
admin-visitor-categories-is-default = Par défaut
admin-visitor-categories-visitors-count = Visiteurs
admin-visitor-categories-set-category = Catégorie
admin-visitor-categories-visitors = Visiteurs
admin-consent-texts = Textes de consentement
admin-consent-texts-one = texte de consentement
admin-consent-texts-version = Version
admin-consent-texts-state = État
admin-consent-texts-state-published = Publié
admin-consent-texts-state-draft = Brouillon
admin-consent-texts-published-at = Publié le
admin-consent-texts-consents-count = Consentements
admin-consent-texts-body-fr = Texte français
admin-consent-texts-body-en = Texte anglais
admin-consent-texts-set-text = Texte
admin-consent-texts-do-publish = Publier
admin-code-batches = Lots de codes
admin-code-batches-one = lot de codes
admin-code-batches-label = Libellé
admin-code-batches-minutes = Minutes
admin-code-batches-count = Codes
admin-code-batches-started = Utilisés
admin-code-batches-created-by = Créé par
admin-code-batches-created-at = Créé le
admin-seat-reservations = Réservations de postes
admin-seat-reservations-one = réservation
admin-seat-reservations-starts-at = Début
admin-seat-reservations-ends-at = Fin
admin-seat-reservations-workstation = Poste
admin-seat-reservations-visitor = Visiteur
admin-seat-reservations-label = Libellé
admin-seat-reservations-status = État
admin-seat-reservations-status-booked = Réservé
admin-seat-reservations-status-used = Honorée
admin-seat-reservations-status-cancelled = Annulée
admin-seat-reservations-status-missed = Non honorée
admin-seat-reservations-created-by = Réservé par
admin-seat-reservations-do-cancel = Annuler
admin-queue-tickets = File d’attente
admin-queue-tickets-one = ticket
admin-queue-tickets-created-at = Pris le
admin-queue-tickets-number = Numéro
admin-queue-tickets-site = Site
admin-queue-tickets-visitor = Visiteur
admin-queue-tickets-minutes = Minutes
admin-queue-tickets-status = État
admin-queue-tickets-status-waiting = En attente
admin-queue-tickets-status-called = Appelé
admin-queue-tickets-status-seated = Servi
admin-queue-tickets-status-gone = Parti
admin-queue-tickets-called-at = Appelé le
admin-queue-tickets-closed-at = Clos le
admin-seat-orders = Ordres aux postes
admin-seat-orders-one = ordre
admin-seat-orders-created-at = Donné le
admin-seat-orders-workstation = Poste
admin-seat-orders-number = Numéro
admin-seat-orders-kind = Ordre
admin-seat-orders-state = État
admin-seat-orders-state-done = Exécuté
admin-seat-orders-state-received = Reçu
admin-seat-orders-state-sent = Envoyé
admin-seat-orders-state-open = À envoyer
admin-seat-orders-state-not-done = Pas encore exécuté
admin-seat-orders-sent-at = Envoyé le
admin-seat-orders-received-at = Reçu le
admin-seat-orders-done-at = Exécuté le
admin-seat-orders-outcome = Résultat
admin-seat-orders-created-by = Donné par
