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
