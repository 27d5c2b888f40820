# Texts of the kernel. Refusals: `refusal-<code>`; what is wrong with a field: `field-<code>`.

refusal-not-authenticated = Connectez-vous pour continuer.
refusal-forbidden = Vous n’avez pas le droit de faire cela.
refusal-password-change-required = Changez d’abord votre mot de passe.
refusal-otp-setup-required = Configurez d’abord la connexion en deux étapes.
refusal-not-found = Introuvable.
refusal-method-not-allowed = Cette adresse n’accepte pas cette méthode.
refusal-bad-request = La demande n’a pas pu être comprise.
refusal-invalid = Certains champs sont à corriger.
refusal-broken-body = Le contenu de la demande n’est pas arrivé en entier.
refusal-broken-json = Le contenu envoyé n’est pas du JSON valide.
refusal-not-an-object = Le contenu envoyé doit être un objet JSON.
refusal-too-large = { $kilobytes ->
    [0] Le contenu envoyé est trop volumineux.
   *[other] Le contenu envoyé est trop volumineux : { $kilobytes } ko au plus.
}
refusal-unsupported-media-type = Ce type de contenu n’est pas accepté ; attendu : { $expected }.
refusal-host-not-allowed = Ce nom d’hôte n’est pas servi ici.
refusal-row-changed = Cette fiche a été modifiée entre-temps. Rechargez-la avant d’enregistrer.
refusal-reference-gone = D’autres fiches y font référence.
refusal-wrong-idempotency-key = L’en-tête Idempotency-Key doit contenir de 1 à 255 caractères ASCII visibles, sans espace.
refusal-idempotency-key-reused = Cette clé Idempotency-Key a déjà servi pour une autre demande.
refusal-request-in-progress = Cette demande est déjà en cours.
refusal-request-already-done = Cette demande a déjà été traitée ; sa réponse n’est pas conservée.
refusal-request-outcome-unknown = Cette demande a été interrompue et son résultat est inconnu. Vérifiez avant de recommencer.
refusal-timeout = La réponse a pris trop de temps. Réessayez dans un instant.
refusal-unavailable = Le service est momentanément indisponible. Réessayez dans un instant.
refusal-shutting-down = Le service est en cours d’arrêt.
refusal-database-unavailable = La base de données ne répond pas.
refusal-outcome-unknown = La base de données s’est interrompue pendant l’enregistrement. Vérifiez avant de recommencer.
refusal-storage-full = Il n’y a plus de place sur le serveur et rien n’a été enregistré. Ce qui existe reste consultable. Réessayez plus tard.
refusal-storage-read-only = Le serveur ne peut que lire pour le moment et rien n’a été enregistré. Réessayez plus tard.
refusal-storage-failing = Le disque du serveur ne répond pas comme il devrait et rien n’a été enregistré. Réessayez plus tard.
refusal-migrations-pending = La base de données doit d’abord être mise à jour.
refusal-internal = Une erreur est survenue de notre côté. Elle a été consignée.

field-required = Ce champ est obligatoire.
field-blank = Ce champ ne peut pas être vide.
field-wrong-value = Cette valeur n’est pas acceptée.
field-too-long = { $max ->
    [one] { $max } caractère au plus.
   *[other] { $max } caractères au plus.
}
field-too-small = Cette valeur est trop petite.
field-not-a-text = Un texte est attendu.
field-control-characters = Ce texte contient des caractères de contrôle.
field-not-a-number = Un nombre entier est attendu.
field-not-between = Un nombre de { $min } à { $max } est attendu.
field-in-the-past = C’est déjà passé.
field-not-a-boolean = Vrai ou faux est attendu (true, false).
field-not-a-date = Une date est attendue, par exemple 2026-11-23.
field-not-an-instant = Une date ou un instant est attendu, par exemple 2026-11-23 ou 2026-11-23T08:00:00Z.
field-not-an-object = Un objet est attendu.
field-not-a-list-of-numbers = Une liste de nombres entiers est attendue.
field-not-a-list-of-texts = Une liste de textes est attendue.
field-too-many-items = { $max ->
    [one] { $max } élément au plus.
   *[other] { $max } éléments au plus.
}
field-unknown-ordering = Ce tri n’existe pas. Tris possibles : { $known }.
field-wrong-cursor = Cette position dans la liste n’est pas valable. Reprenez au début.

audit-action-place-updated = Réglages du lieu modifiés
audit-place-updated = { $actor } a modifié les réglages du lieu.
audit-action-record-created = Fiche créée
audit-record-created = { $actor } a créé « { $target } » ({ $entity }).
audit-action-record-updated = Fiche modifiée
audit-record-updated = { $actor } a modifié « { $target } » ({ $entity }).
audit-action-record-deleted = Fiche supprimée
audit-record-deleted = { $actor } a supprimé « { $target } » ({ $entity }).
audit-action-backup-made = Sauvegarde faite
audit-backup-made = Une sauvegarde a été faite.
audit-action-idempotency-replayed = Demande répétée
audit-idempotency-replayed = { $actor } a envoyé deux fois la même demande ; la première réponse a été rendue.
