# Les rendez-vous : ce que disent les refus, le journal, les droits, les tâches et les courriels.
refusal-outside-days = Le coach ne reçoit pas ce jour-là.
refusal-outside-hours = Cette heure est en dehors des horaires du coach.
refusal-not-on-grid = Aucun rendez-vous ne commence à cette heure. Choisissez l’un des horaires proposés.
refusal-in-the-past = Cette heure est déjà passée.
refusal-beyond-horizon = { $days ->
    [one] Les rendez-vous se prennent au plus tard pour le lendemain.
   *[other] Les rendez-vous se prennent pour les { $days } prochains jours au plus.
}
refusal-notice-too-short = { $unit ->
    [days] { $count ->
        [one] Un rendez-vous se prend au moins un jour à l’avance.
       *[other] Un rendez-vous se prend au moins { $count } jours à l’avance.
    }
    [hours] { $count ->
        [one] Un rendez-vous se prend au moins une heure à l’avance.
       *[other] Un rendez-vous se prend au moins { $count } heures à l’avance.
    }
   *[minutes] Un rendez-vous se prend au moins { $count } minutes à l’avance.
}
refusal-too-many-bookings = { $most ->
    [one] Vous avez déjà un rendez-vous à venir : c’est le maximum.
   *[other] Vous avez déjà { $most } rendez-vous à venir : c’est le maximum.
}
refusal-slot-taken = Ce créneau vient d’être pris. Choisissez-en un autre.
refusal-person-busy = Un autre rendez-vous ou cours a déjà lieu à ce moment.
refusal-too-late = Il est trop tard pour modifier ou annuler ce rendez-vous. Contactez le coach.
refusal-not-booked = Ce rendez-vous n’est plus à venir : il a été tenu, manqué ou annulé.
refusal-not-begun = Ce rendez-vous n’a pas encore commencé.
refusal-already-there = Ces jours sont déjà enregistrés ainsi.
refusal-too-many-wishes = Vous attendez déjà { $most } créneaux : retirez d’abord l’une de ces demandes.

field-unknown-coach = Il n’y a pas de coach { $id }.
field-no-coach = Il n’y a pas encore de coach ici.
field-unknown-service = Ce coach ne propose pas la prestation { $id }.
field-too-many-days = Une période compte { $max } jours au plus.
field-unknown-appointment = Cette personne n’a pas de rendez-vous { $id }.
field-unknown-status = Cet état est inconnu ; états possibles : { $known }.
field-unknown-exception-kind = Cette sorte d’exception est inconnue ; sortes possibles : { $known }.
field-wrong-time = Une heure est attendue, par exemple 09:00.
field-not-a-link = Une adresse qui commence par https:// est attendue.
field-day-is-over = Ce jour est passé, ou précède le premier.
field-before-from-time = La fin doit suivre le début.

right-appointments-manage = Voir et modifier les rendez-vous, les règles et les exceptions
right-appointments-notes = Lire et écrire les notes sur les clients

feed-appointments = Mes rendez-vous

job-appointments-tell = Courriels d’un rendez-vous
job-appointments-offer = Proposition d’un créneau libéré
job-appointments-tell-offer = Courriel d’un créneau proposé
periodic-appointments-remind = Rappels des rendez-vous du lendemain
periodic-appointments-remove-expired-holds = Retrait des options et propositions expirées
periodic-appointments-end-wishes = Fin des demandes dont le dernier jour est passé

audit-action-appointment-booked = Rendez-vous pris
audit-appointment-booked = { $actor } a pris le rendez-vous { $target }
audit-action-appointment-moved = Rendez-vous déplacé
audit-appointment-moved = { $actor } a déplacé un rendez-vous au { $target }
audit-action-appointment-cancelled = Rendez-vous annulé
audit-appointment-cancelled = { $actor } a annulé le rendez-vous { $target }
audit-action-appointment-marked = Issue d’un rendez-vous notée
audit-appointment-marked = { $actor } a noté l’issue du rendez-vous { $target }
audit-action-time-offered = Créneau libéré proposé
audit-time-offered = Le créneau { $target } a été proposé à une personne en attente
audit-action-wish-made = Inscription en liste d’attente
audit-wish-made = { $actor } a enregistré une demande en liste d’attente pour le { $target }
audit-action-wish-ended = Retrait de la liste d’attente
audit-wish-ended = { $actor } a mis fin à une attente pour { $target }
audit-action-note-written = Note écrite
audit-note-written = { $actor } a écrit une note sur un client
audit-action-note-changed = Note modifiée
audit-note-changed = { $actor } a modifié une note sur un client
audit-action-note-deleted = Note supprimée
audit-note-deleted = { $actor } a supprimé une note sur un client
audit-action-coach-rules-changed = Règles d’un coach modifiées
audit-coach-rules-changed = { $actor } a modifié les règles de { $target }
audit-action-coach-exception-created = Exception d’un coach créée
audit-coach-exception-created = { $actor } a créé une exception le { $target }
audit-action-coach-exception-deleted = Exception d’un coach supprimée
audit-coach-exception-deleted = { $actor } a supprimé une exception du { $target }

