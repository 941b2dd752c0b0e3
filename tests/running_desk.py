"""Run a desk as an editor does, and speak to it over HTTP."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from tests.collection import ENVIRONMENT

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "qijiang-2021" / "004_50cfcea65c9d9663.txt"


class Reply:
    """What the desk answered."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class RunningDesk:
    """A desk in a process of its own."""

    def __init__(self, folder: Path, *options: str, **variables: str) -> None:
        self.folder = folder
        self.options = options
        self.variables = variables
        self.cookie = ""
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kanben", "desk", str(self.folder), "--no-open", *self.options],
            env={**ENVIRONMENT, **self.variables},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        found = re.search(r"http://\S+", self.process.stdout.readline())
        assert found is not None
        self.address = found[0]
        self.netloc = urlsplit(self.address).netloc.replace("0.0.0.0", "127.0.0.1")
        if "token=" in self.address:
            self.enter()

    def enter(self) -> None:
        """Open the address that the desk shows, as a browser does."""
        parts = urlsplit(self.address)
        reply = self.send("GET", f"{parts.path}?{parts.query}", cookie="")
        assert reply.status == 303
        self.cookie = reply.headers["set-cookie"].partition(";")[0]

    def kill(self) -> None:
        """End the desk as a power cut does."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        if self.process.stdout:
            self.process.stdout.close()

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        *,
        cookie: str | None = None,
        timeout: float = 60,
        **headers: str,
    ) -> Reply:
        """Send a request as a page of the desk does, unless told otherwise."""
        connection = HTTPConnection(self.netloc, timeout=timeout)
        sent = {"Cookie": self.cookie if cookie is None else cookie}
        if method != "GET":
            sent["Origin"] = f"http://{self.netloc}"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(
                method, path, body, {name: value for name, value in sent.items() if value}
            )
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, told, answer.read())
        finally:
            connection.close()

    def get(self, path: str) -> Reply:
        return self.send("GET", path)

    def post(self, path: str, said: object = None) -> Reply:
        return self.send("POST", path, json.dumps(said).encode(), Content_Type="application/json")

    def book(self, name: str) -> "DeskBook":
        return DeskBook(self, name)


class DeskBook:
    """A book as a page of the desk holds it."""

    def __init__(self, desk: RunningDesk, name: str) -> None:
        self.desk = desk
        self.path = f"/api/books/{quote(name)}"
        self.open()

    def open(self) -> Any:
        self.view = self.desk.get(self.path).json
        self.version = self.view["version"]
        return self.view

    def act(self, **ask: object) -> Reply:
        said = {"ask": ask, "version": self.version, "by": "林编辑"}
        return self._take(self.desk.post(f"{self.path}/act", said))

    def step(self, name: str) -> Reply:
        return self._take(self.desk.post(f"{self.path}/{name}", {"version": self.version}))

    def _take(self, reply: Reply) -> Reply:
        if reply.status == 200:
            self.version = reply.json["answer"]["version"]
        return reply

    def row(self, words: str) -> Any:
        """Return the row of the block whose text has words."""
        return next(row for row in self.view["rows"] if words in text_of(row))


def text_of(row: Any) -> str:
    return "".join(run[0] for run in row[5])


@contextmanager
def running(folder: Path, *options: str, **variables: str) -> Iterator[RunningDesk]:
    desk = RunningDesk(folder, *options, **variables)
    try:
        yield desk
    finally:
        desk.stop()
