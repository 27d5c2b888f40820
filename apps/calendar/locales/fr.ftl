# Le calendrier : ce que disent les refus, le journal, les droits et les tâches.
refusal-clash = Ce créneau est déjà pris.
refusal-site-has-rooms = Ce site a encore des salles : supprimez-les ou rattachez-les à un autre site d’abord.
refusal-room-has-claims = Cette salle est ou a été réservée : elle reste, pour l’historique. Mettez-la hors service à la place.

field-unknown-site = Il n’y a pas de site { $id }.
field-unknown-room-kind = Cette sorte de salle est inconnue ; sortes possibles : { $known }.
field-wrong-capacity = Un nombre de personnes entre 0 et { $max } est attendu.
field-before-first-day = Le dernier jour précède le premier.
field-not-after-free-from = La fin doit suivre le début.
field-wrong-year = Une année entre { $first } et { $last } est attendue.
field-unknown-feed = Il n’y a pas de calendrier de cette sorte.

config-no-own-holiday = « { $value } » n’est pas un jour : écrivez « 12-24 Veille de Noël » (chaque année) ou « 2027-05-07 Pont de l’Ascension » (une fois).

check-overlap-rule-missing = La règle qui interdit deux réservations au même moment manque dans la base (table { $detail }). Restaurez une sauvegarde complète.

feed-all = Tout mon calendrier

holiday-new-year = Jour de l’an
holiday-good-friday = Vendredi saint
holiday-easter-monday = Lundi de Pâques
holiday-labour-day = Fête du Travail
holiday-victory-1945 = Victoire de 1945
holiday-ascension = Ascension
holiday-whit-monday = Lundi de Pentecôte
holiday-abolition = Abolition de l’esclavage
holiday-national-day = Fête nationale
holiday-assumption = Assomption
holiday-all-saints = Toussaint
holiday-armistice-1918 = Armistice de 1918
holiday-christmas = Noël
holiday-second-christmas-day = Saint-Étienne

right-calendar-manage = Gérer les sites, les salles et les jours de fermeture

periodic-calendar-remove-expired = Retrait des options expirées

audit-action-site-created = Site créé
audit-site-created = { $actor } a créé le site { $target }
audit-action-site-updated = Site modifié
audit-site-updated = { $actor } a modifié le site { $target }
audit-action-site-deleted = Site supprimé
audit-site-deleted = { $actor } a supprimé le site { $target }
audit-action-room-created = Salle créée
audit-room-created = { $actor } a créé la salle { $target }
audit-action-room-updated = Salle modifiée
audit-room-updated = { $actor } a modifié la salle { $target }
audit-action-room-deleted = Salle supprimée
audit-room-deleted = { $actor } a supprimé la salle { $target }
audit-action-closed-day-created = Fermeture créée
audit-closed-day-created = { $actor } a créé la fermeture { $target }
audit-action-closed-day-updated = Fermeture modifiée
audit-closed-day-updated = { $actor } a modifié la fermeture { $target }
audit-action-closed-day-deleted = Fermeture supprimée
audit-closed-day-deleted = { $actor } a supprimé la fermeture { $target }
audit-action-calendar-link-made = Lien de calendrier créé
audit-calendar-link-made = { $actor } a créé un lien privé vers son calendrier
audit-action-calendar-link-ended = Lien de calendrier révoqué
audit-calendar-link-ended = { $actor } a révoqué un lien privé vers son calendrier
