# Agenda extérieur d’un coach et propositions d’autres horaires.
refusal-no-free-time = Aucun créneau n’est libre dans les prochaines semaines.
refusal-proposal-over = Cette proposition n’est plus valable : le rendez-vous a été déplacé, annulé, ou d’autres horaires ont été proposés.

field-not-https = Une adresse qui commence par https:// est attendue.
field-private-address = Cette adresse mène à un réseau privé : elle ne peut pas être lue.
field-same-time = C’est l’horaire actuel du rendez-vous.
field-wrong-times = Une liste de 1 à { $max } horaires est attendue.

busy-feed-wrong-address = L’adresse de l’agenda n’est pas valable.
busy-feed-not-https = L’agenda renvoie à une adresse qui n’est pas protégée (https).
busy-feed-private-address = L’adresse de l’agenda mène à un réseau privé : elle n’est pas lue.
busy-feed-unknown-host = Le serveur de l’agenda est introuvable.
busy-feed-unreachable = Le serveur de l’agenda ne répond pas, ou son certificat n’est pas valable.
busy-feed-too-many-redirects = L’adresse de l’agenda renvoie trop souvent à une autre.
busy-feed-forbidden = Le serveur refuse l’accès à l’agenda. Créez une nouvelle adresse secrète et saisissez-la ici.
busy-feed-gone = Il n’y a plus d’agenda à cette adresse. Créez une nouvelle adresse secrète et saisissez-la ici.
busy-feed-server-failed = Le serveur de l’agenda a répondu par une erreur.
busy-feed-too-large = L’agenda dépasse 2 Mo.
busy-feed-too-slow = Le serveur de l’agenda a mis plus de 20 secondes à répondre.
busy-feed-no-calendar = Ce qui se trouve à cette adresse n’est pas un agenda au format iCalendar.
busy-feed-too-many = L’agenda contient trop d’événements.
busy-feed-address-lost = L’adresse ne peut plus être déchiffrée. Saisissez-la de nouveau.

job-appointments-propose = Proposition d’autres horaires
job-appointments-tell-proposal = Courriel d’une proposition d’horaires
job-appointments-read-busy-feed = Lecture d’un agenda extérieur
periodic-appointments-read-busy-feeds = Lecture des agendas extérieurs des coachs

audit-action-busy-feed-set = Agenda extérieur enregistré
audit-busy-feed-set = { $actor } a enregistré l’agenda extérieur de { $target }
audit-action-busy-feed-deleted = Agenda extérieur retiré
audit-busy-feed-deleted = { $actor } a retiré l’agenda extérieur de { $target }
audit-action-times-proposed = Autres horaires proposés
audit-times-proposed = { $actor } a proposé d’autres horaires pour le rendez-vous { $target }

mail-proposal-title = Autres horaires proposés pour votre rendez-vous : { $when }
mail-proposal-body = { $coach } vous propose de déplacer votre rendez-vous ({ $when }). Choisissez l’un de ces horaires :
mail-proposal-not-held = Ces horaires ne sont pas réservés : ils restent ouverts à tous. Votre rendez-vous reste tel quel tant que vous n’avez rien choisi.
mail-busy-feed-title = Votre agenda extérieur n’est plus lu depuis un jour
mail-busy-feed-body = Préau lit vos heures occupées dans l’agenda { $shown }. Depuis un jour, il n’y parvient plus.
mail-busy-feed-kept = Les heures occupées lues auparavant restent prises en compte.
mail-busy-feed-button = Ouvrir mes rendez-vous

pages-proposal-title = Autres horaires pour votre rendez-vous
pages-proposal-now = Votre rendez-vous : { $when }.
pages-proposal-intro = { $coach } vous propose l’un de ces horaires. Ils ne sont pas réservés : le premier qui choisit l’obtient.
pages-proposal-none-left = Aucun des horaires que { $coach } vous a proposés n’est encore libre.
pages-proposal-over = Aucun horaire ne vous est proposé en ce moment.
pages-proposal-gone = Cet horaire n’est plus libre : { $when }.
pages-proposal-others = Les horaires libres les plus proches
pages-proposal-choose = Choisir : { $when }
pages-proposal-booking = Voir mon rendez-vous

admin-coach-busy-feeds = Agendas extérieurs
admin-coach-busy-feeds-one = agenda extérieur
admin-coach-busy-feeds-coach = Coach
admin-coach-busy-feeds-url = Adresse secrète
admin-coach-busy-feeds-url-help = Elle commence par https:// et n’est plus montrée ensuite.
admin-coach-busy-feeds-checked-at = Dernière lecture
admin-coach-busy-feeds-problem = Problème
admin-coach-busy-feeds-times = Heures occupées
admin-coach-busy-feeds-set-busy-feed = Agenda extérieur
