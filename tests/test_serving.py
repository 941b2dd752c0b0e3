"""What is being worked on is shown on this machine alone, and anew after every build."""

from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from time import monotonic
from urllib.parse import urlsplit

import pytest

from kanben.workflow.serving import BuildServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[BuildServer]:
    (tmp_path / "index.html").write_text("<p>书目</p>", "utf-8")
    (tmp_path / "room").mkdir()
    (tmp_path / "room/search.js").write_text("kanben", "utf-8")
    (tmp_path.parent / "secret.txt").write_text("秘", "utf-8")
    serving = BuildServer(tmp_path)
    yield serving
    serving.close()


def fetch(server: BuildServer, path: str, host: str = "") -> tuple[int, str]:
    address = urlsplit(server.address)
    connection = HTTPConnection(address.hostname or "", address.port or 0, timeout=30)
    connection.request("GET", path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8")


def test_a_page_comes_with_what_loads_it_anew_and_other_files_as_they_are(
    server: BuildServer,
) -> None:
    status, page = fetch(server, "/")
    assert status == 200
    assert page.startswith("<p>书目</p><script>")
    assert fetch(server, "/room/search.js") == (200, "kanben")


def test_an_open_page_is_told_of_the_next_build_at_once(server: BuildServer) -> None:
    _, known = fetch(server, "/-/turn?")
    told: list[str] = []
    asking = Thread(target=lambda: told.append(fetch(server, f"/-/turn?{known}")[1]))
    since = monotonic()
    asking.start()
    server.turns.next()
    asking.join(20)
    assert told != [known]
    assert len(told) == 1
    assert monotonic() - since < 20


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example"])
def test_a_page_of_another_name_reads_nothing(server: BuildServer, host: str) -> None:
    assert fetch(server, "/", host)[0] == 403


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/room/"])
def test_nothing_beside_the_folder_is_served_and_no_folder_is_listed(
    server: BuildServer, path: str
) -> None:
    assert fetch(server, path)[0] == 404
