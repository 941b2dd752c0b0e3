"""Serve a build folder on this machine alone; pages that are open load anew after a build."""

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"
_TURN = "/-/turn"
"""Where an open page asks whether there has been a build since."""
_PATIENCE = 25.0
"""Seconds that a page waits for an answer before it asks again: less than browsers wait."""
_RELOADS = f"""<script>(async () => {{
  const ask = async (known) => (await fetch("{_TURN}?" + known)).text();
  for (let known = await ask(""), now; ; known = now) {{
    now = await ask(known);
    if (now !== known) location.reload();
  }}
}})().catch(() => {{}});</script>
""".encode()


class Turns:
    """Count builds; whoever knows of fewer is told when there is another."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = Condition()

    def next(self) -> None:
        """Say that there has been a build."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def after(self, known: str) -> str:
        """Return the count, once it is not `known` any longer or patience has ended."""
        with self._changed:
            if known == str(self._count):
                self._changed.wait(_PATIENCE)
            return str(self._count)


class _Handler(SimpleHTTPRequestHandler):
    """Send files, and to pages what makes them load anew."""

    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".epub": "application/epub+zip",
        ".tei": "application/tei+xml",
    }

    def __init__(self, *given: Any, turns: Turns, **named: Any) -> None:
        self.turns = turns
        super().__init__(*given, **named)

    def do_GET(self) -> None:
        """Answer a request that is for this machine."""
        if not self._is_for_us():
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        address = urlsplit(self.path)
        if address.path == _TURN:
            self._send(self.turns.after(address.query).encode(), "text/plain")
            return
        place = Path(self.translate_path(address.path))
        page = place / "index.html" if place.is_dir() else place
        if page.suffix == ".html" and page.is_file():
            self._send(page.read_bytes() + _RELOADS, "text/html; charset=utf-8")
        elif place.is_dir():
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            super().do_GET()

    def _is_for_us(self) -> bool:
        """Tell whether the page was asked for by this machine's name, not by one led here."""
        host = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        return host in (LOOPBACK, "localhost")

    def _send(self, content: bytes, media_type: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing: what is read is the reader's own affair."""


class BuildServer:
    """Serve a folder in threads of its own until it is closed."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.turns = Turns()
        handler = partial(_Handler, directory=str(folder), turns=self.turns)
        self._server = ThreadingHTTPServer((LOOPBACK, port), handler)
        self._server.daemon_threads = True
        Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Return where the first page is."""
        return f"http://{LOOPBACK}:{self._server.server_address[1]}/"

    def close(self) -> None:
        """Serve no longer."""
        self._server.shutdown()
        self._server.server_close()
