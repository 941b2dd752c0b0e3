"""Serve the desk over HTTP, on this machine unless somebody wants it otherwise."""

import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_address

from msgspec import Struct
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from kanben.desk import book_routes, door_routes, shelf_routes
from kanben.desk.answers import Spoken, told, told_as_fault, told_plainly
from kanben.desk.desk import Desk
from kanben.desk.guard import PATIENCE, Entrance, Guard
from kanben.desk.intake import sweep
from kanben.desk.shelf import Shelf
from kanben.errors import ConfigError, KanbenError

LOOPBACK = "127.0.0.1"
_SECRET = 24
"""Bytes of the token: nobody guesses 192 bits."""
_SHORTEST = 12
"""Characters of a password that opens the desk to a network."""
_AT_ONCE = 100
"""Connections at the same time: a browser opens six."""


class Address(Struct, frozen=True):
    """Say where the desk listens, and the password that a network needs."""

    host: str = LOOPBACK
    port: int = 0
    password: str = ""
    patience: float = PATIENCE


def application(desk: Desk, entrance: Entrance) -> Starlette:
    """Make the application of one desk."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    app = Starlette(
        routes=[*door_routes.ROUTES, *shelf_routes.ROUTES, *book_routes.ROUTES],
        middleware=[Middleware(Guard, entrance=entrance), Middleware(Spoken)],
        exception_handlers={
            KanbenError: told,
            HTTPException: told_plainly,
            Exception: told_as_fault,
        },
        lifespan=lifespan,
    )
    app.state.desk = desk
    app.state.entrance = entrance
    return app


def entrance_of(address: Address, port: int) -> Entrance:
    """Say who may come in at an address.

    Raises ConfigError for one that others can reach, without a password that keeps them out.
    """
    is_open = not _is_loopback(address.host)
    if is_open and len(address.password) < _SHORTEST:
        raise ConfigError("desk.password", host=address.host, least=_SHORTEST)
    secret = address.password or secrets.token_urlsafe(_SECRET)
    if not is_open:
        return Entrance(secret, port, address.patience)
    hosts = frozenset({address.host, socket.gethostname(), *Entrance("", 0).hosts})
    return Entrance(secret, port, address.patience, is_open=True, hosts=hosts)


def serve(shelf: Shelf, address: Address, ready: Callable[[str], None]) -> None:
    """Serve a collection until somebody ends it; `ready` is told the address to open.

    Raises ConfigError if the address cannot be used.
    """
    import uvicorn

    with _listener(address) as listener:
        port = listener.getsockname()[1]
        entrance = entrance_of(address, port)
        sweep(shelf.seeds)
        app = application(Desk(shelf), entrance)
        config = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            limit_concurrency=_AT_ONCE,
            timeout_graceful_shutdown=3,
        )
        host = f"[{address.host}]" if ":" in address.host else address.host
        token = "" if address.password else f"?token={entrance.secret}"
        ready(f"http://{host}:{port}/{token}")
        uvicorn.Server(config).run(sockets=[listener])


def _listener(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address.host, address.port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        raise ConfigError(
            "desk.address", host=address.host, port=address.port, problem=str(error)
        ) from error
    return listener


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
