# Le back-office : ce que les comptes y montrent.

admin-group-people = Personnes
admin-group-access = Accès

admin-label-user-first-name = Prénom
admin-label-user-last-name = Nom
admin-label-user-email = Adresse de courriel
admin-label-user-username = Identifiant
admin-label-user-phone = Téléphone
admin-label-user-birth-date = Date de naissance
admin-label-user-lang = Langue
admin-label-user-is-active = Compte actif
admin-label-user-last-login-at = Dernière connexion
admin-label-user-kind = Qualité
admin-label-user-modules = Matières
admin-label-user-module = Matière
admin-label-user-id = Fiche de la personne

admin-value-superuser = Administration
admin-value-staff = Équipe
admin-value-school-manager = Responsable de l’école
admin-value-professor = Professeur
admin-value-coach = Coach
admin-value-operator = Opérateur
admin-value-tutor = Tuteur
admin-value-student = Étudiant
admin-value-client = Client
admin-value-nobody = Sans rôle
admin-value-fr = Français
admin-value-en = Anglais

admin-set-identity = Identité
admin-set-picture = Photo
admin-set-roles = Rôles
admin-set-subjects = Matières
admin-set-rights = Accès et droits
admin-set-dates = Dates
admin-set-profile = Dans ce rôle

admin-do-send-password = Envoyer un nouveau mot de passe
admin-do-activate = Activer le compte
admin-do-deactivate = Désactiver le compte
admin-do-end-logins = Fermer toutes les connexions
admin-do-turn-off-codes = Désactiver la connexion en deux étapes

admin-person-too = La personne elle-même, qui n’a pas d’autre rôle
admin-tutor-links = Liens avec des tuteurs
admin-student-links = Liens avec des étudiants
admin-subject-links = Liens avec des matières
admin-subject-people = Personnes qui l’enseignent ou la suivent

admin-users = Personnes
admin-users-one = personne
admin-users-first-name = Prénom
admin-users-last-name = Nom
admin-users-email = Adresse de courriel
admin-users-username = Identifiant
admin-users-phone = Téléphone
admin-users-birth-date = Date de naissance
admin-users-lang = Langue
admin-users-is-active = Compte actif
admin-users-last-login-at = Dernière connexion
admin-users-kind = Qualité
admin-users-modules = Matières
admin-users-photo = Photo
admin-users-name = Nom
admin-users-roles = Rôles
admin-users-role = Rôle
admin-users-module = Matière
admin-users-is-staff = Équipe
admin-users-is-superuser = Superutilisateur
admin-users-created-at = Créée le
admin-users-email-verified-at = Adresse confirmée le
admin-users-email-help = Un premier mot de passe y est envoyé. Sans adresse, il s’imprime.
admin-users-username-help = Pour se connecter sans adresse : lettres, chiffres et . + - _
admin-users-roles-help = Retirer un rôle supprime ce qui lui est propre (niveau, spécialité, liens).
admin-users-is-active-help = Désactiver ferme toutes les connexions.
admin-users-is-staff-help = Donne tous les droits du back-office. Réservé aux superutilisateurs.
admin-users-is-superuser-help = Donne aussi celui de nommer l’équipe. Réservé aux superutilisateurs.

admin-professors = Professeurs
admin-professors-one = professeur
admin-professors-photo = Photo
admin-professors-name = Nom
admin-professors-created-at = Dans ce rôle depuis
admin-professors-specialty = Spécialité

admin-students = Étudiants
admin-students-one = étudiant
admin-students-photo = Photo
admin-students-name = Nom
admin-students-created-at = Dans ce rôle depuis
admin-students-student-number = Numéro d’étudiant
admin-students-student-number-help = Laissé vide, le prochain numéro de l’année est donné.
admin-students-level = Niveau
admin-students-tutors = Tuteurs
admin-students-tutor = Tuteur

admin-tutors = Tuteurs
admin-tutors-one = tuteur
admin-tutors-photo = Photo
admin-tutors-name = Nom
admin-tutors-created-at = Dans ce rôle depuis
admin-tutors-relationship = Lien avec l’élève
admin-tutors-students = Étudiants
admin-tutors-student = Étudiant

