# The back office.
admin-ribbon-demo = Démonstration : tout y est inventé.
audit-action-list-exported = Liste exportée
audit-list-exported = { $actor } a exporté une liste ({ $entity }, { $format }).
audit-action-record-read = Fiche consultée
audit-record-read = { $actor } a consulté la fiche de { $target }.
audit-action-action-run = Action en nombre
audit-action-run = { $actor } a lancé « { $name } » sur { $total } fiches ({ $entity }).
audit-action-task-run = Tâche lancée
audit-task-run = { $actor } a lancé la tâche { $name }.
job-admin-run-action = Action sur de nombreuses fiches
