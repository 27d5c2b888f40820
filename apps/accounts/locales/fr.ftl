# Comptes : connexions, personnes, mots de passe.

login-admin-done = Connexion administrateur réussie
login-user-done = Connexion { $user_type } réussie
session-opened = Connexion réussie
logout-done = Déconnexion réussie
password-changed = Mot de passe modifié avec succès
password-changed-tokens-kept = { $count ->
    [one] Mot de passe modifié avec succès. { $count } jeton d’API nommé reste valable.
   *[other] Mot de passe modifié avec succès. { $count } jetons d’API nommés restent valables.
}
forgot-password-done = Si un compte correspond à cette adresse, un courriel vient de lui être envoyé.
password-reset-done = Mot de passe réinitialisé avec succès
email-confirmed = Adresse confirmée
email-change-asked = Un courriel de confirmation vient d’être envoyé à la nouvelle adresse.
sessions-ended = { $count ->
    [0] Aucune connexion n’était ouverte.
    [one] { $count } connexion fermée.
   *[other] { $count } connexions fermées.
}

refusal-invalid-credentials = Identifiant ou mot de passe incorrect.
refusal-otp-required = Un code à usage unique est demandé.
refusal-otp-invalid = Ce code à usage unique n’est pas valable.
refusal-too-many-attempts = Trop de tentatives. Réessayez dans { $seconds } s.
refusal-hash-queue-full = Trop de connexions à la fois. Réessayez dans un instant.
refusal-token-not-valid = Le jeton n’est pas valable ou a expiré.
refusal-refresh-superseded = Ce jeton vient d’être remplacé par un plus récent.
refusal-refresh-token-not-valid = Ce jeton de rafraîchissement n’est pas valable.
refusal-reset-link-not-valid = Ce lien n’est pas valable, a expiré ou a déjà servi.
refusal-confirm-link-not-valid = Ce lien n’est pas valable, a expiré ou a déjà servi.
refusal-registration-closed = Les inscriptions ne sont pas ouvertes.
refusal-email-in-use = Cette adresse est déjà utilisée par une autre personne.
refusal-above-your-rank = Cette personne ou ce rôle est au-dessus de vos droits.
refusal-not-yourself = Vous ne pouvez pas faire cela à votre propre compte.
refusal-superuser-only = Seul un superutilisateur peut faire cela.
refusal-no-address = Cette personne n’a pas d’adresse de courriel.
refusal-not-mergeable = Cette fiche ne peut pas être fusionnée dans une autre.
refusal-duplicate = Cette valeur est déjà utilisée.
refusal-too-many-tokens = { $max } jetons au plus.
refusal-otp-already-on = La connexion en deux étapes est déjà active.
refusal-otp-not-set-up = Commencez par créer un code secret.
refusal-import-refused = { $count ->
    [one] { $count } erreur : rien n’a été importé.
   *[other] { $count } erreurs : rien n’a été importé.
}

field-in-use = Cette valeur est déjà utilisée.
field-unknown-module = Le module { $id } n’existe pas.
field-unknown-person = La personne { $id } n’existe pas.
field-unknown-student = L’étudiant { $id } n’existe pas.
field-unknown-role = Ce rôle n’existe pas.
field-unknown-scope = Cette portée n’existe pas (own, own_classes, all).
field-unknown-permission = Ce droit n’existe pas.
field-user-or-role = Donnez soit une personne, soit un rôle.
field-role-already-given = Cette personne a déjà ce rôle.
field-same-person = C’est la même personne.
field-superuser-only = Seul un superutilisateur peut changer cela.
field-email-or-username-required = Une adresse ou un identifiant est nécessaire.
field-wrong-password = Mot de passe incorrect.
field-same-password = Le nouveau mot de passe est le même que l’ancien.
field-otp-invalid = Ce code à usage unique n’est pas valable.
field-password-too-short = { $min } caractères au moins.
field-password-too-long = { $max } caractères au plus.
field-password-common = Ce mot de passe est trop courant.
field-password-personal = Ce mot de passe ressemble trop à votre nom ou à votre adresse.
field-password-control-character = Ce mot de passe contient des caractères de contrôle.
field-invalid-email = Ceci n’est pas une adresse de courriel.
field-invalid-username = Lettres, chiffres et . + - _ seulement.
field-invalid-name = Ce nom contient des caractères qui ne conviennent pas.
field-invalid-phone = Ceci n’est pas un numéro de téléphone.
field-invalid-date = Une date est attendue, par exemple 14/03/2007.
field-duplicate = Cette valeur figure deux fois dans le fichier.
field-ragged = Cette ligne a plus de cellules que l’en-tête.
field-photo-unsupported = Une image JPEG, PNG ou WebP est attendue.
field-photo-broken = Cette image est abîmée.
field-photo-too-large = Cette image est trop grande.
field-csv-empty = Le fichier est vide.
field-csv-not-text = Le fichier n’est pas du texte (CSV).
field-csv-missing-headers = Colonnes manquantes : { $fields }.
field-csv-duplicate-headers = Colonnes en double : { $fields }.
field-csv-too-many-rows = { $max } lignes au plus.

