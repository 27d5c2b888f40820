# Services du noyau : courriels, fichiers, lieu, sauvegardes, tâches.

mail-footer = Message envoyé automatiquement par { $place } ; il n’est pas utile d’y répondre.

refusal-file-storage-unavailable = Le stockage des fichiers ne répond pas pour le moment. Réessayez dans un instant.
refusal-mail-address-wrong = « { $address } » n’est pas une adresse électronique.
refusal-mail-refused = Le serveur de messagerie a refusé ce message : { $reason }
field-unknown-zone = Ce fuseau horaire est inconnu (exemple : Europe/Paris).
field-unknown-language = Cette langue n’est pas proposée (fr, en).
field-not-among-languages = La langue par défaut doit faire partie des langues du lieu.
field-not-an-email = Ce n’est pas une adresse électronique.
field-wrong-opening-hours = Chaque plage a un jour (1 lundi à 7 dimanche), une ouverture et une fermeture (09:00) ; deux plages d’un jour ne se chevauchent pas.

refusal-backup-target-exists = Le fichier { $path } existe déjà ; une sauvegarde n’écrase jamais rien.
refusal-backup-tool-missing = Le programme { $tool } est introuvable (ni dans le PATH, ni dans /usr/lib/postgresql). Installez le client PostgreSQL.
refusal-backup-tool-failed = { $tool } a échoué : { $reason }
refusal-backup-damaged = La copie est endommagée : { $reason }
refusal-backup-no-room = Il n’y a plus de place dans { $folder } : la copie n’est pas faite et rien n’en est resté.
refusal-backup-newer = La sauvegarde vient d’une version plus récente de Préau. Installez-la d’abord. Étapes inconnues ici : { $names }
refusal-backup-foreign = { $path } n’est pas une sauvegarde de Préau.
refusal-backup-unsettled = { $path } est une base en service (un journal -wal l’accompagne), pas une sauvegarde. Faites-en une avec « preau backup ».
refusal-restore-target-exists = La base { $path } existe déjà. Avec --force, elle est mise de côté puis remplacée.
refusal-restore-not-empty = La base de destination n’est pas vide. Avec --force, son contenu est remplacé.
refusal-restore-in-use = La base est utilisée par un programme en marche. Arrêtez-le d’abord.
backup-note-key = La clé de signature n’est pas dans la sauvegarde. Conservez-la à part : { $path }
backup-note-key-configured = La clé de signature (PREAU_SECRET_KEY) n’est pas dans la sauvegarde. Conservez-la à part.
backup-note-files = Les fichiers confiés au stockage S3 ne sont pas dans la sauvegarde.
backup-note-sessions = Les connexions révoquées après cette sauvegarde redeviennent valables : fermez les sessions douteuses.
backup-note-unrecorded = La copie est faite, mais le journal n’a pas pu le noter : la base ne se laisse pas écrire.
backup-note-unsealed = Cette sauvegarde n’a pas de somme de contrôle : un octet changé peut passer inaperçu.
backup-note-unknown-migrations = La sauvegarde contient des étapes que ce programme ne connaît pas (version plus récente ou module désactivé) : { $names }

job-kernel-deliver-mail = Envoi d’un courriel
job-kernel-delete-file = Suppression d’un fichier du stockage
periodic-kernel-purge = Nettoyage des compteurs, courriels et tâches anciens
periodic-kernel-idempotency-purge = Oubli des réponses gardées pour Idempotency-Key
periodic-kernel-clean-files = Nettoyage des fichiers orphelins
periodic-kernel-backup = Sauvegarde quotidienne vérifiée

config-unknown-key = cette clé n’existe pas.
config-not-a-span = une durée est attendue, par exemple 30min, 24h ou 7d (dix ans au plus).
config-not-a-boolean = true ou false est attendu.
config-not-a-text = un texte est attendu.
config-not-a-list = une liste est attendue (dans une variable : séparée par des virgules).
config-not-a-number = un nombre entier est attendu, ni négatif ni trop grand.
config-not-a-network = un réseau est attendu, par exemple 10.0.0.0/8.
config-not-one-of = « { $value } » n’est pas une valeur possible ; valeurs possibles : { $known }.
config-too-small = { $min } au moins.
config-too-large = { $max } au plus.
config-not-a-listen-address = une adresse et un port sont attendus, par exemple 127.0.0.1:8000.
config-not-a-web-address = une adresse web est attendue, par exemple https://preau.exemple.fr.
config-not-an-origin = une origine web est attendue, sans chemin, par exemple https://api.exemple.fr.
config-not-a-database = une adresse de base de données est attendue, par exemple sqlite://preau.db ou postgres://utilisateur:motdepasse@hote/base.
config-not-a-postgres-database = l’adresse d’une base PostgreSQL est attendue, par exemple postgres://utilisateur:motdepasse@hote/base.
config-not-a-filter = un niveau est attendu (error, warn, info, debug) ou un filtre comme warn,preau_kernel=debug.
config-not-a-sender = un expéditeur est attendu, par exemple Préau <noreply@exemple.fr>.
config-not-a-header = une ligne « Nom: valeur » est attendue.
config-needed-for-s3 = cette valeur est nécessaire quand files.storage est s3.
config-needed-for-smtp = cette valeur est nécessaire quand mail.transport est smtp.
config-not-an-smtp-address = une adresse de serveur de messagerie est attendue, par exemple smtps://utilisateur:motdepasse@hote ou smtp://hote:587?tls=required.
config-key-too-short = { $min } caractères au moins sont nécessaires ; il y en a { $length }.
