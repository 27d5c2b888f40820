# Le programme : aide, messages du terminal, vérifications avant la mise en service.

cli = Préau : gestion d’un lieu où l’on apprend (école, accompagnement, espace informatique).
cli-usage = Utilisation :
cli-commands = Commandes
cli-command = COMMANDE
cli-options = Options
cli-arguments = Arguments
cli-serve = Servir le lieu
cli-demo = Servir un lieu d’exemple, avec des personnes fictives
cli-migrate = Mettre la base de données à jour
cli-createsuperuser = Créer un superutilisateur
cli-check = Dire ce qui ne va pas ou n’est pas sûr avant la mise en service
cli-backup = Faire une copie vérifiée du lieu, même pendant qu’il fonctionne
cli-restore = Remettre une sauvegarde à la place de la base de données
cli-import-django = Importer les personnes d’un site Django (sortie de « manage.py dumpdata »)
cli-audit = Vérifier le journal ou appliquer sa durée de conservation
cli-audit-verify = Prouver que rien n’a été altéré dans le journal
cli-audit-retain = Supprimer du journal ce qui a dépassé sa durée de conservation
cli-web = Écrire l’application web en fichiers statiques, pour un hébergement à part
cli-openapi = Afficher le document OpenAPI de toutes les adresses
cli-ready = Dire si le lieu qui tourne avec cette configuration peut répondre
cli-kiosk = Faire de cette machine un poste : écran d’accueil, temps restant, liaison avec le serveur
cli-kiosk-check = Dire ce qui ne va pas dans l’installation du poste
cli-kiosk-enrol = Inscrire ce poste avec le code d’inscription d’un opérateur
cli-simulate-room = Jouer une salle de postes contre un serveur, avec coupures, puis tout comparer

cli-arg-help = Afficher cette aide
cli-arg-version = Afficher la version
cli-arg-config = Fichier de configuration [par défaut : preau.toml s’il existe]
cli-arg-listen = Adresse et port d’écoute, par exemple 127.0.0.1:8000
cli-arg-url = Base de données : sqlite://fichier ou postgres://utilisateur:motdepasse@hote/base
cli-ready-arg-listen = Adresse et port à interroger [par défaut : server.listen]
cli-demo-arg-url = Base de données vide, ou d’une démonstration précédente [par défaut : temporaire]
cli-createsuperuser-arg-email = Adresse ; le mot de passe est lu sur l’entrée standard si ce n’est pas un terminal
cli-createsuperuser-arg-username = Identifiant, à la place de l’adresse ou en plus
cli-createsuperuser-arg-first-name = Prénom
cli-createsuperuser-arg-last-name = Nom
cli-createsuperuser-arg-coach = Donner aussi le rôle de coach
cli-backup-arg-target = Fichier à créer ; il n’est jamais écrasé
cli-restore-arg-source = Sauvegarde à remettre
cli-restore-arg-force = Remplacer une base existante (SQLite : elle est mise de côté)
cli-import-django-arg-file = Fichier JSON de dumpdata
cli-import-django-arg-mapping = Correspondance des champs, rôles et groupes (TOML ou JSON)
cli-import-django-arg-dry-run = Montrer ce qui serait fait, sans rien changer
cli-audit-verify-arg-expect-head = Tête de la chaîne retenue ailleurs (sceau ou numéro:sceau)
cli-web-arg-to = Dossier où écrire ; il est créé s’il manque
cli-web-arg-api = Origine de l’API, par exemple https://api.exemple.fr [défaut : web.api_url]
cli-web-arg-name = Nom du lieu [défaut : Préau]
cli-kiosk-enrol-arg-server = Adresse du serveur, par exemple https://preau.exemple.fr
cli-kiosk-enrol-arg-code = Code d’inscription, valable 30 minutes
cli-simulate-room-arg-server = Adresse du serveur
cli-simulate-room-arg-token = Jeton d’API d’un opérateur [par défaut : PREAU_TOKEN]
cli-simulate-room-arg-workstations = Nombre de postes
cli-simulate-room-arg-seconds = Durée en secondes
cli-simulate-room-arg-cut-every = Chaque liaison est coupée environ toutes les N secondes ; 0 : jamais
cli-simulate-room-arg-trouble = Millièmes des messages perdus, doublés ou retardés

