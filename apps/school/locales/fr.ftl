# L’école : ce que disent les refus, le journal, les droits, les tâches et les courriels.

field-no-time-of-day = Une heure est attendue, par exemple 09:00.

right-school-view = Voir l’emploi du temps
right-school-plan = Planifier les cours
right-school-attend = Pointer sa présence
right-school-register = Faire l’appel
right-school-absences = Voir, déclarer et traiter les absences
right-school-statistics = Voir les statistiques
right-school-structure = Gérer les années, formations, groupes et inscriptions

config-no-time-of-day = { $value } n’est pas une heure, par exemple 07:00.

feed-lessons = Mes cours
