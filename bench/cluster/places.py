"""Three Préau nodes behind HAProxy, of one program or of two while one takes the other's place."""

import os

from machine import LOOPBACK, free_port, status, until

NODES = ("one", "two", "three")
KEY = "a key of the cluster on this machine, nothing more"

HAPROXY = """global
  maxconn 4000
defaults
  mode http
  timeout connect 2s
  timeout client 1h
  timeout server 75s
  timeout tunnel 1h
  timeout check 3s
  option forwardfor
  # Only what was never sent is sent again, to another node.
  option redispatch 1
  retries 3
  retry-on conn-failure
frontend place
  bind 127.0.0.1:{front}
  default_backend nodes
backend nodes
  balance roundrobin
  option httpchk GET /readyz
  http-check expect status 200
  default-server inter 1s fall 1 rise 1
{servers}
"""


class Places:
    def __init__(self, machine, database, settings):
        self.machine, self.database, self.settings = machine, database, settings
        self.front = free_port()
        self.ports = {name: free_port() for name in NODES}
        self.processes = {}

    def base(self):
        return f"http://{LOOPBACK}:{self.front}"

    def node(self, name):
        return f"http://{LOOPBACK}:{self.ports[name]}"

    def environment(self):
        return {
            "LANG": "en_US.UTF-8",
            "DATABASE_URL": self.database.url(),
            "PREAU_SECRET_KEY": KEY,
            "PREAU_BASE_URL": self.base(),
            "PREAU_TRUSTED_PROXIES": "127.0.0.1/32",
            "PREAU_MAIL_TRANSPORT": "file",
            "PREAU_MAIL_DIR": self.machine.path("mails"),
            # What is measured here is what is lost and for how long, not the hash.
            "PREAU_AUTH_ARGON2_MEMORY_KIB": "64",
            "PREAU_AUTH_ARGON2_PASSES": "1",
            "PREAU_SHUTDOWN_TIMEOUT": "10s",
            "PREAU_LOG_LEVEL": "info",
            "RUST_BACKTRACE": "0",
            **self.settings,
        }

    def fill(self, program):
        """A sample place in the empty database."""
        self.machine.make_folder("mails")
        folder = self.machine.make_folder("sample")
        address = f"{LOOPBACK}:{free_port()}"
        demo = self.machine.start(
            "sample", [program, "demo", "--listen", address, "--database", self.database.url()],
            env={**self.environment(), "PREAU_MAIL_DIR": self.machine.path("sample", "mails")}, cwd=folder)
        until("the sample place", lambda: status(f"http://{address}/readyz") == 200, 180)
        self.machine.end(demo)

    def start(self, program):
        for name in NODES:
            self.start_node(name, program)
        servers = "\n".join(f"  server {name} 127.0.0.1:{self.ports[name]} check" for name in NODES)
        config = self.machine.write("haproxy-places.cfg", HAPROXY.format(front=self.front, servers=servers))
        self.machine.start("haproxy-places", ["haproxy", "-db", "-f", config])
        until("the place answers", lambda: status(f"{self.base()}/readyz") == 200)

    def start_node(self, name, program):
        folder = self.machine.make_folder(f"node-{name}")
        self.processes[name] = self.machine.start(
            f"preau-{name}", [program, "serve", "--listen", f"{LOOPBACK}:{self.ports[name]}"],
            env=self.environment(), cwd=folder)
        return until(f"node {name} is ready", lambda: status(f"{self.node(name)}/readyz") == 200, 120)

    def kill(self, name):
        self.machine.kill(self.processes[name])

    def replace(self, name, program):
        """One node of a rolling upgrade. Returns its exit code."""
        code = self.machine.end(self.processes[name])
        self.start_node(name, program)
        return code

    def audit(self, program):
        return self.machine.run([program, "audit", "verify"], env=self.environment(), cwd=self.machine.path("node-one"))

    def mails(self):
        folder = self.machine.path("mails")
        return [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".eml")]
