"""Processes of this run on this machine: each in a temporary folder, on loopback, and ended by its own id."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

LOOPBACK = "127.0.0.1"


class Machine:
    """The temporary folder, and everything that was started in it."""

    def __init__(self, keep=False):
        self.folder = tempfile.mkdtemp(prefix="preau-cluster-")
        os.chmod(self.folder, 0o755)
        self.keep = keep
        self.started = []
        # PostgreSQL, PgBouncer and Patroni refuse to be root.
        self.servant = pwd.getpwnam("postgres") if os.getuid() == 0 else None

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def make_folder(self, *parts, mode=0o700):
        path = self.path(*parts)
        os.makedirs(path, mode=mode, exist_ok=True)
        if self.servant:
            os.chown(path, self.servant.pw_uid, self.servant.pw_gid)
        return path

    def write(self, name, text):
        path = self.path(name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        if self.servant:
            os.chown(path, self.servant.pw_uid, self.servant.pw_gid)
        return path

    def start(self, name, command, env=None, cwd=None):
        """Starts a server as the servant; its output goes to `<name>.log`."""
        with open(self.path(f"{name}.log"), "ab") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=cwd or self.folder,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **(env or {})},
                start_new_session=True,
                **self._identity(),
            )
        self.started.append((name, process))
        return process

    def run(self, command, env=None, text=None, cwd=None):
        """Runs a command to its end and returns what it printed."""
        done = subprocess.run(
            command,
            input=text,
            capture_output=True,
            text=True,
            cwd=cwd or self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **(env or {})},
            **self._identity(),
        )
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def _identity(self):
        if not self.servant:
            return {}
        return {"user": self.servant.pw_uid, "group": self.servant.pw_gid, "extra_groups": []}

    def kill(self, process, sign=signal.SIGKILL):
        """A process and what it has started (its session), as a machine that goes out."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        process.wait(timeout=60)

    def end(self, process, patience=60):
        """Asks it to end, and waits."""
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            return process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self.kill(process)
            return None

    def close(self):
        """The last that was started ends first. PostgreSQL's own sessions end by their postmaster's."""
        for _, process in reversed(self.started):
            if process.poll() is None:
                self.end(process, patience=15)
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        if self.keep:
            print(f"kept: {self.folder}")
        else:
            shutil.rmtree(self.folder, ignore_errors=True)


def free_port():
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


def until(what, is_so, patience=60, pause=0.2):
    """Waits until `is_so()` is true and returns the seconds it took."""
    began = time.monotonic()
    while time.monotonic() - began < patience:
        with contextlib.suppress(OSError, ValueError, KeyError, RuntimeError):
            if is_so():
                return time.monotonic() - began
        time.sleep(pause)
    raise TimeoutError(f"in vain for {patience} s: {what}")


def status(url, timeout=2):
    """The HTTP status of an address on this machine; 0 when nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=timeout) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0
