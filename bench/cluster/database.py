"""The database: etcd, three PostgreSQL nodes under Patroni in strict synchronous mode, HAProxy to the primary, and
PgBouncer before it."""

import contextlib
import glob
import json
import os
import urllib.request

from machine import LOOPBACK, free_port, status, until

NODES = ("db1", "db2", "db3")


def programs():
    """Where Debian keeps PostgreSQL's programs: the newest."""
    found = glob.glob("/usr/lib/postgresql/*/bin/initdb")
    if not found:
        raise SystemExit("PostgreSQL is missing: apt-get install postgresql")
    return os.path.dirname(max(found, key=lambda path: int(path.split("/")[4])))


PATRONI = """scope: preau
name: {name}
restapi:
  listen: 127.0.0.1:{rest}
  connect_address: 127.0.0.1:{rest}
etcd3:
  host: 127.0.0.1:{etcd}
bootstrap:
  dcs:
    ttl: 15
    loop_wait: 3
    retry_timeout: 5
    primary_start_timeout: 0
    master_start_timeout: 0
    synchronous_mode: true
    synchronous_mode_strict: true
    postgresql:
      use_pg_rewind: true
      use_slots: true
      parameters:
        max_connections: 200
        shared_buffers: 64MB
        wal_log_hints: "on"
        wal_keep_size: 256MB
        max_wal_senders: 10
        hot_standby: "on"
        synchronous_commit: "on"
  initdb:
  - encoding: UTF8
  - locale: C.UTF-8
  - data-checksums
  pg_hba:
  - local all all trust
  - host all all 127.0.0.1/32 trust
  - host replication all 127.0.0.1/32 trust
postgresql:
  listen: 127.0.0.1:{port}
  connect_address: 127.0.0.1:{port}
  data_dir: {folder}/data
  bin_dir: {programs}
  pgpass: {folder}/pgpass
  authentication:
    superuser: {{username: postgres, password: none}}
    replication: {{username: replicator, password: none}}
    rewind: {{username: postgres, password: none}}
  parameters:
    unix_socket_directories: {folder}
tags: {{nofailover: false, noloadbalance: false, clonefrom: false, nosync: false}}
"""

HAPROXY = """global
  maxconn 2000
defaults
  mode tcp
  timeout connect 2s
  timeout client 1h
  timeout server 1h
  timeout check 3s
listen primary
  bind 127.0.0.1:{primary}
  option httpchk OPTIONS /primary
  http-check expect status 200
  default-server inter 1s fall 3 rise 1 on-marked-down shutdown-sessions
{servers}
listen replicas
  bind 127.0.0.1:{replicas}
  balance roundrobin
  option httpchk OPTIONS /replica
  http-check expect status 200
  default-server inter 1s fall 3 rise 1 on-marked-down shutdown-sessions
{servers}
"""

PGBOUNCER = """[databases]
preau = host=127.0.0.1 port={primary} user=preau dbname=preau
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
auth_file = {users}
pool_mode = {mode}
max_client_conn = 500
# In session mode every connection of every node has one of its own.
default_pool_size = {size}
# A server that was refused is tried again at once, and whoever waits is told soon.
server_login_retry = 1
query_wait_timeout = 10
ignore_startup_parameters = extra_float_digits
"""


