# Server-rendered pages: home, logging in, first run, passwords, slips to print.

pages-problem = Error
pages-problem-line = { $field }: { $problem }
pages-email = Email address
pages-first-name = First name
pages-last-name = Last name
pages-password = Password
pages-current-password = Current password
pages-new-password = New password
pages-password-again = The same once more
pages-password-hint = At least { $min } characters. A short sentence that only you know does very well.
pages-back-to-login = Back to the login
field-passwords-differ = The two passwords are not the same.

pages-login-title = Log in
pages-login-lead = With your email address or the username you were given.
pages-login-already = You are { $name } in this browser. You may log in with another account.
pages-login-submit = Log in
pages-login-name = Email address or username
pages-login-forgot = Forgot your password?
pages-login-otp = One-time code
pages-login-otp-hint = The six digits of your app, or a recovery code.
pages-login-otp-note = One step left: type your password again, with the one-time code.

pages-change-password-title = Change my password
pages-change-password-lead = Your other logins will end.
pages-change-password-forced = The one you were given works only once: now choose your own.
pages-change-password-submit = Change password

pages-forgot-title = Forgotten password
pages-forgot-lead = We send you a link to choose a new one.
pages-forgot-hint = Without an email address, ask the front desk for a new slip.
pages-forgot-submit = Send me a link
pages-forgot-done-title = Look in your mailbox
pages-forgot-done-lead = The link is good for { $time } and works once. If it does not arrive, look among the junk.

pages-reset-title = Choose a new password
pages-reset-lead = All your logins will end; you log in again with the new password.
pages-reset-submit = Save this password
pages-dead-link-title = This link is no longer good
pages-dead-link-again = Ask for a new link

pages-confirm-title = Confirm your address
pages-confirm-lead = One click, and this address is yours here.
pages-confirm-submit = It is my address

pages-setup-title = Welcome
pages-setup-lead = This place has just opened. Create the account of the person who will look after it.
pages-setup-submit = Open the place
pages-setup-coach = I am the coach
pages-setup-coach-hint = Your clients will be able to book appointments with you.

pages-otp-title = Two-step login
pages-otp-lead = At each login, a code from your phone is asked for beside the password. You need an authenticator application (Aegis, FreeOTP, Google Authenticator…).
pages-otp-forced = Your role demands it: set it up now. You need an authenticator application (Aegis, FreeOTP, Google Authenticator…).
pages-otp-submit = Continue
pages-otp-on = Two-step login is on already for your account.
pages-otp-scan-title = Scan this code
pages-otp-scan-lead = With the application on your phone; then type the six digits that it shows.
pages-otp-scan-submit = Turn on
pages-otp-qr = QR code to be scanned with the application
pages-otp-secret = Or type this key into the application:
pages-otp-code = The six digits of the application
pages-otp-anew = Begin again with another QR code
pages-otp-done-title = Done
pages-otp-done-lead = These are your recovery codes. Each stands in for your phone once: print them or copy them, they will not be shown again.
pages-otp-done-list = Recovery codes
pages-otp-next = Continue

pages-home-title = Home
pages-home-lead = Welcome. Log in to find what concerns you.
pages-home-hello = Hello { $name }.
pages-home-roles = Your roles
pages-home-docs = API documentation
pages-home-admin = Back office
pages-home-app = Open the application
pages-home-new = This place has just been installed.
pages-home-new-hint = To create the first account, open the link that the program shows in its terminal.
pages-home-hours = Opening hours
pages-home-open = Open now
pages-home-closed = Closed now
pages-home-day-closed = Closed
pages-home-reach = Find us
pages-day-1 = Monday
pages-day-2 = Tuesday
pages-day-3 = Wednesday
pages-day-4 = Thursday
pages-day-5 = Friday
pages-day-6 = Saturday
pages-day-7 = Sunday
pages-role-superuser = Administration
pages-role-staff = Staff
pages-role-school-manager = School manager
pages-role-professor = Teacher
pages-role-coach = Coach
pages-role-operator = Operator
pages-role-tutor = Tutor
pages-role-student = Student
pages-role-client = Client

pages-slips-title = Passwords to hand over
pages-slips-count = { $count ->
    [one] { $count } slip.
   *[other] { $count } slips.
}
pages-slips-hint = Print this page now: these passwords will not be shown again. Six slips to an A4 sheet, cut along the dashes.
pages-slips-login = Username
pages-slips-where = To log in:
pages-slips-foot = You will choose your own password at the first login. Keep this slip to yourself.
