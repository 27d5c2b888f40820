# Lists: sorting, filters, views, exports.
admin-list-search = Search
admin-list-search-do = Search
admin-list-searched = Search: { $words }
admin-list-filters = Filters
admin-list-filter-do = Filter
admin-list-active = Active filters
admin-list-clear = Clear the filters
admin-list-remove = Remove the filter: { $filter }
admin-list-is = { $label }:
admin-list-from = { $label }: from
admin-list-to = { $label }: to
admin-list-any = Any
admin-list-yes = yes
admin-list-no = no
admin-list-relation-hint = A number, or the beginning of a name.
admin-list-nothing-like-it = Nothing has such a name.
admin-list-dates = By date
admin-list-all-dates = All dates
admin-list-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
admin-list-then = Then sort by: { $column }
admin-list-open = Open
admin-list-open-one = Open { $title }
admin-list-select = Selection
admin-list-select-one = Select { $title }
admin-list-count = { $n ->
    [0] No record
    [one] { $shown } record
   *[other] { $shown } records
}
admin-list-first = First
admin-list-previous = Previous
admin-list-next = Next
admin-list-pages = Pages
admin-list-size = Records per page
admin-list-ok = Apply
admin-list-none = There is nothing here yet.
admin-list-none-match = Nothing matches.
admin-list-add = Add: { $one }
admin-list-bulk = Act on several records
admin-list-all-that-match = The whole list ({ $count })
admin-list-action = Action
admin-list-choose = Choose…
admin-list-apply = Continue
admin-list-delete = Delete
admin-list-columns = Columns
admin-list-columns-shown = Columns shown
admin-list-views = Views
admin-list-all = All
admin-list-view-name = Name of the view
admin-list-view-for = For
admin-list-view-mine = me
admin-list-view-default = Open the list with this view
admin-list-view-save = Save the view
admin-list-view-make-default = Open by default
admin-list-view-no-default = No longer open by default
admin-list-view-delete = Delete
admin-list-role-school-manager = School managers
admin-list-role-professor = Professors
admin-list-role-coach = Coaches
admin-list-role-operator = Operators
admin-list-role-tutor = Tutors
admin-list-role-student = Students
admin-list-role-client = Clients
admin-list-export = Export
admin-list-export-hint = Everything that is filtered, with the columns shown. The export is recorded.
admin-list-problem = { $field }: { $problem }
admin-list-param-search = Search
admin-list-param-ordering = Sorting
admin-list-param-page-size = Records per page
admin-list-param-columns = Columns
admin-list-param-drill = Date
admin-list-param-cursor = Page
admin-list-param-name = Name of the view
admin-list-param-query = View
admin-list-bytes = { $n } B
admin-list-kilobytes = { $n } kB
admin-list-megabytes = { $n } MB
admin-list-gigabytes = { $n } GB
field-unknown-column = There is no such column. Columns: { $known }.
field-too-many-views = At most { $max } views: delete one first.
refusal-temporary-folder = The server cannot write to its temporary folder, so this file cannot be prepared. Choose CSV or JSON, or tell whoever looks after the server.
