# The back office.
admin-ribbon-demo = Demonstration: everything here is made up.
audit-action-list-exported = List exported
audit-list-exported = { $actor } exported a list ({ $entity }, { $format }).
audit-action-record-read = Record read
audit-record-read = { $actor } read the record of { $target }.
audit-action-action-run = Bulk action
audit-action-run = { $actor } ran “{ $name }” on { $total } records ({ $entity }).
audit-action-task-run = Task run
audit-task-run = { $actor } ran the task { $name }.
job-admin-run-action = Action on many records