kiosk-enrolled = Le poste est inscrit. Configuration : { $path } ; clé : { $key }. Vérifiez avec « preau kiosk check ».
kiosk-good = { $about } : bien ({ $detail })
kiosk-unusable = { $about } : à corriger ({ $detail })
kiosk-key-in-the-clear = { $about } : { $detail } enverrait la clé en clair ; prenez https://
kiosk-no-program = { $about } : le programme { $detail } est introuvable
kiosk-nothing-locks = { $about } : ni écran ni verrouillage ; rien ne ferme ce poste
kiosk-no-url = { $about } : l’adresse de l’écran n’est pas donnée au navigateur ({ $detail })
kiosk-silent = { $about } : { $detail } ne répond pas
simulate-playing = { $count } postes sont là ; la salle est jouée pendant { $seconds } s.
error-kiosk = { $reason }
error-simulate-token = Donnez --token ou la variable { $variable } : un jeton d’API d’opérateur.

web-written = { $count } fichiers de l’application web sont dans { $path }. headers.txt explique comment les servir.
web-description = Le lieu de tous les jours : connectez-vous pour retrouver ce qui vous concerne.
web-noscript = Cette application a besoin de JavaScript. L’essentiel fonctionne aussi sans lui.
web-noscript-link = Se connecter sans JavaScript

error-line = Erreur : { $sentence }
error-config = { $key } ({ $origin }) : { $problem }
error-field = { $field } : { $problem }
error-internal = { $reason }
error-database = La base de données { $database } ne s’ouvre pas : { $reason }
error-no-database = La base de données { $path } n’existe pas.
error-migrations-pending = La base de données vient d’une autre version. Lancez d’abord « preau migrate ».
error-listen-taken = L’adresse { $address } est déjà prise par un autre programme. Choisissez-en une autre avec --listen.
error-not-ready = { $address } n’est pas prêt : { $reason }
error-listen = Impossible d’écouter sur { $address } : { $reason }
error-demo-real-place = Cette base de données contient un vrai lieu ; la démonstration n’y verse personne. Donnez une base vide.
error-superuser-who = Donnez --email ou --username : l’entrée standard n’est pas un terminal.
error-superuser-differ = Les deux mots de passe ne sont pas les mêmes.
error-mapping = Le fichier de correspondance { $path } n’est pas valable : { $reason }
error-file = { $path } ne se lit pas : { $reason }
error-cli-unknown-argument = L’option { $argument } n’existe pas. Voyez « preau --help ».
error-cli-missing-argument = Il manque : { $argument }
error-cli-missing-value = Il manque une valeur, ou elle ne convient pas : { $argument }
error-cli-repeated-argument = { $argument } est donné deux fois ou avec une option contraire.
error-cli-unknown-command = La commande { $command } n’existe pas. Voyez « preau --help ».
error-cli-missing-command = Il manque une commande. Voyez « preau --help ».

config-file-missing = ce fichier n’existe pas.
config-broken-dotenv = une ligne n’est pas de la forme NOM=valeur.
config-not-utf8 = la valeur n’est pas du texte UTF-8.

serve-listening = Préau écoute sur { $address }
serve-first-run = Première mise en route : créez le superutilisateur à l’adresse { $link }

demo-ready = Préau, démonstration : { $address }
demo-docs = Documentation de l’API : { $address }
demo-role = Rôle
demo-login = Identifiant
demo-password = Mot de passe
demo-role-superuser = Superutilisateur
demo-role-school-manager = Responsable
demo-role-professor = Professeur
demo-role-student = Étudiant
demo-role-tutor = Tuteur
demo-role-coach = Coach
demo-role-client = Client
demo-role-operator = Opérateur
demo-stop = Ctrl+C pour arrêter.

