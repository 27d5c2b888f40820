# The frame of server-rendered pages, and the refusals they show.

page-skip = Skip to content
page-nav = Navigation
page-lang-name = English
page-log-in = Log in
page-log-out = Log out
page-home = Back to the home page
page-try-again = Try again
page-footer = runs on Préau
page-request-id = Request number, for whoever looks after this site: { $id }
page-title-unauthenticated = Please log in
page-title-forbidden = Access refused
page-title-not-found = Page not found
page-title-too-many = One moment…
page-title-internal = Something went wrong
page-nothing-here = This address leads nowhere, or no longer does.
page-title-refused = Request refused

refusal-csrf-failed = The request does not come from a page of this site, or that page waited too long. Reload it and start again.
