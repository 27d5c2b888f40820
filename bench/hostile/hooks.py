"""What schemathesis loads beside its own checks: counts what was answered, for `api` to read at the end."""

import atexit
import collections
import json
import os

import schemathesis

answers = collections.Counter()


@schemathesis.hook
def after_call(context, case, response):
    answers[(case.operation.label, response.status_code)] += 1


@atexit.register
def write():
    with open(os.environ["PREAU_ANSWERS"], "w", encoding="utf-8") as file:
        json.dump([[label, status, count] for (label, status), count in sorted(answers.items())], file)


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """A form has a page at the same path, which is not of the API: it may be looked at."""
    is_page = response.headers.get("content-type", [""])[0].startswith("text/html")
    return not (type(failure).__name__ == "UnsupportedMethodResponse" and is_page)
