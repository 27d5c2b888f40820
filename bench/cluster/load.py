"""People who go on while things break. Each remembers what was acknowledged, so that afterwards somebody can look
whether it is there; what was never answered may be there or not."""

import asyncio
import collections
import struct
import time
import zlib

import aiohttp

from client import Client

PAUSE = 0.05
FOLLOWERS = 6


class Ledger:
    """What was acknowledged, and when anything was."""

    def __init__(self):
        self.students, self.appointments, self.photos = {}, {}, {}
        self.answers = collections.Counter()
        self.wrong = []
        self.moments = collections.defaultdict(list)
        self.sockets = collections.Counter()

    def note(self, kind, answer, expected):
        self.answers[kind, answer.status] += 1
        if answer.status in expected:
            self.moments[kind].append(time.monotonic())
            return True
        # Refused for now is what a place may say while something is away; anything else is a defect.
        if answer.status not in (0, 502, 503, 504):
            self.wrong.append(f"{kind}: {answer.status} {answer.text[:300]}")
        return False

    def longest_gap(self, kind, since, until):
        """Seconds without one success, within a time."""
        moments = [since, *[at for at in self.moments[kind] if since <= at <= until], until]
        return max(later - earlier for earlier, later in zip(moments, moments[1:]))

    def counts(self):
        return {"students": len(self.students), "appointments": len(self.appointments), "photos": len(self.photos)}


class Load:
    def __init__(self, base, tokens, slots, room):
        self.base, self.tokens, self.slots, self.room = base, tokens, collections.deque(slots), room
        self.ledger = Ledger()
        self.number = 0
        self.stopping = asyncio.Event()
        self.tasks = []

    def start(self):
        workers = [self._write, self._write, self._book, self._log_in, self._upload, self._read]
        workers += [self._follow] * FOLLOWERS if self.room else []
        self.tasks = [asyncio.create_task(worker()) for worker in workers]

    async def stop(self):
        self.stopping.set()
        for done in await asyncio.gather(*self.tasks, return_exceptions=True):
            if isinstance(done, Exception):
                self.ledger.wrong.append(f"a worker ended: {done!r}")

    async def _repeat(self, act, token=None, pause=PAUSE):
        async with Client(self.base, token) as client:
            while not self.stopping.is_set():
                if not await act(client):
                    await asyncio.sleep(0.2)
                await asyncio.sleep(pause)

    async def _write(self):
        async def act(client):
            self.number += 1
            email = f"eleve{self.number}@cluster.example"
            person = {"first_name": "Élève", "last_name": f"Numéro {self.number}", "email": email}
            answer = await client.post("/api/students/", {"user": person})
            if not self.ledger.note("student", answer, (201,)):
                return False
            self.ledger.students[email] = answer.json()["user"]["id"]
            return True
        await self._repeat(act, self.tokens["manager"])

    async def _book(self):
        async def act(client):
            if not self.slots:
                return False
            date, start = self.slots.popleft()
            body = {"date": date, "start": start, "client": self.tokens["client_id"], "service": 1}
            answer = await client.post("/api/appointments/", body)
            # Taken: by this very booking, whose answer was lost on its way.
            if answer.status == 409:
                self.ledger.answers["booking", 409] += 1
                return True
            if not self.ledger.note("booking", answer, (201,)):
                return False
            self.ledger.appointments[answer.json()["id"]] = (date, start)
            return True
        await self._repeat(act, self.tokens["admin"], pause=0.2)

    async def _log_in(self):
        async def act(client):
            return self.ledger.note("log-in", await client.log_in("etudiant@example.com"), (200,))
        await self._repeat(act, pause=0.2)

    async def _upload(self):
        async def act(client):
            if not self.ledger.students:
                return False
            person = list(self.ledger.students.values())[-1]
            form = aiohttp.FormData()
            form.add_field("photo", picture(person), filename="photo.png", content_type="image/png")
            answer = await client.ask("PUT", f"/api/users/{person}/photo/", data=form)
            if self.ledger.note("photo", answer, (200, 201)):
                self.ledger.photos[person] = True
                return True
            return False
        await self._repeat(act, self.tokens["manager"], pause=0.3)

    async def _read(self):
        async def act(client):
            return self.ledger.note("read", await client.get("/api/students/?page_size=20"), (200,))
        await self._repeat(act, self.tokens["manager"])

    async def _follow(self):
        """The live room; whoever loses it comes again."""
        seen = self.ledger.sockets
        address = f"{self.base.replace('http', 'ws', 1)}/ws/rooms/{self.room}/"
        headers = {"Authorization": f"Bearer {self.tokens['admin']}"}
        async with aiohttp.ClientSession() as session:
            while not self.stopping.is_set():
                try:
                    async with session.ws_connect(address, headers=headers, timeout=5) as socket:
                        seen["opened"] += 1
                        while not self.stopping.is_set():
                            try:
                                message = await socket.receive(timeout=1)
                            except asyncio.TimeoutError:
                                continue
                            if message.type != aiohttp.WSMsgType.TEXT:
                                seen["closed"] += 1
                                break
                            seen[message.json()["type"]] += 1
                            self.ledger.moments["socket"].append(time.monotonic())
                except (aiohttp.ClientError, asyncio.TimeoutError, OSError):
                    seen["refused"] += 1
                await asyncio.sleep(0.3)


def picture(number):
    """A PNG of one colour, which differs by its number."""
    width = height = 64
    colour = bytes(number * factor % 256 for factor in (7, 31, 101))
    rows = (b"\0" + colour * width) * height

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
