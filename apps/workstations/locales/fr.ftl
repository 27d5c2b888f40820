# Postes et sessions : ce que disent les refus, le journal, les droits et les tâches.

right-workstations-manage = Gérer les postes et les sessions
right-visitors-manage = Gérer les visiteurs

config-named-or-none = { $value } n’est ni named ni none.
config-minutes-before-the-end = Chaque avertissement est un nombre de minutes, de 1 à 600.
config-no-address-with-port = Une adresse avec un port est attendue, par exemple 192.168.1.255:9.
config-more-than-nothing = Une durée plus longue que zéro est attendue.
config-not-negative = Un nombre positif ou zéro est attendu.

audit-action-workstation-created = Poste créé
audit-workstation-created = { $actor } a créé le poste { $target }
audit-action-workstation-updated = Poste modifié
audit-workstation-updated = { $actor } a modifié le poste { $target }
audit-action-workstation-deleted = Poste supprimé
audit-workstation-deleted = { $actor } a supprimé le poste { $target }
audit-action-workstation-status-changed = État d’un poste changé
audit-workstation-status-changed = Poste { $target } : { $from } → { $to }
audit-action-code-generated = Code d’accès créé
audit-code-generated = { $actor } a créé un code de { $minutes } min pour { $target }
audit-action-code-refused = Code refusé
audit-code-refused = Un code d’accès a été refusé ({ $reason })
audit-action-session-started = Session commencée
audit-session-started = La session de { $target } a commencé
audit-action-session-suspended = Session suspendue
audit-session-suspended = { $actor } a suspendu la session de { $target }
audit-action-session-resumed = Session reprise
audit-session-resumed = { $actor } a repris la session de { $target }
audit-action-session-extended = Session prolongée
audit-session-extended = La session de { $target } a été prolongée de { $minutes } min
audit-action-session-ended = Session terminée
audit-session-ended = La session de { $target } est terminée ({ $reason })
audit-action-session-expired = Session expirée
audit-session-expired = La session de { $target } a expiré ({ $reason })
audit-action-session-moved = Session déplacée
audit-session-moved = { $actor } a déplacé la session de { $target }
audit-action-seat-freed = Poste libéré
audit-seat-freed = Le poste gardé pour la session de { $target } a été libéré
audit-action-warning-sent = Avertissement envoyé
audit-warning-sent = { $target } a été prévenu : il reste { $minutes } min
