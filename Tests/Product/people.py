"""Hundreds of people with browsers, as connections that stay open: each asks, reads the whole answer, thinks, asks again."""

import asyncio
import dataclasses
import time
import urllib.parse


@dataclasses.dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def is_last(self):
        return self.headers.get("connection", "").lower() == "close"


class Person:
    """One open connection; a failure closes it, and the next question opens another."""

    def __init__(self, cookie, address):
        parts = urllib.parse.urlsplit(address)
        self.port, self.host, self.cookie = parts.port, parts.netloc, cookie
        self.reader = self.writer = None

    async def ask(self, path, patience=30):
        try:
            return await asyncio.wait_for(self._ask(path), patience)
        except (OSError, EOFError, asyncio.TimeoutError, ValueError):
            self.leave()
            raise

    async def _ask(self, path):
        if self.writer is None:
            # Every *.localhost is this machine, whatever its resolver says.
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(
            f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\nAccept: text/html\r\nCookie: {self.cookie}\r\n\r\n".encode())
        await self.writer.drain()
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        if headers.get("transfer-encoding") == "chunked":
            body = b""
            while size := int(await self.reader.readline(), 16):
                body += (await self.reader.readexactly(size + 2))[:-2]
            await self.reader.readline()
        else:
            body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        answer = Answer(int(head[0].split()[1]), headers, body)
        if answer.is_last:
            self.leave()
        return answer

    def leave(self):
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


class Log:
    """What went right and wrong, and when."""

    def __init__(self):
        self.right, self.wrong = [], []

    def note(self, plane, problem=None):
        (self.wrong if problem else self.right).append((time.monotonic(), plane, problem))

    def unexcused(self, killed):
        """What went wrong while the plane was there: it is away from its kill until two seconds after its next answer."""
        def excused(moment, plane):
            if plane not in killed or moment < killed[plane]:
                return False
            # An answer to what was asked before the kill may still be on its way.
            back = min((at for at, other, _ in self.right if other == plane and at > killed[plane] + 0.5), default=moment)
            return moment <= back + 2
        return [problem for moment, plane, problem in self.wrong if not excused(moment, plane)]
