"""What a browser or a phone would do: one connection pool, a token, answers with their status."""

import asyncio
import json

import aiohttp

PASSWORD = "motdepasse"


class Answer:
    def __init__(self, status, text):
        self.status, self.text = status, text

    def json(self):
        return json.loads(self.text)


class Client:
    """Asks one address. An answer that never came is status 0: whoever asked does not know what happened."""

    def __init__(self, base, token=None):
        self.base, self.token = base, token
        self.session = None

    async def __aenter__(self):
        self.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=15))
        return self

    async def __aexit__(self, *_):
        await self.session.close()

    async def ask(self, method, path, body=None, data=None, headers=None):
        headers = dict(headers or {})
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            async with self.session.request(method, self.base + path, json=body, data=data, headers=headers) as answer:
                return Answer(answer.status, await answer.text(errors="replace"))
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            return Answer(0, f"{type(error).__name__}: {error}")

    async def get(self, path):
        return await self.ask("GET", path)

    async def post(self, path, body=None):
        return await self.ask("POST", path, body=body if body is not None else {})

    async def log_in(self, email, password=PASSWORD):
        answer = await self.post("/api/token/", {"email": email, "password": password})
        if answer.status == 200:
            self.token = answer.json()["access"]
        return answer

    async def every(self, path):
        """All rows of a list, page by page."""
        rows, joint = [], "&" if "?" in path else "?"
        path = f"{path}{joint}page_size=200"
        while path:
            answer = await self.get(path)
            if answer.status != 200:
                raise RuntimeError(f"{path}: {answer.status} {answer.text}")
            page = answer.json()
            rows += page["results"]
            path = page["next"] and "/api/" + page["next"].split("/api/", 1)[1]
        return rows