time-days = { $count ->
    [1] un jour
   *[other] { $count } jours
}
time-hours = { $count ->
    [1] une heure
   *[other] { $count } heures
}
time-minutes = { $count ->
    [1] une minute
   *[other] { $count } minutes
}
time-seconds = { $count ->
    [1] une seconde
   *[other] { $count } secondes
}

mail-hello = Bonjour { $name },
mail-login-line = Identifiant : { $login }
mail-password-line = Mot de passe : { $password }
mail-login-button = Se connecter
mail-not-you = Si vous n’avez rien demandé, vous pouvez ignorer ce message.
mail-initial-subject = Votre accès à { $place }
mail-initial-title = Votre compte est prêt
mail-initial-body = Un compte a été créé pour vous à { $place }. Voici de quoi vous connecter :
mail-initial-note = Vous choisirez votre propre mot de passe à la première connexion.
mail-reset-subject = Réinitialisation de votre mot de passe
mail-reset-title = Choisir un nouveau mot de passe
mail-reset-body = Vous avez demandé un nouveau mot de passe pour { $place }. Ce lien est valable { $time } et ne sert qu’une fois :
mail-reset-button = Choisir un mot de passe
mail-temporary-subject = Votre mot de passe temporaire
mail-temporary-title = Votre mot de passe temporaire
mail-temporary-body = Vous avez demandé un mot de passe temporaire pour { $place }. Il est valable { $time }, et vous devrez en choisir un autre en vous connectant. D’ici là, l’ancien continue de fonctionner.
mail-changed-subject = Votre mot de passe a été changé
mail-changed-title = Votre mot de passe a été changé
mail-changed-body = Le mot de passe de votre compte à { $place } vient d’être changé. Vos autres connexions ont été fermées.
mail-changed-note = Si ce n’était pas vous, demandez tout de suite un nouveau mot de passe et prévenez l’accueil.
mail-confirm-subject = Confirmez votre adresse
mail-confirm-title = Confirmez votre adresse
mail-confirm-body = Vous avez donné l’adresse { $email } à { $place }. Confirmez qu’elle est bien à vous :
mail-confirm-button = Confirmer cette adresse
mail-email-changed-subject = Votre adresse a été changée
mail-email-changed-title = Votre adresse a été changée
mail-email-changed-body = Votre compte à { $place } utilise désormais une autre adresse.

