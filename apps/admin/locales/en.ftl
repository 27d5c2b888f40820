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
periodic-admin-purge-runs = Forgetting reports of bulk actions
audit-action-mail-resent = Mail sent again
audit-mail-resent = { $actor } sent the mail “{ $target }” again.
audit-action-job-retried = Job retried
audit-job-retried = { $actor } retried the job { $target }.
audit-action-job-discarded = Job discarded
audit-job-discarded = { $actor } discarded the job { $target }.
refusal-mail-not-failed = This mail has not failed.
refusal-job-not-dead = This job has not failed, or not any more.

# The frame.
admin-jump = Jump to…
admin-jump-label = Find a list or a record
admin-jump-hint = A list, a name…
admin-menu = Menu
admin-nav-own = My access
admin-account-link = My account
admin-crumbs = Breadcrumbs
admin-help = Keyboard shortcuts
admin-help-search = Search in the page
admin-help-palette = Jump to a list or record (⌘ K on a Mac)
admin-help-help = Show this help
admin-help-close = Close what is open
admin-close = Close
admin-back = Back
admin-cancel = Cancel
admin-see-all = See all
admin-js-none = No results
admin-js-found = Results: {"{"}n{"}"}
admin-js-suggestions = Suggestions
admin-js-select-all = Select all on this page
admin-js-selected = Selected: {"{"}n{"}"}

# The dashboard.
admin-dashboard = Dashboard
admin-dashboard-empty = The lists that you may see are in the menu.
admin-plot-summary = { $label } from { $from } to { $to }: { $total } in all, at most { $most } on { $day }.
admin-plot-most = at most { $n } a day
admin-plot-table = The figures
admin-plot-day = Day
admin-work = Waiting
admin-work-jobs-queued = Jobs to do
admin-work-jobs-dead = Failed jobs
admin-work-mails-queued = Mails to send
admin-work-mails-failed = Failed mails
admin-events = Latest events
admin-events-none = Nothing has been recorded yet.
admin-events-when = When
admin-events-who = Who
admin-events-what = What
admin-events-target = On what

# Tasks.
admin-tasks = Tasks
admin-tasks-periodic = Periodic tasks
admin-tasks-name = Task
admin-tasks-last = Last run
admin-tasks-next = Next
admin-tasks-error = Last error
admin-tasks-never = never
admin-tasks-running = running
admin-tasks-run = Run now
admin-tasks-dead = Failed jobs
admin-tasks-dead-none = No job has failed for good.
admin-tasks-job = Job
admin-tasks-failed = Failed
admin-tasks-attempts = Attempts
admin-tasks-retry = Retry
admin-tasks-discard = Discard
admin-tasks-done-ran = “{ $name }” ended without an error.
admin-tasks-done-failed = “{ $name }” failed; its error is in the table.
admin-tasks-done-running = “{ $name }” is running. Reload the page to follow it.
admin-tasks-done-retry = The job is tried again.
admin-tasks-done-discard = The job is discarded.
admin-every-days = { $n ->
    [one] every day
   *[other] every { $n } days
}
admin-every-hours = { $n ->
    [one] every hour
   *[other] every { $n } hours
}
admin-every-minutes = { $n ->
    [one] every minute
   *[other] every { $n } minutes
}
admin-every-seconds = { $n ->
    [one] every second
   *[other] every { $n } seconds
}

# Actions on chosen rows.
admin-action-delete = Delete
admin-action-count = { $n ->
    [one] { $count } record is concerned.
   *[other] { $count } records are concerned.
}
admin-action-more = … and those that follow
admin-action-nothing = No record is selected
admin-action-nothing-hint = Tick at least one record of the list and try again.
admin-action-dangerous = Please check: this action cannot be undone from here.
admin-action-background = They are many: the action will be done in the background, and its progress shown.
admin-action-dry = Dry run
admin-action-dry-hint = Nothing is kept: the report only tells what would happen.
admin-run-state-running = Running
admin-run-state-done = Finished
admin-run-state-stopped = Stopped
admin-run-progress = { $seen } of { $total }
admin-run-progress-label = Progress
admin-run-leave = You may leave this page: the action goes on without you.
admin-run-stopped = The action was stopped: whoever began it may not do it any more.
admin-run-dry = Dry run: nothing will be kept.
admin-run-dry-done = Dry run: nothing was kept.
admin-run-done = Done
admin-run-would = Would be done
admin-run-refused = Refused
admin-run-begun = Begun
admin-run-finished = Finished
admin-run-refusals = Refusals
admin-run-row = Record
admin-run-reason = Reason
admin-run-unshown = The first { $kept } refusals are shown; there are { $n } more.

# The admin's own entities.
admin-group-system = System
admin-mails = Mails
admin-mails-one = Mail
admin-mails-recipient = Recipient
admin-mails-recipient-name = Recipient’s name
admin-mails-subject = Subject
admin-mails-state = State
admin-mails-state-queued = to send
admin-mails-state-sent = sent
admin-mails-state-failed = failed
admin-mails-created = Created
admin-mails-sent = Sent
admin-mails-attempts = Attempts
admin-mails-error = Error
admin-mails-text = Text
admin-mails-text-help = The text of a mail that holds a secret is blanked once it is sent, unless the transport is the console.
admin-mails-set-envelope = Envelope
admin-mails-set-content = Content
admin-mails-set-delivery = Delivery
admin-mails-do-resend = Send again
admin-jobs = Job queue
admin-jobs-one = Queued job
admin-jobs-kind = Kind
admin-jobs-state = State
admin-jobs-state-queued = to do
admin-jobs-state-dead = failed
admin-jobs-run-at = Due or failed
admin-jobs-attempts = Attempts
admin-jobs-last-error = Last error
admin-jobs-created = Created
admin-jobs-payload = Data
admin-jobs-set-job = Job
admin-jobs-do-retry = Retry
admin-jobs-do-discard = Discard