appointment-date = { $weekday ->
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
appointment-when = { $date }, de { $start } à { $end }
appointment-until = { $date } à { $time }
appointment-policy-any = Vous pouvez déplacer ou annuler ce rendez-vous jusqu’à son début.
appointment-policy = { $unit ->
    [days] { $count ->
        [one] Vous pouvez déplacer ou annuler ce rendez-vous jusqu’à un jour avant son début.
       *[other] Vous pouvez déplacer ou annuler ce rendez-vous jusqu’à { $count } jours avant son début.
    }
    [hours] { $count ->
        [one] Vous pouvez déplacer ou annuler ce rendez-vous jusqu’à une heure avant son début.
       *[other] Vous pouvez déplacer ou annuler ce rendez-vous jusqu’à { $count } heures avant son début.
    }
   *[minutes] Vous pouvez déplacer ou annuler ce rendez-vous jusqu’à { $count } minutes avant son début.
}

calendar-appointment-of-client = Rendez-vous avec { $coach } ({ $service })
calendar-appointment-of-coach = { $client } ({ $service })

mail-appointment-hello = Bonjour { $name },
mail-appointment-service = Prestation : { $service }
mail-appointment-place = Lieu : { $text }
mail-appointment-phone = Téléphone : { $text }
mail-appointment-message = Message : { $text }
mail-appointment-reason = Motif : { $text }
mail-appointment-button = Voir les rendez-vous
mail-appointment-zone = Les heures sont celles du fuseau { $zone }.
mail-appointment-booked-client-title = Rendez-vous confirmé : { $when }
mail-appointment-booked-client-body = Votre rendez-vous avec { $coach } est confirmé : { $when }.
mail-appointment-booked-coach-title = Nouveau rendez-vous : { $when }
mail-appointment-booked-coach-body = { $client } a rendez-vous avec vous : { $when }.
mail-appointment-moved-client-title = Rendez-vous déplacé : { $when }
mail-appointment-moved-client-body = Votre rendez-vous avec { $coach } a été déplacé. Il a lieu désormais : { $when }.
mail-appointment-moved-coach-title = Rendez-vous déplacé : { $when }
mail-appointment-moved-coach-body = Le rendez-vous de { $client } a été déplacé. Il a lieu désormais : { $when }.
mail-appointment-cancelled-client-title = Rendez-vous annulé : { $when }
mail-appointment-cancelled-client-body = Votre rendez-vous avec { $coach } est annulé : { $when }.
mail-appointment-cancelled-coach-title = Rendez-vous annulé : { $when }
mail-appointment-cancelled-coach-body = Le rendez-vous de { $client } est annulé : { $when }.
mail-appointment-reminder-client-title = Rappel de votre rendez-vous : { $when }
mail-appointment-reminder-client-body = Nous vous rappelons votre rendez-vous avec { $coach } : { $when }.
mail-wish-title = Vous êtes en liste d’attente
mail-wish-body = Nous vous avons inscrit en liste d’attente pour un rendez-vous avec { $coach }.
mail-wish-wanted = Votre souhait : { $days }, { $times }.
mail-wish-day = le { $day }
mail-wish-days = du { $first } au { $last }
mail-wish-between = entre { $from } et { $to }
mail-wish-from = à partir de { $from }
mail-wish-to = avant { $to }
mail-wish-any-time = à toute heure
mail-wish-then = Dès qu’un créneau qui vous convient se libère, il vous est proposé par courriel. Vous pouvez vous retirer de la liste à tout moment.
mail-wish-button = Voir mes rendez-vous
mail-offer-title = Un créneau s’est libéré : { $when }
mail-offer-body = Un créneau que vous attendiez avec { $coach } s’est libéré : { $when }.
mail-offer-until = Il vous est réservé jusqu’au { $until }. Sans réponse de votre part, il sera proposé à la personne suivante.
mail-offer-button = Répondre à la proposition
