# Pages rendues par le serveur : accueil, connexion, première mise en route, mots de passe, fiches à imprimer.

pages-problem = Erreur
pages-problem-line = { $field } : { $problem }
pages-email = Adresse de courriel
pages-first-name = Prénom
pages-last-name = Nom
pages-password = Mot de passe
pages-current-password = Mot de passe actuel
pages-new-password = Nouveau mot de passe
pages-password-again = Le même, une seconde fois
pages-password-hint = Au moins { $min } caractères. Une courte phrase connue de personne d’autre convient très bien.
pages-back-to-login = Revenir à la connexion
field-passwords-differ = Les deux mots de passe ne sont pas les mêmes.

pages-login-title = Se connecter
pages-login-lead = Avec votre adresse de courriel ou l’identifiant qui vous a été donné.
pages-login-already = Vous êtes { $name } sur ce navigateur. Vous pouvez vous connecter avec un autre compte.
pages-login-submit = Se connecter
pages-login-name = Adresse ou identifiant
pages-login-forgot = Mot de passe oublié ?
pages-login-otp = Code à usage unique
pages-login-otp-hint = Les six chiffres de votre application, ou un code de secours.
pages-login-otp-note = Il reste une étape : saisissez de nouveau votre mot de passe, avec le code à usage unique.

pages-change-password-title = Changer mon mot de passe
pages-change-password-lead = Vos autres connexions seront fermées.
pages-change-password-forced = Celui que vous avez reçu ne sert qu’une fois : choisissez maintenant le vôtre.
pages-change-password-submit = Changer le mot de passe

pages-forgot-title = Mot de passe oublié
pages-forgot-lead = Nous vous envoyons un lien pour en choisir un nouveau.
pages-forgot-hint = Sans adresse de courriel, demandez une nouvelle fiche à l’accueil.
pages-forgot-submit = Recevoir un lien
pages-forgot-done-title = Regardez votre courrier
pages-forgot-done-lead = Le lien est valable { $time } et ne sert qu’une fois. S’il n’arrive pas, regardez parmi les indésirables.

pages-reset-title = Choisir un nouveau mot de passe
pages-reset-lead = Toutes vos connexions seront fermées ; vous vous reconnecterez avec le nouveau.
pages-reset-submit = Enregistrer ce mot de passe
pages-dead-link-title = Ce lien ne sert plus
pages-dead-link-again = Demander un nouveau lien

pages-confirm-title = Confirmer votre adresse
pages-confirm-lead = Un clic, et cette adresse est la vôtre ici.
pages-confirm-submit = C’est bien mon adresse

pages-setup-title = Bienvenue
pages-setup-lead = Ce lieu vient d’ouvrir. Créez le compte de la personne qui s’en occupera.
pages-setup-submit = Ouvrir le lieu
pages-setup-coach = Je suis le coach
pages-setup-coach-hint = Vos clients pourront prendre rendez-vous avec vous.

pages-otp-title = Connexion en deux étapes
pages-otp-lead = À chaque connexion, un code donné par votre téléphone s’ajoutera au mot de passe. Il faut une application d’authentification (Aegis, FreeOTP, Google Authenticator…).
pages-otp-forced = Votre rôle la demande : configurez-la maintenant. Il faut une application d’authentification (Aegis, FreeOTP, Google Authenticator…).
pages-otp-submit = Continuer
pages-otp-on = La connexion en deux étapes est déjà active pour votre compte.
pages-otp-scan-title = Scannez ce code
pages-otp-scan-lead = Avec l’application de votre téléphone ; puis saisissez les six chiffres qu’elle affiche.
pages-otp-scan-submit = Activer
pages-otp-qr = Code QR à scanner avec l’application
pages-otp-secret = Ou saisissez cette clé dans l’application :
pages-otp-code = Les six chiffres de l’application
pages-otp-anew = Recommencer avec un autre code QR
pages-otp-done-title = C’est fait
pages-otp-done-lead = Voici vos codes de secours. Chacun remplace une fois votre téléphone : imprimez-les ou recopiez-les, ils ne seront plus montrés.
pages-otp-done-list = Codes de secours
pages-otp-next = Continuer

pages-home-title = Accueil
pages-home-lead = Bienvenue. Connectez-vous pour retrouver ce qui vous concerne.
pages-home-hello = Bonjour { $name }.
pages-home-roles = Vos rôles
pages-home-docs = Documentation de l’API
pages-home-admin = Administration
pages-home-app = Ouvrir l’application
pages-home-new = Ce lieu vient d’être installé.
pages-home-new-hint = Pour créer le premier compte, ouvrez le lien que le programme affiche dans son terminal.
pages-home-hours = Horaires
pages-home-open = Ouvert en ce moment
pages-home-closed = Fermé en ce moment
pages-home-day-closed = Fermé
pages-home-reach = Nous trouver
pages-day-1 = Lundi
pages-day-2 = Mardi
pages-day-3 = Mercredi
pages-day-4 = Jeudi
pages-day-5 = Vendredi
pages-day-6 = Samedi
pages-day-7 = Dimanche
pages-role-superuser = Administration
pages-role-staff = Équipe
pages-role-school-manager = Responsable de l’école
pages-role-professor = Professeur
pages-role-coach = Coach
pages-role-operator = Opérateur
pages-role-tutor = Tuteur
pages-role-student = Étudiant
pages-role-client = Client

pages-slips-title = Mots de passe à remettre
pages-slips-count = { $count ->
    [one] { $count } fiche.
   *[other] { $count } fiches.
}
pages-slips-hint = Imprimez cette page maintenant : ces mots de passe ne seront plus montrés. Six fiches par feuille A4, à découper sur les pointillés.
pages-slips-login = Identifiant
pages-slips-where = Pour vous connecter :
pages-slips-foot = Vous choisirez votre propre mot de passe à la première connexion. Gardez cette fiche pour vous.
