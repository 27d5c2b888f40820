# La liaison avec les postes.

audit-action-workstation-enrolled = Poste inscrit
audit-workstation-enrolled = Le poste { $target } a été inscrit
audit-action-workstation-enrolment-code = Code d’inscription créé
audit-workstation-enrolment-code = { $actor } a créé un code d’inscription pour le poste { $target }
audit-action-seat-refused = Poste refusé
audit-seat-refused = Un poste a été refusé : { $reason ->
    [unknown_key] clé inconnue
    [unknown_seat] poste inconnu
    [wrong_enrolment_code] code d’inscription erroné
    [malformed] message mal formé
    [too_large] message trop long
    [unknown_version] version inconnue
    [wrong_number] numérotation fausse
    [no_hello] pas de salut
    [second_hello] second salut
   *[too_many] trop de messages
}
audit-action-seat-order-refused = Ordre refusé par un poste
audit-seat-order-refused = Le poste { $target } a refusé un ordre ({ $kind })
audit-action-seat-message-sent = Message envoyé à un poste
audit-seat-message-sent = { $actor } a écrit au poste { $target }
audit-action-seat-order-sent = Ordre donné à un poste
audit-seat-order-sent = { $kind ->
    [lock] { $actor } a verrouillé le poste { $target }
   *[reboot] { $actor } a fait redémarrer le poste { $target }
}
audit-action-seat-woken = Poste réveillé
audit-seat-woken = { $actor } a réveillé le poste { $target }
audit-action-workstation-key-withdrawn = Clé d’un poste retirée
audit-workstation-key-withdrawn = { $actor } a retiré la clé du poste { $target }
audit-action-seat-message-received = Message reçu d’un poste
audit-seat-message-received = Message reçu du poste { $target }

refusal-enrolment-code-refused = Ce code d’inscription ne peut pas être utilisé. Demandez-en un autre à un opérateur.
refusal-unknown-seat = Ce poste n’est pas reconnu.
refusal-seat-not-enrolled = Ce poste n’a pas d’agent : installez-le d’abord.
refusal-no-mac-address = L’adresse MAC de ce poste n’est pas connue.
refusal-wake-failed = Le signal de réveil n’a pas pu être envoyé.
refusal-wrong-number = La numérotation des messages ne convient pas.

refusal-no-session = Aucune session n’est ouverte à ce poste.
refusal-no-such-workstation = Il n’y a pas de poste { $id }.
field-no-such-order = Un de ces ordres est attendu : { $known }.
field-seats-room-or-site = Soit des postes, soit une salle, soit un site.