admin-managers = Responsables
admin-managers-one = responsable
admin-managers-photo = Photo
admin-managers-name = Nom
admin-managers-created-at = Dans ce rôle depuis
admin-managers-title = Fonction

admin-coaches = Coachs
admin-coaches-one = coach
admin-coaches-photo = Photo
admin-coaches-name = Nom
admin-coaches-created-at = Dans ce rôle depuis
admin-coaches-headline = Présentation

admin-clients = Clients
admin-clients-one = client
admin-clients-photo = Photo
admin-clients-name = Nom
admin-clients-created-at = Dans ce rôle depuis

admin-operators = Opérateurs
admin-operators-one = opérateur
admin-operators-photo = Photo
admin-operators-name = Nom
admin-operators-created-at = Dans ce rôle depuis

admin-modules = Matières
admin-modules-one = matière
admin-modules-name = Nom
admin-modules-code = Code
admin-modules-created-at = Créée le
admin-modules-set-subject = Matière

admin-logins = Connexions
admin-logins-one = connexion
admin-logins-user = Personne
admin-logins-user-id = Personne
admin-logins-device = Appareil
admin-logins-ip-address = Adresse IP
admin-logins-kind = Par
admin-logins-kind-cookie = Navigateur
admin-logins-kind-jwt = Jeton
admin-logins-state = État
admin-logins-state-open = Ouverte
admin-logins-state-ended = Fermée
admin-logins-created-at = Ouverte le
admin-logins-last-seen-at = Vue le
admin-logins-expires-at = Expire le
admin-logins-revoked-at = Fermée le
admin-logins-set-login = Connexion
admin-logins-do-end = Fermer la connexion

admin-api-tokens = Jetons d’API
admin-api-tokens-one = jeton d’API
admin-api-tokens-user = Personne
admin-api-tokens-user-id = Personne
admin-api-tokens-name = Nom
admin-api-tokens-state = État
admin-api-tokens-state-valid = Valable
admin-api-tokens-state-revoked = Révoqué
admin-api-tokens-created-at = Créé le
admin-api-tokens-last-used-at = Utilisé le
admin-api-tokens-revoked-at = Révoqué le
admin-api-tokens-set-token = Jeton
admin-api-tokens-do-revoke = Révoquer le jeton

admin-grants = Droits donnés
admin-grants-one = droit donné
admin-grants-permission = Droit
admin-grants-user = Personne
admin-grants-user-id = Personne
admin-grants-user-id-help = Une personne, ou un rôle ci-dessous.
admin-grants-role = Rôle
admin-grants-scope = Portée
admin-grants-scope-all = Tout
admin-grants-scope-own-classes = Ses classes
admin-grants-scope-own = Ce qui est à soi
admin-grants-created-at = Donné le
admin-grants-set-grant = À qui, et quoi
admin-grants-right = { $entity } : { $verb }
admin-grants-verb-view = consulter
admin-grants-verb-add = ajouter
admin-grants-verb-change = modifier
admin-grants-verb-delete = supprimer

admin-account = Mon compte
admin-account-one = mon compte
admin-account-first-name = Prénom
admin-account-last-name = Nom
admin-account-email = Adresse de courriel
admin-account-username = Identifiant
admin-account-roles = Rôles
admin-account-phone = Téléphone
admin-account-lang = Langue
admin-account-photo = Photo
admin-account-set-own = À votre main
admin-account-first-name-help = Votre nom est changé par l’équipe.
admin-account-email-help = Une autre adresse se confirme par courriel. Mot de passe : /account/change-password/ ; connexion en deux étapes : /account/one-time-code/.

admin-panel-people = Personnes
admin-panel-people-by-day = Par jour
admin-figure-people = Personnes
admin-figure-people-active = Comptes actifs
admin-figure-people-students = Étudiants
admin-figure-people-professors = Professeurs
admin-figure-people-staff = Équipe
admin-figure-logins = Connexions
admin-figure-new-people = Nouvelles personnes
