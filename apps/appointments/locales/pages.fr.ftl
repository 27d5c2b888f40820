# Le site public et la page d’un rendez-vous.
pages-booking-title = Votre rendez-vous
pages-booking-coach = Coach
pages-booking-service = Prestation
pages-booking-place = Lieu
pages-booking-video = Visioconférence
pages-booking-zone = Fuseau horaire
pages-booking-booked = À venir
pages-booking-held = Tenu
pages-booking-no-show = Manqué
pages-booking-cancelled = Annulé
pages-booking-reason = Motif de l’annulation
pages-booking-reason-label = Motif de l’annulation (facultatif)
pages-booking-give-up = Vous ne pouvez pas venir ?
pages-booking-cancel = Annuler ce rendez-vous
pages-booking-move = Choisir un autre horaire
pages-booking-moved = Votre rendez-vous a été déplacé.
pages-booking-calendar = Ajouter à mon agenda
pages-booking-file = rendez-vous
pages-booking-all = Tous mes rendez-vous

pages-move-title = Choisir un autre horaire
pages-move-now = Horaire actuel
pages-move-days = Jours où des horaires sont libres
pages-move-short = { $day } { $month ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[12] déc.
}
pages-move-day = { $date } : { $count ->
    [0] aucun horaire libre
    [one] un horaire libre
   *[other] { $count } horaires libres
}
pages-move-before = Semaines précédentes
pages-move-after = Semaines suivantes
pages-move-near = Les horaires libres les plus proches
pages-move-none = Aucun horaire n’est libre ce jour-là. Choisissez un autre jour.
pages-move-submit = Déplacer le rendez-vous
pages-move-back = Garder l’horaire actuel
refusal-no-time-chosen = Choisissez d’abord un horaire.

pages-book-title = Prendre rendez-vous
pages-book-show = Voir les horaires
pages-book-message = Message pour le coach
pages-book-submit = Prendre ce rendez-vous
pages-book-done = Votre rendez-vous est pris.
pages-book-nobody = On ne peut pas encore prendre rendez-vous ici.

pages-site-nav = Le site
pages-site-book = Prendre rendez-vous
pages-site-account = Mes rendez-vous
pages-site-more = Voir les prestations
pages-site-services = Prestations
pages-site-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
pages-site-practical = Informations pratiques
pages-site-days = Du { $first_small } au { $last_small }
pages-site-invite = Un premier échange suffit souvent pour y voir plus clair.
pages-site-draft = Brouillon : cette page n’est pas publiée, vous seul la voyez ici avec l’équipe.
pages-site-edit = Modifier la page
field-not-a-slug = Des minuscules sans accent, des chiffres et des tirets sont attendus, par exemple « a-propos ».