audit-action-user-created = Personne créée
audit-user-created = { $actor } a créé { $target }
audit-action-user-updated = Personne modifiée
audit-user-updated = { $actor } a modifié { $target }
audit-action-user-deleted = Personne supprimée
audit-user-deleted = { $actor } a supprimé { $target }
audit-action-user-merged = Fiches fusionnées
audit-user-merged = { $actor } a fusionné une autre fiche dans { $target }
audit-action-user-erased = Personne effacée
audit-user-erased = { $actor } a effacé les données de { $target }
audit-action-user-exported = Données exportées
audit-user-exported = { $actor } a exporté les données de { $target }
audit-action-role-given = Rôle donné
audit-role-given = { $actor } a donné le rôle { $role } à { $target }
audit-action-role-taken = Rôle retiré
audit-role-taken = { $actor } a retiré le rôle { $role } à { $target }
audit-action-right-given = Droit donné
audit-right-given = { $actor } a donné le droit { $permission }
audit-action-right-taken = Droit retiré
audit-right-taken = { $actor } a retiré le droit { $permission }
audit-action-module-created = Module créé
audit-module-created = { $actor } a créé le module { $target }
audit-action-module-updated = Module modifié
audit-module-updated = { $actor } a modifié le module { $target }
audit-action-module-deleted = Module supprimé
audit-module-deleted = { $actor } a supprimé le module { $target }
audit-action-people-imported = Personnes importées
audit-people-imported = { $actor } a importé des personnes ({ $role }) : { $count }
audit-action-password-slip-printed = Mot de passe imprimé
audit-password-slip-printed = { $actor } a imprimé un nouveau mot de passe pour { $target }
audit-action-password-sent = Mot de passe envoyé
audit-password-sent = { $actor } a envoyé un nouveau mot de passe à { $target }
audit-action-login = Connexion
audit-login = Connexion de { $target }
audit-action-login-failed = Connexion refusée
audit-login-failed = Connexion refusée
audit-action-logout = Déconnexion
audit-logout = Déconnexion de { $target }
audit-action-session-replayed = Jeton rejoué
audit-session-replayed = Un ancien jeton de { $target } a été rejoué : la connexion a été fermée
audit-action-password-changed = Mot de passe changé
audit-password-changed = { $target } a changé de mot de passe
audit-action-password-reset = Mot de passe réinitialisé
audit-password-reset = { $target } a réinitialisé son mot de passe
audit-action-password-reset-asked = Réinitialisation demandée
audit-password-reset-asked = Réinitialisation du mot de passe demandée pour { $target }
audit-action-email-changed = Adresse changée
audit-email-changed = { $target } a changé d’adresse
audit-action-email-proven = Adresse confirmée
audit-email-proven = { $target } a confirmé son adresse
audit-action-otp-enabled = Deux étapes activées
audit-otp-enabled = { $target } a activé la connexion en deux étapes
audit-action-otp-disabled = Deux étapes désactivées
audit-otp-disabled = { $actor } a désactivé la connexion en deux étapes de { $target }
audit-action-recovery-code-used = Code de secours utilisé
audit-recovery-code-used = { $target } a utilisé un code de secours
audit-action-recovery-codes-made = Codes de secours renouvelés
audit-recovery-codes-made = { $target } a renouvelé ses codes de secours
audit-action-api-token-created = Jeton d’API créé
audit-api-token-created = { $target } a créé un jeton d’API
audit-action-api-token-revoked = Jeton d’API révoqué
audit-api-token-revoked = { $target } a révoqué un jeton d’API

right-people-manage = Gérer les personnes
right-modules-manage = Gérer les matières
check-no-superuser = Il n’y a pas de superutilisateur : lancez « preau createsuperuser ».
check-argon2-weak = auth.argon2_memory_kib est sous la valeur recommandée par l’OWASP (19456).

config-argon2-too-small = Argon2 a besoin de 8 Kio par voie (auth.argon2_lanes).
config-smaller-than-one-hash = c’est moins que la mémoire d’une seule empreinte (auth.argon2_memory_kib).
config-no-lifetime = un jeton doit vivre au moins une seconde.

refusal-django-not-json = Ce fichier n’est pas du JSON, ou il est incomplet. Attendu : la sortie de « manage.py dumpdata ».
refusal-django-not-a-dump = Ce fichier n’est pas une sortie de « manage.py dumpdata ».
refusal-django-no-people = Ce fichier ne contient personne du modèle { $model }. Un autre modèle se nomme dans le fichier de correspondance (user_model).
django-shared-email = adresse déjà prise par une personne plus haut dans le fichier ; non reprise
django-no-email = pas d’adresse
django-invalid-email = ceci n’est pas une adresse ; non reprise
django-duplicate-username = identifiant déjà pris par une personne plus haut dans le fichier ; non repris
django-invalid-username = identifiant avec des caractères qui ne conviennent pas ; non repris
django-username-is-email = l’identifiant était l’adresse ; l’adresse suffit
django-email-from-username = l’identifiant était une adresse ; il devient l’adresse
django-made-username = ni adresse ni identifiant utilisable ; identifiant créé
django-inactive = compte désactivé, il le reste
django-no-password = pas de mot de passe : une réinitialisation sera nécessaire
django-unknown-hash = empreinte de mot de passe inconnue : une réinitialisation sera nécessaire
django-no-name = nom ou prénom vide
django-invalid-name = nom nettoyé ; il était
django-invalid-phone = numéro de téléphone non repris
django-invalid-date = date non reprise
django-unknown-group = groupe sans équivalent ici
django-unknown-role = rôle sans équivalent ici
django-own-permissions = permissions propres à cette personne, non reprises
django-unknown-field = champ non repris (nombre de personnes concernées)
django-other-model = lignes d’un autre modèle, non reprises
django-existing-person = déjà présent ici ; laissé tel quel
django-username-taken = identifiant déjà pris ici par quelqu’un d’autre ; l’adresse sert d’identifiant

job-accounts-forgot-password = Réinitialisation d’un mot de passe oublié
periodic-accounts-purge = Nettoyage des secrets expirés et des connexions terminées
periodic-accounts-figures = Chiffres par jour du tableau de bord
periodic-accounts-reseal = Passage des secrets à la nouvelle clé de signature
