audit-nobody = le système
audit-erased-person = personne effacée
audit-unnamed-target = n° { $id }

audit-action-logs-cleaned = Nettoyage du journal
audit-logs-cleaned = { $count ->
    [0] Nettoyage du journal par { $actor } : rien d’assez ancien
   *[other] Nettoyage du journal par { $actor }, entrées { $class ->
        [security] de sécurité
        [data] de données
        [access] de consultation
        [operation] de fonctionnement
       *[other] de classe { $class }
    } supprimées : { $count }
}
audit-action-personal-erased = Effacement dans le journal
audit-personal-erased = Données personnelles d’une personne effacées du journal, entrées concernées : { $count }
audit-action-seal-broken = Journal altéré
audit-seal-broken = La vérification du journal a trouvé des anomalies ({ $problems }), au nombre de { $count }

audit-verify-counts = Sceaux : { $seals }. Entrées scellées : { $sealed } ; supprimées par la conservation : { $removed } ; données personnelles effacées : { $erased } ; pas encore scellées : { $unsealed }.
audit-verify-head = Tête de la chaîne : { $head }
audit-verify-no-head = La chaîne est vide.
audit-verify-sound = Le journal est intact.
audit-verify-unsound = LE JOURNAL A ÉTÉ ALTÉRÉ.
audit-verify-more = Autres anomalies, non affichées : { $count }
audit-verify-seal-missing = sceau manquant : { $ids }
audit-verify-seal-changed = sceau modifié : { $ids }
audit-verify-seal-unchained = sceau qui ne suit pas le précédent : { $ids }
audit-verify-seal-key-unknown = sceau fait avec une clé inconnue (voir secrets.retired_keys) : { $ids }
audit-verify-head-missing = la tête attendue n’est plus dans la chaîne, dont la fin a été coupée (sceau { $ids })
audit-verify-entry-changed = entrée modifiée : { $ids }
audit-verify-entry-deleted = entrée supprimée : { $ids }
audit-verify-entry-inserted = entrée ajoutée après coup : { $ids }
audit-verify-personal-changed = partie personnelle modifiée : entrée { $ids }
audit-verify-personal-deleted = partie personnelle supprimée : entrée { $ids }
audit-verify-personal-inserted = partie personnelle sans entrée : { $ids }
audit-verify-proof-forged = entrée qui prétend à un nettoyage ou un effacement que le programme n’a pas fait : { $ids }
audit-verify-proof-exceeded = il manque plus que ce que dit le nettoyage ou l’effacement de l’entrée { $ids }

field-unknown-action = Type d’entrée inconnu.
field-wrong-target = Attendu : un type et un numéro (user:12), un type (user) ou un numéro (12).
check-audit-triggers-missing = Des déclencheurs qui protègent le journal manquent dans la base de données.
check-audit-window-open = La fenêtre de suppression du journal est restée ouverte.

periodic-audit-seal = Scellement du journal
periodic-audit-retention = Conservation du journal
