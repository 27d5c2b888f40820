# La liaison avec les postes.

audit-action-workstation-enrolled = Poste inscrit
audit-workstation-enrolled = Le poste { $target } a été inscrit
audit-action-workstation-enrolment-code = Code d’inscription créé
audit-workstation-enrolment-code = { $actor } a créé un code d’inscription pour le poste { $target }
audit-action-seat-refused = Poste refusé
audit-seat-refused = Un poste a été refusé ({ $reason })
audit-action-seat-message-sent = Message envoyé à un poste
audit-seat-message-sent = { $actor } a écrit au poste { $target }
audit-action-seat-order-sent = Ordre donné à un poste
audit-seat-order-sent = { $actor } a donné un ordre au poste { $target } ({ $kind })
audit-action-seat-woken = Poste réveillé
audit-seat-woken = { $actor } a réveillé le poste { $target }
