# Les listes : tri, filtres, vues, exports.
admin-list-search = Rechercher
admin-list-search-do = Rechercher
admin-list-searched = Recherche : { $words }
admin-list-filters = Filtres
admin-list-filter-do = Filtrer
admin-list-active = Filtres actifs
admin-list-clear = Effacer les filtres
admin-list-remove = Retirer le filtre : { $filter }
admin-list-is = { $label } :
admin-list-from = { $label } : à partir de
admin-list-to = { $label } : jusqu’à
admin-list-any = Indifférent
admin-list-yes = oui
admin-list-no = non
admin-list-relation-hint = Un numéro, ou le début d’un nom.
admin-list-nothing-like-it = Rien ne porte un tel nom.
admin-list-dates = Par date
admin-list-all-dates = Toutes les dates
admin-list-month = { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} { $year }
admin-list-then = Trier ensuite par : { $column }
admin-list-open = Ouvrir
admin-list-open-one = Ouvrir { $title }
admin-list-select = Sélection
admin-list-select-one = Sélectionner { $title }
admin-list-count = { $n ->
    [0] Aucune fiche
    [one] { $shown } fiche
   *[other] { $shown } fiches
}
admin-list-first = Début
admin-list-previous = Précédent
admin-list-next = Suivant
admin-list-pages = Pages
admin-list-size = Fiches par page
admin-list-ok = Appliquer
admin-list-none = Il n’y a encore rien ici.
admin-list-none-match = Rien ne correspond.
admin-list-add = Ajouter : { $one }
admin-list-bulk = Agir sur plusieurs fiches
admin-list-all-that-match = Toute la liste ({ $count })
admin-list-action = Action
admin-list-choose = Choisir…
admin-list-apply = Continuer
admin-list-delete = Supprimer
admin-list-columns = Colonnes
admin-list-columns-shown = Colonnes affichées
admin-list-views = Vues
admin-list-all = Tout
admin-list-view-name = Nom de la vue
admin-list-view-for = Pour
admin-list-view-mine = moi
admin-list-view-default = Ouvrir la liste sur cette vue
admin-list-view-save = Enregistrer la vue
admin-list-view-make-default = Ouvrir par défaut
admin-list-view-no-default = Ne plus ouvrir par défaut
admin-list-view-delete = Supprimer
admin-list-role-school-manager = Responsables de l’école
admin-list-role-professor = Professeurs
admin-list-role-coach = Coachs
admin-list-role-operator = Opérateurs
admin-list-role-tutor = Tuteurs
admin-list-role-student = Étudiants
admin-list-role-client = Clients
admin-list-export = Exporter
admin-list-export-hint = Tout ce qui est filtré, avec les colonnes affichées. L’export est consigné.
admin-list-problem = { $field } : { $problem }
admin-list-param-search = Recherche
admin-list-param-ordering = Tri
admin-list-param-page-size = Fiches par page
admin-list-param-columns = Colonnes
admin-list-param-drill = Date
admin-list-param-cursor = Page
admin-list-param-name = Nom de la vue
admin-list-param-query = Vue
admin-list-bytes = { $n } o
admin-list-kilobytes = { $n } ko
admin-list-megabytes = { $n } Mo
admin-list-gigabytes = { $n } Go
field-unknown-column = Cette colonne n’existe pas. Colonnes possibles : { $known }.
field-too-many-views = { $max } vues au plus : supprimez-en une d’abord.
refusal-temporary-folder = Le serveur ne peut rien écrire dans son dossier temporaire : ce fichier ne peut pas être préparé. Choisissez CSV ou JSON, ou prévenez la personne qui s’occupe du serveur.
