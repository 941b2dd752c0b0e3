"""Ask for the password of a desk that is open to a network."""

import asyncio
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kanben.desk.answers import html
from kanben.desk.guard import Entrance
from kanben.desk.pages import page
from kanben.desk.tongues import tongue_tag

_PAUSE = 1.0
"""Seconds after a wrong password: a thousand guesses take a quarter of an hour."""


async def door(request: Request) -> Response:
    """Show the door."""
    return html(page("door", tongue_tag(request), wrong=False))


async def enter(request: Request) -> Response:
    """Let in who knows the password."""
    entrance: Entrance = request.app.state.entrance
    given = parse_qs((await request.body()).decode(errors="replace")).get("password", [""])
    if entrance.knows_secret(given[0]):
        return entrance.let_in("/")
    await asyncio.sleep(_PAUSE)
    response = html(page("door", tongue_tag(request), wrong=True))
    response.status_code = 403
    return response


ROUTES = [Route("/enter", door), Route("/enter", enter, methods=["POST"])]
