"""A demonstration of the program for one of its people to spoil: on loopback, with an empty database of its own."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

PASSWORD = "motdepasse"

# Who is there, by the name of their role.
PEOPLE = {
    "superuser": "admin@example.com",
    "manager": "responsable@example.com",
    "professor": "professeur@example.com",
    "student": "etudiant@example.com",
    "tutor": "tuteur@example.com",
    "coach": "coach@example.com",
    "client": "client@example.com",
    "operator": "operateur@example.com",
}

# A machine that does other things at the same time takes long.
PATIENCE = 120


class Demo:
    def __init__(self, program, **settings):
        self.folder = tempfile.mkdtemp(prefix="preau-hostile-")
        port = free_port()
        self.base = f"http://127.0.0.1:{port}"
        bare = {name: value for name, value in os.environ.items() if not name.startswith(("PREAU_", "DATABASE_URL"))}
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [program, "demo", "--listen", f"127.0.0.1:{port}"], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, env={**bare, "TMPDIR": self.folder, **settings}, start_new_session=True,
            )

    def __enter__(self):
        end = time.monotonic() + PATIENCE
        while self.status("/readyz") != 200:
            if self.process.poll() is not None or time.monotonic() > end:
                self.close()
                raise RuntimeError(f"the demonstration does not start:\n{self.said()}")
            time.sleep(0.2)
        return self

    def __exit__(self, *_):
        self.close()

    @property
    def log(self):
        return os.path.join(self.folder, "log")

    def said(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()

    def lives(self):
        return self.process.poll() is None

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def status(self, path, cookie=None, form=None):
        """Of a page, or of a form that is sent there; 0 when nobody answers."""
        try:
            with self._open(path, {"Cookie": cookie} if cookie else {}, form) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def read(self, path):
        with self._open(path, {}) as answer:
            return answer.read()

    def cookies(self, path, cookie=None):
        """Those that a page sets."""
        with self._open(path, {"Cookie": cookie} if cookie else {}) as answer:
            return _sent_back(answer)

    def log_in(self, email):
        """An access token."""
        with self._log_in("/api/token/", email) as answer:
            return json.load(answer)["access"]

    def open_session(self, email):
        """What a browser would send as its cookies."""
        with self._log_in("/api/session/", email) as answer:
            return _sent_back(answer)

    def _log_in(self, path, email):
        body = json.dumps({"email": email, "password": PASSWORD}).encode()
        return self._open(path, {"Content-Type": "application/json"}, body)

    def _open(self, path, headers, body=None):
        return urllib.request.urlopen(urllib.request.Request(self.base + path, body, headers), timeout=30)


def _sent_back(answer):
    return "; ".join(line.split(";")[0] for line in answer.headers.get_all("Set-Cookie") or [])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
