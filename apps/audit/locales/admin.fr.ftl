# Le back-office : ce que le journal y montre.
admin-logs = Journal
admin-logs-one = entrée du journal
admin-logs-at = Quand
admin-logs-action = Action
admin-logs-actor = Par qui
admin-logs-actor-id = Par qui
admin-logs-on-behalf-of = Pour le compte de
admin-logs-target = Sur quoi
admin-logs-target-kind = Sorte
admin-logs-target-id = Numéro
admin-logs-target-name = Sur quoi
admin-logs-ip-address = Adresse IP
admin-logs-class = Classe
admin-logs-request-id = Requête
admin-logs-metadata = Détails
admin-logs-personal = Partie personnelle
admin-logs-personal-help = Vide une fois effacée.
admin-logs-set-entry = Entrée
admin-logs-set-content = Contenu
admin-logs-class-security = Sécurité
admin-logs-class-data = Données
admin-logs-class-access = Consultation
admin-logs-class-operation = Fonctionnement
admin-logs-class-proof = Preuve
admin-logs-do-clean = Nettoyer les anciens journaux
admin-logs-do-clean-help = Supprime les entrées scellées plus anciennes que leur durée de conservation, et rien d’autre. Le nettoyage est lui-même inscrit au journal.
audit-clean-class = { $count ->
    [0] { $class } : rien de plus de { $days } jours
    [one] { $class } : une entrée de plus de { $days } jours
   *[other] { $class } : { $count } entrées de plus de { $days } jours
}

admin-seals = Sceaux
admin-seals-one = sceau
admin-seals-seq = Numéro
admin-seals-entries = Entrées
admin-seals-first-id = Première entrée
admin-seals-last-id = Dernière entrée
admin-seals-at = Posé le
admin-seals-key-id = Clé
admin-seals-set-seal = Sceau
