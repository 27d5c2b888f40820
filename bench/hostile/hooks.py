"""What schemathesis loads beside its own checks: who asks, what is counted, and what is none of the API's fault."""

import atexit
import collections
import itertools
import json
import os
import urllib.error
import urllib.request

import schemathesis

BASE, EMAIL, PASSWORD = (os.environ.get(f"PREAU_HOSTILE_{name}") for name in ("BASE", "EMAIL", "PASSWORD"))
KEY = "Idempotency-Key"
PAGES = ("/admin/login/",)
# The log-ins of one run, also those that are refused.
MOST_LOG_INS = 200

answers = collections.Counter()
numbers = itertools.count()


class Person:
    """Logged in, and again when what was made up has ended the log-in."""

    def __init__(self):
        self.token, self.id, self.attempts = None, None, 0

    def log_in(self):
        if self.attempts < MOST_LOG_INS:
            self.attempts += 1
            token = self._send("/api/token/", {"email": EMAIL, "password": PASSWORD}, {})
            self.token = token["access"] if token else self.token
            known = self._send("/api/me/", None, {"Authorization": f"Bearer {self.token}"})
            self.id = known["id"] if known else self.id

    def _send(self, path, body, headers):
        body = json.dumps(body).encode() if body else None
        request = urllib.request.Request(BASE + path, body, {"Content-Type": "application/json", **headers})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError:
            return None


person = Person()

if EMAIL:
    @schemathesis.auth(refresh_interval=None)
    class LogIn:
        def get(self, case, context):
            if person.token is None:
                person.log_in()
            return person.token

        def set(self, case, data, context):
            case.headers = case.headers or {}
            case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def filter_case(context, case):
    """Whoever changes their own address or takes their own rights cannot go on asking."""
    parts = case.path_parameters or {}
    is_own = person.id is not None and str(parts.get("id")) == str(person.id)
    return not (is_own and case.method.upper() != "GET" and case.operation.path.startswith("/api/users/"))


@schemathesis.hook
def before_call(context, case, kwargs):
    """A key that was used already is a refusal, and nothing else would be seen of the operation."""
    key = (case.headers or {}).get(KEY)
    if isinstance(key, str) and 0 < len(key) < 200 and key.isascii() and key.isprintable() and " " not in key:
        case.headers[KEY] = f"{key}-{next(numbers)}"


@schemathesis.hook
def after_call(context, case, response):
    answers[(case.operation.label, response.status_code)] += 1
    asked_as = response.request.headers.get("Authorization")
    if response.status_code == 401 and person.token and asked_as == f"Bearer {person.token}":
        person.log_in()


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """A form has a page at the same path, which is not of the API: it may be looked at."""
    is_of_method = type(failure).__name__ in ("UnsupportedMethodResponse", "AllowHeaderMismatch")
    return not (is_of_method and case.operation.path in PAGES)


@atexit.register
def write():
    with open(os.environ["PREAU_HOSTILE_ANSWERS"], "w", encoding="utf-8") as file:
        json.dump([[label, status, count] for (label, status), count in sorted(answers.items())], file)
