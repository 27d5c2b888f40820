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
refusal-backup-foreign = { $path } n’est pas une sauvegarde de Préau.
refusal-backup-unsettled = { $path } est une base en service (un journal -wal l’accompagne), pas une sauvegarde. Faites-en une avec « preau backup ».
refusal-restore-target-exists = La base { $path } existe déjà. Avec --force, elle est mise de côté puis remplacée.
refusal-restore-not-empty = La base de destination n’est pas vide. Avec --force, son contenu est remplacé.
refusal-restore-in-use = La base est utilisée par un programme en marche. Arrêtez-le d’abord.
backup-note-key = La clé de signature n’est pas dans la sauvegarde. Conservez-la à part : { $path }
backup-note-key-configured = La clé de signature (PREAU_SECRET_KEY) n’est pas dans la sauvegarde. Conservez-la à part.
backup-note-files = Les fichiers confiés au stockage S3 ne sont pas dans la sauvegarde.
backup-note-sessions = Les connexions révoquées après cette sauvegarde redeviennent valables : fermez les sessions douteuses.
backup-note-unknown-migrations = La sauvegarde contient des étapes que ce programme ne connaît pas (version plus récente ou module désactivé) : { $names }

job-kernel-deliver-mail = Envoi d’un courriel
job-kernel-delete-file = Suppression d’un fichier du stockage
periodic-kernel-purge = Nettoyage des compteurs, courriels et tâches anciens
periodic-kernel-clean-files = Nettoyage des fichiers orphelins
periodic-kernel-backup = Sauvegarde quotidienne vérifiée
