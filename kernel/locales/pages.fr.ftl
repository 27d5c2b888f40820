# Le cadre des pages rendues par le serveur, et les refus qu’elles montrent.

page-skip = Aller au contenu
page-nav = Navigation
page-lang-name = Français
page-log-in = Se connecter
page-log-out = Se déconnecter
page-home = Retour à l’accueil
page-try-again = Réessayer
page-footer = servi par Préau
page-request-id = Numéro de la demande, à donner à la personne qui s’occupe du site : { $id }
page-title-unauthenticated = Connexion nécessaire
page-title-forbidden = Accès refusé
page-title-not-found = Page introuvable
page-title-too-many = Un instant…
page-title-internal = Quelque chose n’a pas marché
page-nothing-here = Cette adresse ne mène nulle part, ou plus maintenant.
page-title-refused = Demande refusée

refusal-csrf-failed = La demande ne vient pas d’une page de ce site, ou cette page a trop attendu. Rechargez-la et recommencez.
