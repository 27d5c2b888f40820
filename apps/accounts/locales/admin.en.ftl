# The back office: what accounts shows in it.

admin-group-people = People
admin-group-access = Access

admin-label-user-first-name = First name
admin-label-user-last-name = Last name
admin-label-user-email = Mail address
admin-label-user-username = Username
admin-label-user-phone = Phone
admin-label-user-birth-date = Date of birth
admin-label-user-lang = Language
admin-label-user-is-active = Active
admin-label-user-last-login-at = Last login
admin-label-user-kind = Kind
admin-label-user-modules = Subjects
admin-label-user-module = Subject
admin-label-user-id = Record of the person

admin-value-superuser = Administration
admin-value-staff = Staff
admin-value-school-manager = School manager
admin-value-professor = Professor
admin-value-coach = Coach
admin-value-operator = Operator
admin-value-tutor = Tutor
admin-value-student = Student
admin-value-client = Client
admin-value-nobody = No role
admin-value-fr = French
admin-value-en = English

admin-set-identity = Identity
admin-set-picture = Photo
admin-set-roles = Roles
admin-set-subjects = Subjects
admin-set-rights = Access and rights
admin-set-dates = Dates
admin-set-profile = In this role

admin-do-send-password = Send a new password
admin-do-activate = Activate the account
admin-do-deactivate = Deactivate the account
admin-do-end-logins = End every login
admin-do-turn-off-codes = Turn off two-step login

admin-person-too = The person, who has no other role
admin-tutor-links = Links to tutors
admin-student-links = Links to students
admin-subject-links = Links to subjects
admin-subject-people = People who teach or follow it

admin-users = People
admin-users-one = person
admin-users-first-name = First name
admin-users-last-name = Last name
admin-users-email = Mail address
admin-users-username = Username
admin-users-phone = Phone
admin-users-birth-date = Date of birth
admin-users-lang = Language
admin-users-is-active = Active
admin-users-last-login-at = Last login
admin-users-kind = Kind
admin-users-modules = Subjects
admin-users-photo = Photo
admin-users-name = Name
admin-users-roles = Roles
admin-users-role = Role
admin-users-module = Subject
admin-users-is-staff = Staff
admin-users-is-superuser = Superuser
admin-users-created-at = Created
admin-users-email-verified-at = Address confirmed
admin-users-email-help = A first password is sent there. Without an address it is printed.
admin-users-username-help = To log in without an address: letters, digits and . + - _
admin-users-roles-help = Taking a role away removes what belongs to it (level, specialty, links).
admin-users-is-active-help = Deactivating ends every login.
admin-users-is-staff-help = Gives every right of the back office. For superusers only.
admin-users-is-superuser-help = Also gives the right to name staff. For superusers only.

admin-professors = Professors
admin-professors-one = professor
admin-professors-photo = Photo
admin-professors-name = Name
admin-professors-created-at = In this role since
admin-professors-specialty = Specialty

admin-students = Students
admin-students-one = student
admin-students-photo = Photo
admin-students-name = Name
admin-students-created-at = In this role since
admin-students-student-number = Student number
admin-students-student-number-help = Left empty, the next number of the year is given.
admin-students-level = Level
admin-students-tutors = Tutors
admin-students-tutor = Tutor

admin-tutors = Tutors
admin-tutors-one = tutor
admin-tutors-photo = Photo
admin-tutors-name = Name
admin-tutors-created-at = In this role since
admin-tutors-relationship = Relationship
admin-tutors-students = Students
admin-tutors-student = Student

admin-managers = School managers
admin-managers-one = school manager
admin-managers-photo = Photo
admin-managers-name = Name
admin-managers-created-at = In this role since
admin-managers-title = Title

admin-coaches = Coaches
admin-coaches-one = coach
admin-coaches-photo = Photo
admin-coaches-name = Name
admin-coaches-created-at = In this role since
admin-coaches-headline = Headline

admin-clients = Clients
admin-clients-one = client
admin-clients-photo = Photo
admin-clients-name = Name
admin-clients-created-at = In this role since

admin-operators = Operators
admin-operators-one = operator
admin-operators-photo = Photo
admin-operators-name = Name
admin-operators-created-at = In this role since

admin-modules = Subjects
admin-modules-one = subject
admin-modules-name = Name
admin-modules-code = Code
admin-modules-created-at = Created
admin-modules-set-subject = Subject

admin-logins = Logins
admin-logins-one = login
admin-logins-user = Person
admin-logins-user-id = Person
admin-logins-device = Device
admin-logins-ip-address = IP address
admin-logins-kind = By
admin-logins-kind-cookie = Browser
admin-logins-kind-jwt = Token
admin-logins-state = State
admin-logins-state-open = Open
admin-logins-state-ended = Ended
admin-logins-created-at = Opened
admin-logins-last-seen-at = Last seen
admin-logins-expires-at = Expires
admin-logins-revoked-at = Ended
admin-logins-set-login = Login
admin-logins-do-end = End the login

admin-api-tokens = API tokens
admin-api-tokens-one = API token
admin-api-tokens-user = Person
admin-api-tokens-user-id = Person
admin-api-tokens-name = Name
admin-api-tokens-state = State
admin-api-tokens-state-valid = Valid
admin-api-tokens-state-revoked = Revoked
admin-api-tokens-created-at = Created
admin-api-tokens-last-used-at = Last used
admin-api-tokens-revoked-at = Revoked
admin-api-tokens-set-token = Token
admin-api-tokens-do-revoke = Revoke the token

admin-grants = Rights given
admin-grants-one = right given
admin-grants-permission = Right
admin-grants-user = Person
admin-grants-user-id = Person
admin-grants-user-id-help = A person, or a role below.
admin-grants-role = Role
admin-grants-scope = Scope
admin-grants-scope-all = Everything
admin-grants-scope-own-classes = Their classes
admin-grants-scope-own = Their own
admin-grants-created-at = Given
admin-grants-set-grant = To whom, and what
admin-grants-right = { $entity }: { $verb }
admin-grants-verb-view = view
admin-grants-verb-add = add
admin-grants-verb-change = change
admin-grants-verb-delete = delete

admin-account = My account
admin-account-one = my account
admin-account-first-name = First name
admin-account-last-name = Last name
admin-account-email = Mail address
admin-account-username = Username
admin-account-roles = Roles
admin-account-phone = Phone
admin-account-lang = Language
admin-account-photo = Photo
admin-account-set-own = Yours to change
admin-account-first-name-help = Your name is changed by staff.
admin-account-email-help = Another address is confirmed by mail. Password: /account/change-password/; two-step login: /account/one-time-code/.

admin-panel-people = People
admin-panel-people-by-day = By day
admin-figure-people = People
admin-figure-people-active = Active accounts
admin-figure-people-students = Students
admin-figure-people-professors = Professors
admin-figure-people-staff = Staff
admin-figure-logins = Logins
admin-figure-new-people = New people
