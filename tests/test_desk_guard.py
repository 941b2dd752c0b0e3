"""Nobody but the editor's own browser reaches the desk, and nothing outside the collection."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.running_desk import RunningDesk, running

TEXT = "　　老茶社在城南，门前有一口古井。\n　　茶客多是老人。\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    folder = tmp_path_factory.mktemp("books")
    book = folder / "seeds" / "茶社"
    book.mkdir(parents=True)
    (book / "甲.txt").write_text(TEXT, encoding="utf-8")
    outside = tmp_path_factory.mktemp("elsewhere") / "秘.txt"
    outside.write_text("　　这是别处的文字。\n", encoding="utf-8")
    linked = folder / "seeds" / "链接"
    linked.mkdir()
    (linked / "乙.txt").symlink_to(outside)
    (folder / "seeds" / "远方").symlink_to(outside.parent, target_is_directory=True)
    with running(folder) as found:
        yield found


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(autouse=True)
def nothing_is_written(desk: RunningDesk) -> Iterator[None]:
    before = everything(desk.folder)
    yield
    assert everything(desk.folder) == before


PATHS = ["/", "/books/茶社", "/api/books/茶社", "/api/shelf", "/static/book.js"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("cookie", ["", "kanben-desk-1=x", "kanben-desk-{port}=wrong", "a=\x01b"])
def test_a_request_without_the_token_is_refused(desk: RunningDesk, path: str, cookie: str) -> None:
    port = desk.netloc.rpartition(":")[2]
    reply = desk.send("GET", quote(path), cookie=cookie.format(port=port))
    assert reply.status == 403
    assert "茶".encode() not in reply.body


def test_a_wrong_token_opens_nothing(desk: RunningDesk) -> None:
    reply = desk.send("GET", "/?token=wrong", cookie="")
    assert reply.status == 403
    assert "set-cookie" not in reply.headers


def test_the_token_does_not_stay_in_the_address_nor_in_the_cookie(desk: RunningDesk) -> None:
    token = desk.address.partition("token=")[2]
    reply = desk.send("GET", f"/?token={token}", cookie="")
    assert (reply.status, reply.headers["location"]) == (303, "/")
    assert token not in reply.headers["set-cookie"]
    assert "httponly" in reply.headers["set-cookie"].lower()
    assert "samesite=strict" in reply.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "", "http://127.0.0.1:1", "https://{netloc}"]
)
def test_no_other_site_can_write(desk: RunningDesk, origin: str) -> None:
    book = desk.book("茶社")
    said = b'{"ask": {"act": "end", "source": 0, "line": 1, "join": true}, "version": "%b"}'
    content = said % book.version.encode()
    sent = origin.format(netloc=desk.netloc)
    assert desk.send("POST", f"{book.path}/act", content, Origin=sent).status == 403
    put = "/api/uploads?book=new&file=a.txt"
    assert desk.send("PUT", put, TEXT.encode(), Origin=sent).status == 403


def test_a_browser_that_says_the_request_came_from_elsewhere_is_believed(
    desk: RunningDesk,
) -> None:
    reply = desk.send("POST", "/api/books", b"{}", Sec_Fetch_Site="cross-site")
    assert reply.status == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", "127.0.0.1.evil.example"])
def test_no_other_name_leads_to_the_desk(desk: RunningDesk, host: str) -> None:
    assert desk.send("GET", "/", Host=host or "[").status in (400, 421)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../pyproject.toml",
        "/static/..%2f..%2fpyproject.toml",
        "/static/%2e%2e/desk.css",
        "/books/..%2f..%2fetc/about",
        "/books/%2e%2e/cover",
        "/api/books/..",
        "/api/books/../茶社",
        "/books/茶社/editions/..%2f..%2fconfig.yaml",
        "/api/books/茶社/lines/99/1",
        "/api/books/茶社/lines/0/999",
    ],
)
def test_no_path_leads_out_of_the_collection(desk: RunningDesk, path: str) -> None:
    assert desk.send("GET", quote(path, safe="/%")).status in (404, 422)


@pytest.mark.parametrize(
    ("book", "file"),
    [
        ("../out", "a.txt"),
        ("..", "a.txt"),
        ("a/b", "a.txt"),
        ("新", "../a.txt"),
        ("新", "/etc/a.txt"),
        ("新", "..\\a.txt"),
        ("新", ".hidden.txt"),
        ("新", "a.exe"),
        ("新", "publication.yaml"),
        ("新", "a\x00.txt"),
        ("新", ""),
        ("", "a.txt"),
        ("远方", "a.txt"),
        ("茶社", "甲.txt"),
        ("链接", "乙.txt"),
        ("长" * 200, "a.txt"),
    ],
)
def test_an_upload_goes_nowhere_but_into_a_new_file_of_a_publication(
    desk: RunningDesk, book: str, file: str
) -> None:
    path = f"/api/uploads?book={quote(book)}&file={quote(file)}"
    assert desk.send("PUT", path, TEXT.encode()).status in (409, 422)


def test_texts_that_must_be_named_are_named_where_they_are_dropped(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    with running(tmp_path) as desk:
        for file in ("一.md", "二.md"):
            path = f"/api/uploads?book={quote('笔记')}&file={quote(file)}"
            assert desk.send("PUT", path, f"# {file}\n\n江上有雾。\n".encode()).status == 201
        assert desk.book("笔记").view["sources"] == ["一.md", "二.md"]
        empty = desk.send("PUT", f"/api/uploads?book={quote('空')}&file=a.txt", b"")
        assert empty.status == 422
    assert not (tmp_path / "seeds" / "空").exists()


def test_what_a_link_leads_to_is_not_read(desk: RunningDesk) -> None:
    assert desk.get(f"/api/books/{quote('链接')}").status == 422
    assert desk.get(f"/api/books/{quote('远方')}").status == 404
    assert "别处" not in desk.get("/").body.decode()


def test_a_yaml_that_is_a_link_is_not_written(desk: RunningDesk, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.yaml"
    theirs.write_text("title: 别人的\n", encoding="utf-8")
    book = desk.book("茶社")
    link = desk.folder / "seeds" / "茶社" / "publication.yaml"
    link.symlink_to(theirs)
    try:
        assert book.act(act="end", source=0, line=1, join=True).status == 422
        assert theirs.read_text("utf-8") == "title: 别人的\n"
    finally:
        link.unlink()


@pytest.mark.parametrize("path", ["/api/uploads?book=big&file=a.txt", "/api/books"])
def test_a_body_of_a_gigabyte_is_refused_before_it_comes(desk: RunningDesk, path: str) -> None:
    method = "PUT" if "uploads" in path else "POST"
    status, _ = raw(desk, method, path, [f"Content-Length: {1 << 30}"], [b"x" * 1000])
    assert status == 413


def test_a_body_that_does_not_say_its_length_is_cut_off(desk: RunningDesk) -> None:
    parts = [b"80000\r\n" + b"x" * 0x80000 + b"\r\n"] * 4
    status, _ = raw(desk, "POST", "/api/books", ["Transfer-Encoding: chunked"], parts)
    assert status == 413


def test_a_body_that_trickles_in_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    with running(tmp_path, "--patience", "1") as desk:
        began = time.monotonic()
        put = "/api/uploads?book=slow&file=a.txt"
        status, _ = raw(desk, "PUT", put, ["Content-Length: 1000"], [b"x"] * 16, pause=0.1)
        assert status == 408
        assert time.monotonic() - began < 4
        assert everything(tmp_path) == {}


def raw(
    desk: RunningDesk,
    method: str,
    path: str,
    headers: list[str],
    parts: list[bytes],
    pause: float = 0,
) -> tuple[int, bytes]:
    """Send a request byte by byte; return the status that came, 0 if the line was cut."""
    host, _, port = desk.netloc.partition(":")
    head = [
        f"{method} {path} HTTP/1.1",
        f"Host: {desk.netloc}",
        f"Origin: http://{desk.netloc}",
        f"Cookie: {desk.cookie}",
        *headers,
    ]
    with socket.create_connection((host, int(port)), timeout=30) as line:
        line.sendall("\r\n".join([*head, "", ""]).encode())
        try:
            for part in parts:
                line.sendall(part)
                time.sleep(pause)
        except OSError:
            pass
        answer = line.recv(65536)
    return (int(answer.split()[1]) if answer else 0), answer


def test_what_is_served_can_neither_be_framed_nor_sniffed(desk: RunningDesk) -> None:
    for path in ("/", "/static/desk.css", "/api/shelf"):
        headers = desk.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"


def test_a_desk_for_others_needs_a_password(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    refused = RunningDesk.__new__(RunningDesk)
    refused.folder, refused.options = tmp_path, ("--host", "0.0.0.0")
    refused.variables, refused.cookie = {"KANBEN_DESK_PASSWORD": "short"}, ""
    with pytest.raises(AssertionError):
        refused.start()
    refused.stop()
    assert refused.process.returncode == 64


def test_the_password_opens_the_door_and_nothing_else_does(tmp_path: Path) -> None:
    secret, evil = "江边的老茶社在城南的门前", "http://evil.example"
    (tmp_path / "seeds").mkdir()
    with running(tmp_path, "--host", "0.0.0.0", KANBEN_DESK_PASSWORD=secret) as desk:
        assert "password" not in desk.address
        assert desk.send("GET", "/").headers["location"] == "/enter"
        assert desk.send("GET", "/api/shelf").status == 303
        assert desk.send("GET", "/enter").status == 200
        wrong = desk.send("POST", "/enter", b"password=wrong")
        assert (wrong.status, "set-cookie" in wrong.headers) == (403, False)
        assert desk.send("POST", "/enter", b"password=x", Origin=evil).status == 403
        right = desk.send("POST", "/enter", f"password={quote(secret)}".encode())
        assert right.status == 303
        desk.cookie = right.headers["set-cookie"].partition(";")[0]
        assert desk.get("/api/shelf").status == 200
        assert desk.send("GET", "/", Host="evil.example").status == 421