ready-yes = Prêt : { $address }

migrate-applied = Appliqué : { $name }
migrate-done = { $count ->
    [one] { $count } étape appliquée.
   *[other] { $count } étapes appliquées.
}
migrate-nothing = La base de données est à jour.

superuser-ask-email = Adresse :
superuser-ask-first-name = Prénom :
superuser-ask-last-name = Nom :
superuser-ask-password = Mot de passe :
superuser-ask-again = Mot de passe, encore une fois :
superuser-done = Superutilisateur créé : { $login }
superuser-done-coach = Superutilisateur et coach créé : { $login }

backup-done = Sauvegarde faite et vérifiée : { $path } ({ $bytes } octets, { $rows } lignes)
backup-note = Note : { $note }
restore-done = Sauvegarde remise en place : { $path } ({ $bytes } octets, { $rows } lignes)
restore-aside = L’ancienne base a été mise de côté : { $path }

retain-class = Entrées supprimées, classe { $class } : { $count }
retain-nothing = Rien d’assez ancien.

import-done = Personnes dans le fichier : { $people } ; importées : { $created } ; déjà présentes : { $existing }
import-would = Essai, rien n’a été changé. Personnes dans le fichier : { $people } ; seraient importées : { $created } ; déjà présentes : { $existing }
import-role = { $role } : { $count }
import-staff = Accès à l’administration : { $staff }, dont superutilisateurs : { $superusers }
import-findings = À savoir ({ $count }) :

check-severity-broken = [CASSÉ]
check-severity-unsafe = [RISQUE]
check-severity-note = [note]
check-nothing = Rien à signaler.
check-counts = Cassé : { $broken } ; risques : { $unsafe } ; notes : { $notes }
check-database-missing = Il n’y a pas encore de base de données ({ $detail }) : « preau serve » ou « preau migrate » la crée.
check-database-unreachable = La base de données ne répond pas. { $detail }
check-migrations-pending = La base de données n’est pas à jour : lancez « preau migrate ». Étapes : { $detail }
check-demo-database = Cette base est une démonstration : tout le monde en connaît les mots de passe.
check-hosts-any = « * » dans server.allowed_hosts : tout nom d’hôte est accepté, même forgé.
check-cors-any = « * » dans server.cors_origins : toute page web peut lire les réponses de l’API.
check-proxies-any = server.trusted_proxies couvre toutes les adresses : chacun peut se donner l’adresse IP qu’il veut.
check-base-url-http = L’adresse publique { $detail } est en http : mots de passe et jetons passent en clair. Utilisez https.
check-base-url-unset = server.base_url n’est pas donné alors que d’autres machines sont servies : les liens des courriels mèneraient à { $detail }.
check-mail-console = mail.transport est console : les courriels, premiers mots de passe compris, s’affichent dans le terminal et n’arrivent à personne.
check-mail-memory = mail.transport est memory : les courriels sont perdus.
check-sqlite-normal = database.sqlite_synchronous est normal : une coupure de courant peut perdre les derniers instants.
check-no-direct-url = database.direct_url est vide derrière un pooler : les nœuds ne s’entendent pas, et chaque requête interroge la base.
check-no-backups = jobs.backup_dir est vide : aucune sauvegarde quotidienne n’est faite.
check-no-workers = jobs.workers est 0 : un autre nœud doit envoyer les courriels et faire les tâches.
check-temporary-folder = Rien ne peut être écrit dans le dossier temporaire { $detail } (TMPDIR) : les listes ne peuvent pas être exportées en XLSX.
check-registration-open = auth.registration est vrai : chacun peut s’inscrire comme client.
check-key-not-made = La clé de signature sera créée au premier démarrage : { $detail }
check-key-readable = La clé de signature est lisible par d’autres ; le programme ne démarrera pas. Faites : chmod 600 { $detail }
check-key-default = La clé de signature est dans { $detail } : elle n’est pas dans les sauvegardes, gardez-en une copie à part.
