# Postes et sessions : ce que disent les refus, le journal, les droits et les tâches.

right-workstations-manage = Gérer les postes et les sessions
right-visitors-manage = Gérer les visiteurs

config-named-or-none = { $value } n’est ni named ni none.
config-minutes-before-the-end = Chaque avertissement est un nombre de minutes, de 1 à 600.
config-no-address-with-port = Une adresse avec un port est attendue, par exemple 192.168.1.255:9.
config-more-than-nothing = Une durée plus longue que zéro est attendue.
config-not-negative = Un nombre positif ou zéro est attendu.

periodic-workstations-settle = Fin des sessions échues, libération des postes gardés
periodic-workstations-warn = Avertissements avant la fin des sessions
periodic-workstations-mark-silent = Postes silencieux marqués hors ligne

refusal-wrong-state = La session n’est pas dans un état qui le permet.
refusal-seat-busy = Ce poste est occupé.
refusal-visitor-busy = Ce visiteur a déjà une session ouverte.
refusal-busy = Ce poste ou ce visiteur a déjà une session ouverte.
refusal-seat-unavailable = Le poste { $name } n’est pas en service.
refusal-seat-reserved = Le poste { $name } est réservé.
refusal-seat-promised = { $kind ->
    [held] Le poste { $name } est gardé pour le numéro { $number } jusqu’à { $until }.
    [named] Le poste { $name } est réservé de { $from } à { $until } pour { $whom }.
   *[reserved] Le poste { $name } est réservé de { $from } à { $until }.
}
refusal-place-closed = Le lieu est fermé à cette heure.
refusal-daily-limit = Ce visiteur a encore { $left } min aujourd’hui.
refusal-session-too-long = Une session dure { $most } min au plus.
refusal-code-refused = Ce code n’est pas valable ici. Adressez-vous à l’accueil.
refusal-too-many-wrong-codes = Trop de codes erronés. Réessayez plus tard ou adressez-vous à l’accueil.

field-no-such-visitor = Il n’y a pas de visiteur { $id }.
field-no-such-workstation = Il n’y a pas de poste { $id }.
field-no-such-reservation = Il n’y a pas de réservation { $id }.
field-reservation-is-over = Cette réservation n’a plus cours.
field-reservation-of-another-seat = Cette réservation est celle d’un autre poste.
field-no-such-room = Il n’y a pas de salle { $id }.
field-minutes-out-of-range = De 1 à { $max } minutes.
field-nobody-is-named = Ici, les sessions ne portent pas de nom.
field-guest-or-visitor = Soit un visiteur, soit un invité.
field-already-there = La session est déjà à ce poste.
field-no-state-to-set = Un de ces états est attendu : { $known }.
field-not-an-ip-address = Une adresse IP est attendue.
field-not-a-mac-address = Une adresse MAC est attendue, par exemple AA:BB:CC:DD:EE:0F.
field-outside-plan = De 0 à { $max }.

audit-action-workstation-created = Poste créé
audit-workstation-created = { $actor } a créé le poste { $target }
audit-action-workstation-updated = Poste modifié
audit-workstation-updated = { $actor } a modifié le poste { $target }
audit-action-workstation-deleted = Poste supprimé
audit-workstation-deleted = { $actor } a supprimé le poste { $target }
audit-action-workstation-status-changed = État d’un poste changé
audit-workstation-status-changed = { $cause ->
    [silence] Le poste { $target } ne répond plus : hors ligne
    [return] Le poste { $target } est de nouveau en ligne
   *[operator] { $actor } a marqué le poste { $target } : { $from ->
        [available] disponible
        [in_use] occupé
        [maintenance] en maintenance
        [online] en ligne
       *[offline] hors ligne
    } → { $to ->
        [available] disponible
        [in_use] occupé
        [maintenance] en maintenance
        [online] en ligne
       *[offline] hors ligne
    }
}
audit-action-code-generated = Code d’accès créé
audit-code-generated = { $actor } a créé le code de la session { $target } ({ $minutes } min)
audit-action-code-refused = Code refusé
audit-code-refused = Un code d’accès a été refusé : { $reason ->
    [malformed] il est mal formé
    [unknown] il est inconnu
    [wrong_key] la clé du poste est fausse
    [no_key] le poste n’a pas montré de clé
    [used] il sert déjà ailleurs
    [another_seat] il est prévu pour un autre poste
    [suspended] la session est suspendue
   *[over] la session est finie
}
audit-action-session-started = Session commencée
audit-session-started = La session { $target } a commencé
audit-action-session-suspended = Session suspendue
audit-session-suspended = { $actor } a suspendu la session { $target }
audit-action-session-resumed = Session reprise
audit-session-resumed = { $actor } a repris la session { $target }
audit-action-session-extended = Session prolongée
audit-session-extended = La session { $target } a été prolongée de { $minutes } min
audit-action-session-ended = Session terminée
audit-session-ended = { $reason ->
    [terminated] { $actor } a terminé la session { $target }
    [closing] La session { $target } est terminée : le lieu a fermé
    [by_visitor] Le visiteur a terminé la session { $target }
   *[withdrawn] La session { $target } a été retirée
}
audit-action-session-expired = Session expirée
audit-session-expired = { $reason ->
    [code_unused] Le code de la session { $target } n’a pas été utilisé à temps
    [not_resumed] La session { $target } n’a pas été reprise à temps
   *[time_up] La session { $target } est terminée : son temps est écoulé
}
audit-action-session-moved = Session déplacée
audit-session-moved = { $actor } a déplacé la session { $target }
audit-action-seat-freed = Poste libéré
audit-seat-freed = Le poste gardé pour la session { $target } a été libéré
audit-action-warning-sent = Avertissement envoyé
audit-warning-sent = { $reason ->
    [closing] Session { $target } : avertissement, le lieu ferme dans { $minutes } min
   *[time_up] Session { $target } : avertissement, il reste { $minutes } min
}
