"""Read what a page sends, and answer it."""

from collections.abc import Callable
from typing import TypeVar

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kanben.desk.desk import Desk
from kanben.desk.tongues import tongue_of, tongue_tag
from kanben.errors import KanbenError
from kanben.messages import say, speaking, tell

T = TypeVar("T")

_CONFLICTS = frozenset({"desk.changed", "desk.there"})


def desk_of(request: Request) -> Desk:
    """Return the desk that the request is about."""
    desk: Desk = request.app.state.desk
    return desk


async def body_of(request: Request, kind: type[T]) -> T:
    """Decode the request's JSON; raises HTTPException for what no page of the desk sends."""
    content = await request.body()
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise HTTPException(400, str(error)) from error


def json_of(value: object, status: int = 200) -> Response:
    """Answer with JSON."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


async def made(function: Callable[[], T]) -> Response:
    """Answer with what a function makes, in a thread of its own."""
    return json_of(await run_in_threadpool(function))


async def told(_: Request, error: Exception) -> Response:
    """Put an error of ours into words for the editor."""
    assert isinstance(error, KanbenError)
    status = 409 if error.key in _CONFLICTS else 404 if error.key == "desk.no_book" else 422
    return json_of({"error": tell(error), "key": error.key}, status)


async def told_plainly(_: Request, error: Exception) -> Response:
    """Say why a request was refused."""
    assert isinstance(error, HTTPException)
    return json_of({"error": error.detail}, error.status_code)


async def told_as_fault(_: Request, error: Exception) -> Response:
    """Say that the fault is ours; the traceback goes to the terminal."""
    problem = f"{type(error).__name__}: {error}"[:300]
    message = say("fault.unknown", problem=problem, command="kanben report")
    return json_of({"error": message, "key": "fault.unknown"}, 500)


def html(text: str) -> Response:
    """Answer with a page."""
    return HTMLResponse(text)


class Spoken:
    """Let everything that is said during a request be said in its reader's tongue."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on in its tongue."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with speaking(tongue_of(tongue_tag(Request(scope)))):
            await self.app(scope, receive, send)
