"""Let in only the editor's own browser, and no more of a request than is needed."""

import asyncio
import hmac
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlencode, urlsplit

from msgspec import Struct
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SMALL = 1 << 20
"""Bytes of a request that asks for an act: the longest block, and every doubt of a long book."""
UPLOAD = 256 << 20
"""Bytes of a source: a scanned book as PDF."""
PATIENCE = 15.0
"""Seconds that a body may take however small it is; loopback needs a hundredth."""
_SLOWEST = 200_000
"""Bytes a second that a long body must bring."""
_SAFE = frozenset({"GET", "HEAD"})
_DOOR = frozenset({"/enter", "/static/desk.css"})
"""What a desk that is open to a network shows to anybody."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Entrance(Struct, frozen=True):
    """Say who may come in: by which secret, under which host names (any address if open).

    `port` keeps the cookies of two desks apart: browsers share them between ports.
    """

    secret: str
    port: int
    patience: float = PATIENCE
    is_open: bool = False
    hosts: frozenset[str] = _LOOPBACK

    @property
    def cookie(self) -> str:
        """Return the name of the cookie that holds the secret."""
        return f"kanben-desk-{self.port}"

    def knows_host(self, host: str) -> bool:
        """Tell whether a Host header names this server, so that no other name leads to it."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self.hosts or (self.is_open and _is_address(name))

    @property
    def pass_(self) -> str:
        """Return what the cookie holds: proof of the secret, not the secret."""
        return sha256(f"kanben desk {self.port} {self.secret}".encode()).hexdigest()

    def knows_secret(self, given: str) -> bool:
        """Compare a secret in a time that tells nothing of it."""
        return hmac.compare_digest(given.encode(), self.secret.encode())

    def knows_pass(self, given: str) -> bool:
        """Compare a cookie's value likewise."""
        return hmac.compare_digest(given.encode(), self.pass_.encode())

    def let_in(self, place: str) -> Response:
        """Send a browser that brought the secret on its way, with a pass."""
        response = RedirectResponse(place, 303)
        response.set_cookie(self.cookie, self.pass_, httponly=True, samesite="strict")
        return response


def _is_address(name: str) -> bool:
    try:
        return bool(ip_address(name))
    except ValueError:
        return False


class Guard:
    """Stand before the application: host, origin, secret, size and pace of every request."""

    def __init__(self, app: ASGIApp, entrance: Entrance) -> None:
        self.app = app
        self.entrance = entrance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or hand it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, _guarded(send))
            return
        limit = UPLOAD if scope["path"].startswith("/api/uploads") else SMALL
        await self.app(scope, _Body(receive, limit, self.entrance.patience).receive, _guarded(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self.entrance.knows_host(host):
            return PlainTextResponse("421 Misdirected Request", 421)
        if scope["method"] not in _SAFE and not _is_own(headers, host):
            return PlainTextResponse("403 Forbidden: another origin", 403)
        if not self._is_known(headers) and scope["path"] not in self._before_the_door():
            return self._at_the_door(scope)
        limit = UPLOAD if scope["path"].startswith("/api/uploads") else SMALL
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > limit:
            return PlainTextResponse("413 Content Too Large", 413, {"Connection": "close"})
        return None

    def _before_the_door(self) -> frozenset[str]:
        return _DOOR if self.entrance.is_open else frozenset()

    def _is_known(self, headers: Headers) -> bool:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self.entrance.cookie)
        except CookieError:
            return False
        return found is not None and self.entrance.knows_pass(found.value)

    def _at_the_door(self, scope: Scope) -> Response:
        """Let in who brings the secret in the address, and take it out of the address bar."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = [value for name, value in query if name == "token"]
        if self.entrance.is_open and scope["method"] == "GET":
            return RedirectResponse("/enter", 303)
        if scope["method"] != "GET" or not given or not self.entrance.knows_secret(given[0]):
            return PlainTextResponse("403 Forbidden: open the address that kanben desk shows.", 403)
        rest = urlencode([pair for pair in query if pair[0] != "token"])
        place = scope["path"] if scope["path"].startswith("/books/") else "/"
        return self.entrance.let_in(f"{place}?{rest}" if rest else place)


def _is_own(headers: Headers, host: str) -> bool:
    """Tell whether a request that changes something comes from a page of this very server."""
    site = headers.get("sec-fetch-site", "same-origin")
    return headers.get("origin") == f"http://{host}" and site == "same-origin"


def _guarded(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return guarded


class _Body:
    """Receive a body that is neither too long nor too slow."""

    def __init__(self, receive: Receive, limit: int, patience: float) -> None:
        self._receive = receive
        self._limit = limit
        self._patience = patience
        self._length = 0
        self._ended = False
        self._began = asyncio.get_running_loop().time()

    async def receive(self) -> Message:
        """Receive the next part; raises HTTPException for a body that is refused."""
        if self._ended:
            return await self._receive()
        spent = asyncio.get_running_loop().time() - self._began
        left = self._patience + self._length / _SLOWEST - spent
        try:
            message = await asyncio.wait_for(self._receive(), max(left, 0.001))
        except TimeoutError as error:
            raise HTTPException(408, headers={"Connection": "close"}) from error
        self._length += len(message.get("body", b""))
        if self._length > self._limit:
            raise HTTPException(413, headers={"Connection": "close"})
        self._ended = not message.get("more_body", False)
        return message