class Database:
    def __init__(self, machine, pool_mode, pgbouncer="pgbouncer"):
        self.machine, self.pool_mode, self.pgbouncer = machine, pool_mode, pgbouncer
        self.etcd, self.primary, self.replicas, self.pooler = (free_port() for _ in range(4))
        self.rest = {name: free_port() for name in NODES}
        self.ports = {name: free_port() for name in NODES}
        self.processes = {}
        self.programs = programs()

    def start(self):
        machine = self.machine
        machine.make_folder("etcd")
        client, peer = f"http://{LOOPBACK}:{self.etcd}", f"http://{LOOPBACK}:{free_port()}"
        machine.start("etcd", [
            "etcd", "--name", "one", "--data-dir", machine.path("etcd"), "--listen-client-urls", client,
            "--advertise-client-urls", client, "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
            "--initial-cluster", f"one={peer}", "--logger", "zap", "--log-level", "warn",
        ])
        until("etcd answers", lambda: status(f"{client}/health") == 200)
        for name in NODES:
            self.start_node(name)
        # The first makes the cluster, the others copy it.
        until("a primary", lambda: self.leader() is not None, 180)
        until("two standbys, one of them synchronous", self.is_whole, 180)
        self._front()
        # Made at the primary itself: a balancer that has just started changes its mind.
        port = self.ports[self.leader()]
        self._sql("postgres", "CREATE ROLE preau LOGIN", port)
        self._sql("postgres", "CREATE DATABASE preau OWNER preau ENCODING 'UTF8' TEMPLATE template0", port)

    def start_node(self, name):
        folder = self.machine.make_folder(name)
        config = self.machine.write(f"{name}.yml", PATRONI.format(
            name=name, rest=self.rest[name], etcd=self.etcd, port=self.ports[name], folder=folder,
            programs=self.programs))
        self.processes[name] = self.machine.start(name, ["/usr/bin/patroni", config])

    def _front(self):
        machine = self.machine
        servers = "\n".join(
            f"  server {name} 127.0.0.1:{self.ports[name]} check port {self.rest[name]}" for name in NODES)
        config = machine.write("haproxy-database.cfg", HAPROXY.format(
            primary=self.primary, replicas=self.replicas, servers=servers))
        machine.start("haproxy-database", ["haproxy", "-db", "-f", config])
        # Before its first checks it believes that every server is good.
        until("HAProxy leads to the primary",
              lambda: self._sql("postgres", "SELECT pg_is_in_recovery()").strip() == "f")
        if self.pool_mode != "none":
            users = machine.write("pgbouncer.users", '"preau" ""\n')
            config = machine.write("pgbouncer.ini", PGBOUNCER.format(
                primary=self.primary, port=self.pooler, users=users, mode=self.pool_mode,
                size=100 if self.pool_mode == "session" else 20))
            machine.start("pgbouncer", [self.pgbouncer, config])

    def url(self):
        """What Préau's requests go through."""
        return self._address(self.direct_port() if self.pool_mode == "none" else self.pooler)

    def direct_url(self):
        return self._address(self.direct_port())

    def replica_url(self):
        return self._address(self.replicas)

    def direct_port(self):
        return self.primary

    @staticmethod
    def _address(port):
        return f"postgres://preau@{LOOPBACK}:{port}/preau?sslmode=disable"

    def _sql(self, database, sql, port=None):
        return self.machine.run([
            f"{self.programs}/psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-h", LOOPBACK,
            "-p", str(port or self.primary), "-U", "postgres", "-d", database, "-c", sql,
        ])

    def sql(self, sql):
        return self._sql("preau", sql)

    def members(self):
        """What Patroni says of each node, asked of one that answers."""
        for name in NODES:
            try:
                with urllib.request.urlopen(f"http://{LOOPBACK}:{self.rest[name]}/cluster", timeout=2) as answer:
                    return json.load(answer)["members"]
            except OSError:
                continue
        return []

    def leader(self):
        names = [member["name"] for member in self.members() if member["role"] == "leader" and member["state"] == "running"]
        return names[0] if names else None

    def is_whole(self):
        members = self.members()
        running = [member for member in members if member["state"] in ("running", "streaming")]
        return len(running) == len(NODES) and any(member["role"] == "sync_standby" for member in members)

    def kill_primary(self):
        """The machine of the primary goes out: PostgreSQL and Patroni at the same instant. Returns its name."""
        name = self.leader()
        self.machine.kill(self.processes[name])
        self._kill_server(name)
        return name

    def _kill_server(self, name):
        """The postmaster is the leader of a session of its own; its children end with it."""
        with contextlib.suppress(OSError, ValueError):
            with open(self.machine.path(name, "data", "postmaster.pid"), encoding="utf-8") as file:
                postmaster = int(file.readline())
            with open(f"/proc/{postmaster}/cmdline", encoding="utf-8") as file:
                # A number that has become somebody else's is left alone.
                if self.machine.path(name, "data") in file.read():
                    os.kill(postmaster, 9)

    def close(self):
        """A server whose Patroni was ended without time would stay."""
        for name in NODES:
            process = self.processes.get(name)
            if process:
                self.machine.end(process, patience=20)
            self._kill_server(name)
