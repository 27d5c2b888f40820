# The back office.
admin-ribbon-demo = Démonstration : tout y est inventé.
audit-action-list-exported = Liste exportée
audit-list-exported = { $actor } a exporté une liste ({ $entity }, { $format }).
audit-action-record-read = Fiche consultée
audit-record-read = { $actor } a consulté la fiche de { $target }.
audit-action-action-run = Action en nombre
audit-action-run = { $actor } a lancé « { $name } » sur { $total } fiches ({ $entity }).
audit-action-task-run = Tâche lancée
audit-task-run = { $actor } a lancé la tâche { $name }.
job-admin-run-action = Action sur de nombreuses fiches
periodic-admin-purge-runs = Oubli des comptes rendus d’actions en nombre
audit-action-mail-resent = Courriel renvoyé
audit-mail-resent = { $actor } a renvoyé le courriel « { $target } ».
audit-action-job-retried = Tâche relancée
audit-job-retried = { $actor } a relancé la tâche { $target }.
audit-action-job-discarded = Tâche abandonnée
audit-job-discarded = { $actor } a abandonné la tâche { $target }.
refusal-mail-not-failed = Ce courriel n’est pas en échec.
refusal-job-not-dead = Cette tâche n’est pas, ou plus, en échec.

# The frame.
admin-jump = Aller à…
admin-jump-label = Rechercher une liste ou une fiche
admin-jump-hint = Une liste, un nom…
admin-menu = Menu
admin-nav-own = Mon accès
admin-account-link = Mon compte
admin-crumbs = Fil d’Ariane
admin-help = Raccourcis clavier
admin-help-search = Rechercher dans la page
admin-help-palette = Aller à une liste ou à une fiche (⌘ K sur Mac)
admin-help-help = Afficher cette aide
admin-help-close = Fermer ce qui est ouvert
admin-close = Fermer
admin-back = Retour
admin-cancel = Annuler
admin-see-all = Tout voir
admin-js-none = Aucun résultat
admin-js-found = Résultats : {"{"}n{"}"}
admin-js-suggestions = Suggestions
admin-js-select-all = Tout sélectionner sur cette page
admin-js-selected = Sélection : {"{"}n{"}"}

# The dashboard.
admin-dashboard = Tableau de bord
admin-dashboard-empty = Les listes auxquelles vous avez accès sont dans le menu.
admin-plot-summary = { $label } du { $from } au { $to } : { $total } au total, au plus { $most } le { $day }.
admin-plot-most = au plus { $n } par jour
admin-plot-table = Les chiffres
admin-plot-day = Jour
admin-work = En attente
admin-work-jobs-queued = Tâches à faire
admin-work-jobs-dead = Tâches en échec
admin-work-mails-queued = Courriels à envoyer
admin-work-mails-failed = Courriels en échec
admin-events = Derniers événements
admin-events-none = Rien n’a encore été consigné.
admin-events-when = Quand
admin-events-who = Qui
admin-events-what = Quoi
admin-events-target = Sur quoi

# Tasks.
admin-tasks = Tâches
admin-tasks-periodic = Tâches périodiques
admin-tasks-name = Tâche
admin-tasks-last = Dernière exécution
admin-tasks-next = Prochaine
admin-tasks-error = Dernière erreur
admin-tasks-never = jamais
admin-tasks-running = en cours
admin-tasks-run = Lancer
admin-tasks-dead = Tâches en échec
admin-tasks-dead-none = Aucune tâche n’a échoué définitivement.
admin-tasks-job = Tâche
admin-tasks-failed = Échec
admin-tasks-attempts = Essais
admin-tasks-retry = Relancer
admin-tasks-discard = Abandonner
admin-tasks-done-ran = « { $name } » s’est terminée sans erreur.
admin-tasks-done-failed = « { $name } » a échoué ; son erreur est dans le tableau.
admin-tasks-done-running = « { $name } » est en cours. Rechargez la page pour suivre son avancement.
admin-tasks-done-retry = La tâche est relancée.
admin-tasks-done-discard = La tâche est abandonnée.
admin-every-days = { $n ->
    [one] tous les jours
   *[other] tous les { $n } jours
}
admin-every-hours = { $n ->
    [one] toutes les heures
   *[other] toutes les { $n } heures
}
admin-every-minutes = { $n ->
    [one] toutes les minutes
   *[other] toutes les { $n } minutes
}
admin-every-seconds = { $n ->
    [one] toutes les secondes
   *[other] toutes les { $n } secondes
}

# Actions on chosen rows.
admin-action-delete = Supprimer
admin-action-count = { $n ->
    [one] { $count } fiche est concernée.
   *[other] { $count } fiches sont concernées.
}
admin-action-more = … et les suivantes
admin-action-nothing = Aucune fiche n’est choisie
admin-action-nothing-hint = Cochez au moins une fiche de la liste, puis recommencez.
admin-action-dangerous = Vérifiez bien : cette action ne se défait pas d’ici.
admin-action-background = Elles sont nombreuses : l’action se fera en arrière-plan, et son avancement sera affiché.
admin-action-dry = À blanc
admin-action-dry-hint = Rien n’est gardé : le compte rendu dit seulement ce qui se passerait.
admin-run-state-running = En cours
admin-run-state-done = Terminée
admin-run-state-stopped = Arrêtée
admin-run-progress = { $seen } sur { $total }
admin-run-progress-label = Avancement
admin-run-leave = Vous pouvez quitter cette page : l’action continue sans vous.
admin-run-stopped = L’action s’est arrêtée : la personne qui l’a lancée n’en a plus le droit.
admin-run-dry = Essai à blanc : rien ne sera gardé.
admin-run-dry-done = Essai à blanc : rien n’a été gardé.
admin-run-done = Faites
admin-run-would = Se feraient
admin-run-refused = Refusées
admin-run-begun = Début
admin-run-finished = Fin
admin-run-refusals = Refus
admin-run-row = Fiche
admin-run-reason = Raison
admin-run-unshown = Les { $kept } premiers refus sont montrés ; il y en a { $n } de plus.

# The admin's own entities.
admin-group-system = Système
admin-mails = Courriels
admin-mails-one = Courriel
admin-mails-recipient = Destinataire
admin-mails-recipient-name = Nom du destinataire
admin-mails-subject = Objet
admin-mails-state = État
admin-mails-state-queued = à envoyer
admin-mails-state-sent = envoyé
admin-mails-state-failed = en échec
admin-mails-created = Créé
admin-mails-sent = Envoyé
admin-mails-attempts = Essais
admin-mails-error = Erreur
admin-mails-text = Texte
admin-mails-text-help = Le texte d’un courriel qui contient un secret est effacé dès l’envoi, sauf quand le transport est la console.
admin-mails-set-envelope = Enveloppe
admin-mails-set-content = Contenu
admin-mails-set-delivery = Acheminement
admin-mails-do-resend = Renvoyer
admin-jobs = File des tâches
admin-jobs-one = Tâche en file
admin-jobs-kind = Genre
admin-jobs-state = État
admin-jobs-state-queued = à faire
admin-jobs-state-dead = en échec
admin-jobs-run-at = Prévue ou échouée
admin-jobs-attempts = Essais
admin-jobs-last-error = Dernière erreur
admin-jobs-created = Créée
admin-jobs-payload = Données
admin-jobs-set-job = Tâche
admin-jobs-do-retry = Relancer
admin-jobs-do-discard = Abandonner
