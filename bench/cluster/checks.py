"""What must be so on a cluster: afterwards, of what was acknowledged; and across nodes, at once."""

import asyncio
import collections
import email
import time

import aiohttp

from client import Client

AT_ONCE = 1.0
MAILS_WITHIN = 150


class Report:
    def __init__(self):
        self.rows, self.failed = [], 0

    def that(self, what, is_so, seen=""):
        self.failed += not is_so
        self.rows.append(("ok" if is_so else "FAILED", what, str(seen)))
        print(f"{'ok     ' if is_so else 'FAILED '} {what}{': ' if seen != '' else ''}{seen}", flush=True)

    def close(self):
        passed = len(self.rows) - self.failed
        print(f"{passed} passed, {self.failed} failed")
        return self.failed == 0


async def nothing_is_lost(report, client, ledger):
    there = {row["user"]["email"]: row["user"]["id"] for row in await client.every("/api/students/?search=cluster.example")}
    lost = [address for address, number in ledger.students.items() if there.get(address) != number]
    report.that("every student that was acknowledged is there", not lost, f"{len(ledger.students)} of {len(there)}, lost {lost[:5]}")
    booked = {row["id"] for row in await client.every("/api/appointments/?from=2000-01-01&to=2100-01-01")}
    lost = [number for number in ledger.appointments if number not in booked]
    report.that("every appointment that was acknowledged is there", not lost, f"{len(ledger.appointments)}, lost {lost[:5]}")
    lost = [person for person in ledger.photos if (await client.get(f"/api/users/{person}/photo/")).status != 200]
    report.that("every photo that was acknowledged is there", not lost, f"{len(ledger.photos)}, lost {lost[:5]}")
    report.that("nothing was answered that is neither done nor refused for now", not ledger.wrong, ledger.wrong[:3] or "")


def one_mail_each(report, places, ledger):
    """The first password of each student: sent once, whichever node had the job when it was killed."""
    wanted, deadline = set(ledger.students), time.monotonic() + MAILS_WITHIN
    while True:
        letters = collections.defaultdict(set)
        for path in places.mails():
            with open(path, "rb") as file:
                message = email.message_from_binary_file(file)
            letters[message["To"].rsplit("<", 1)[-1].rstrip("> ")].add(message["Message-ID"])
        missing = wanted - set(letters)
        if not missing or time.monotonic() > deadline:
            break
        time.sleep(1)
    report.that("every student that was acknowledged has their mail", not missing, f"{len(wanted)}, missing {len(missing)}")
    twice = {address: ids for address, ids in letters.items() if len(ids) > 1 and address in wanted}
    report.that("nobody has a second mail with another Message-ID", not twice, list(twice.items())[:2] or "")


async def late_reads(report, places, admin_token):
    """Statistics come from a standby, whichever node is asked."""
    for name in places.ports:
        async with Client(places.node(name), admin_token) as client:
            used, deadline = "", time.monotonic() + 10
            while used != "1" and time.monotonic() < deadline:
                lines = (await client.get("/metrics")).text.splitlines()
                used = next((line.split()[-1] for line in lines if line.startswith("preau_replica_used ")), "none")
                await asyncio.sleep(0.5)
            answer = await client.get("/api/statistics/?by=module")
            report.that(f"node {name} reads statistics at a standby", used == "1" and answer.status == 200,
                        f"preau_replica_used {used}, {answer.status}")


async def revocation(report, places, admin_token):
    """What ends on one node has ended on the others at once."""
    slowest = 0.0
    for number, name in enumerate(places.ports):
        async with Client(places.node(name), admin_token) as admin:
            person = {"email": f"parti{number}-{time.time_ns()}@cluster.example", "password": "correct-cheval-pile",
                      "first_name": "Une", "last_name": "Partie"}
            made = await admin.post("/api/user/register/", person)
            report.that(f"somebody registers at node {name}", made.status == 201, made.status)
            async with Client(places.base()) as own:
                await own.log_in(person["email"], person["password"])
                token = own.token
            others = [places.node(other) for other in places.ports]
            for base in others * 3:
                async with Client(base, token) as warm:
                    await warm.get("/auth/profile/")
            ended = await admin.ask("PATCH", f"/api/users/{made.json()['id']}/", body={"is_active": False})
            report.that(f"node {name} ends a login", ended.status == 200, ended.status)
            began = time.monotonic()
            for base in others:
                async with Client(base, token) as client:
                    while (answer := await client.get("/auth/profile/")).status != 401:
                        if time.monotonic() - began > 10:
                            break
                    slowest = max(slowest, time.monotonic() - began)
                    report.that(f"… refused at {base.rsplit(':')[-1]}", answer.status == 401, answer.status)
    report.that("refused everywhere within a second", slowest <= AT_ONCE, f"{slowest:.3f} s")


async def throttles(report, places):
    """Wrong passwords are counted by all nodes together."""
    answers = collections.Counter()
    nodes = [places.node(name) for name in places.ports]
    for number in range(30):
        async with Client(nodes[number % len(nodes)]) as client:
            answer = await client.post("/api/token/", {"email": "coach@example.com", "password": f"wrong {number}"})
            answers[answer.status] += 1
    first = answers[401] + answers[400]
    report.that("wrong passwords are counted by all nodes together", 0 < first <= 12 and answers[429] > 0, dict(answers))


async def live_channels(report, places, token, room):
    """A change made at one node is seen at the others."""
    names = list(places.ports)
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"}) as session:
        sockets = [await session.ws_connect(f"{places.node(name).replace('http', 'ws', 1)}/ws/rooms/{room}/") for name in names]
        for socket in sockets:
            await socket.receive(timeout=10)
        async with Client(places.node(names[0]), token) as client:
            seats = (await client.get(f"/api/workstations/?room={room}")).json()["results"]
            seat = next(seat for seat in seats if seat["room"] == room)
            began = time.monotonic()
            changed = await client.ask("PATCH", f"/api/workstations/{seat['id']}/", body={"notes": f"seen {time.time_ns()}", "name": f"Poste {time.time_ns() % 10**6}"})
            report.that("a seat is renamed at one node", changed.status == 200, changed.status)
        seen = []
        for socket in sockets:
            try:
                while (await socket.receive(timeout=10)).json().get("type") != "changes":
                    pass
                seen.append(time.monotonic() - began)
            except (asyncio.TimeoutError, TypeError):
                pass
            await socket.close()
    report.that("seen live at every node", len(seen) == len(names), ", ".join(f"{seconds:.2f} s" for seconds in seen))
