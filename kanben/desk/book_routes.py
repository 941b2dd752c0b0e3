"""Answer the page of one book: what it shows, and what its editor does."""

import asyncio

from msgspec import Struct, structs
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kanben.desk.answers import body_of, desk_of, html, json_of, made
from kanben.desk.asks import ActRequest
from kanben.desk.book import Answer, ListedDoubt, OpenBook
from kanben.desk.facsimile import crop, facsimile, has_facsimile
from kanben.desk.pages import page, reasons
from kanben.desk.returned import editions_of, returned_in
from kanben.desk.sheet import SheetRow
from kanben.desk.tongues import tongue_tag
from kanben.desk.workshop import WantedPage
from kanben.manuscript.plan import DecisionPlan, EmendationPlan, settle
from kanben.manuscript.variants import label_of

_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
"""What a preview may do: nothing but show itself."""


class VersionRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Hold the version of the YAML that a page showed."""

    version: str


class BookView(Struct, frozen=True):
    """Hold what the page of a book is made of; `images` tells which sources have a facsimile."""

    name: str
    title: str
    version: str
    sources: tuple[str, ...]
    images: tuple[bool, ...]
    parts: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    doubts: tuple[ListedDoubt, ...]
    reasons: dict[str, str]
    variants: tuple[tuple[str, str], ...]
    undo: bool
    redo: bool
    acts: int


class AnswerView(Struct, frozen=True):
    """Hold what an act changed, with the reasons that its rows name."""

    answer: Answer
    reasons: dict[str, str]


class ReturnedView(Struct, frozen=True):
    """Hold what a changed document proposes: how many changes, and those without a place."""

    answer: Answer
    reasons: dict[str, str]
    found: int
    lost: tuple[str, ...]


class ActsView(Struct, frozen=True):
    """List what was decided about a book."""

    version: str
    emendations: tuple[EmendationPlan, ...]
    decided: tuple[DecisionPlan, ...]


def _name(request: Request) -> str:
    return str(request.path_params["name"])


def _book(request: Request) -> OpenBook:
    return desk_of(request).book(_name(request))


def _keys(rows: tuple[SheetRow, ...]) -> dict[str, str]:
    return reasons(
        frozenset(key for row in rows for line in row.lines if line.end for key in line.end.reasons)
    )


async def book_page(request: Request) -> Response:
    """Show the page of a book; its script asks for the rest."""
    name = _name(request)
    place = desk_of(request).shelf.place(name)
    desk_of(request).open_ahead(name)
    shown = desk_of(request).shelf.book(name, place)
    return html(page("book", tongue_tag(request), book=shown, data={"name": name}))


async def state(request: Request) -> Response:
    """Return all that the page shows."""
    return await made(lambda: _view(request))


def _view(request: Request) -> BookView:
    book = _book(request)
    state = book.state()
    manuscript, publication = state.pull.manuscript, state.pull.publication
    settings = settle(publication.plan, desk_of(request).shelf.config)
    return BookView(
        name=book.name,
        title=manuscript.metadata.title or book.name,
        version=state.version,
        sources=tuple(source.name for source in manuscript.sources),
        images=tuple(
            has_facsimile(text, publication.source_path(text.name)) for text in state.pull.texts
        ),
        parts=tuple(part.title for part in manuscript.parts),
        rows=state.rows,
        doubts=tuple(state.doubts.values()),
        reasons=_keys(state.rows),
        variants=tuple((tag, label_of(tag, manuscript.script)) for tag in settings.variants),
        undo=bool(book.history.done),
        redo=bool(book.history.undone),
        acts=len(publication.plan.emendations),
    )


def _answered(answer: Answer) -> AnswerView:
    come = tuple(row for change in answer.rows for row in change.rows)
    return AnswerView(answer, _keys(come))


async def act(request: Request) -> Response:
    """Do what the editor asks for."""
    asked = await body_of(request, ActRequest)
    return await made(lambda: _answered(_book(request).act(asked.ask, asked.version, asked.by)))


async def undo(request: Request) -> Response:
    """Undo the last act."""
    asked = await body_of(request, VersionRequest)
    return await made(lambda: _answered(_book(request).undo(asked.version)))


async def redo(request: Request) -> Response:
    """Do the undone act again."""
    asked = await body_of(request, VersionRequest)
    return await made(lambda: _answered(_book(request).redo(asked.version)))


async def acts(request: Request) -> Response:
    """List who decided what, when and why."""

    def listed() -> ActsView:
        state = _book(request).state()
        plan = state.pull.publication.plan
        return ActsView(state.version, plan.emendations, plan.decided)

    return await made(listed)


async def further(request: Request) -> Response:
    """Return the doubts about conversion and index, as soon as they are found."""
    desk, book = desk_of(request), _book(request)
    version = request.query_params.get("version", "")
    config = desk.shelf.config
    found = await asyncio.wrap_future(
        desk.workshop.doubts(book.place, version, config, tongue_tag(request))
    )
    if found is None:
        return json_of(None)

    def added() -> AnswerView | None:
        answer = book.add_doubts(found, version)
        return None if answer is None else _answered(answer)

    return await made(added)


async def preview(request: Request) -> Response:
    """Show the edition for the Web in a script variant, as the YAML has it now."""
    desk, book = desk_of(request), _book(request)
    version = request.query_params.get("version", "")
    variant = request.query_params.get("variant", "")
    config = desk.shelf.config
    config = structs.replace(config, build=str(desk.shelf.layout.folder))
    found = await asyncio.wrap_future(desk.workshop.page(book.place, version, config, variant))
    if found is None:
        return json_of(None, 409)
    return HTMLResponse(found, headers={"Content-Security-Policy": _SANDBOX})


async def returned(request: Request) -> Response:
    """Take in a DOCX that came back with its changes tracked."""
    desk, query = desk_of(request), request.query_params
    book = desk.book(query.get("book", ""))
    content = await request.body()

    def taken() -> ReturnedView:
        pull = book.state().pull
        variants = settle(pull.publication.plan, desk.shelf.config).variants
        editions = editions_of(pull, desk.shelf.layout, variants)
        found = returned_in(content, query.get("file", ""), pull, editions)
        answer = book.add_returned(found.doubts)
        return ReturnedView(answer, _answered(answer).reasons, len(found.doubts), found.lost)

    return await made(taken)


async def page_proof(request: Request) -> Response:
    """Show a page of the PDF in a script variant; headers say which page, and of how many."""
    desk, book = desk_of(request), _book(request)
    query = request.query_params
    config = structs.replace(desk.shelf.config, build=str(desk.shelf.layout.folder))
    wanted = WantedPage(query.get("variant", ""), query.get("page", ""))
    found = await asyncio.wrap_future(
        desk.workshop.proof(book.place, query.get("version", ""), config, wanted)
    )
    if found is None:
        return json_of(None, 409)
    headers = {"X-Page": str(found.page), "X-Pages": str(found.pages)}
    return Response(found.png, media_type="image/png", headers=headers)


async def line_image(request: Request) -> Response:
    """Show the image of one printed line, cut out of its page."""
    return await _image(request, whole=False)


async def page_image(request: Request) -> Response:
    """Show the page that a line stands on; the header ``X-Box`` says where."""
    return await _image(request, whole=True)


async def _image(request: Request, *, whole: bool) -> Response:
    from starlette.concurrency import run_in_threadpool

    pull = (await run_in_threadpool(_book(request).state)).pull
    source, line = request.path_params["source"], request.path_params["line"]
    if source >= len(pull.texts):
        return json_of(None, 404)
    text = pull.texts[source]
    path = pull.publication.source_path(text.name)
    if not whole:
        return Response(await run_in_threadpool(crop, text, path, line), media_type="image/png")
    found = await run_in_threadpool(facsimile, text, path, line)
    box = found.box
    where = f"{box.left:.5f} {box.top:.5f} {box.right:.5f} {box.bottom:.5f}"
    return Response(found.png, media_type="image/png", headers={"X-Box": where})


_API = "/api/books/{name}"
ROUTES = [
    Route("/books/{name}", book_page),
    Route(_API, state),
    Route(f"{_API}/act", act, methods=["POST"]),
    Route(f"{_API}/undo", undo, methods=["POST"]),
    Route(f"{_API}/redo", redo, methods=["POST"]),
    Route(f"{_API}/acts", acts),
    Route(f"{_API}/further", further),
    Route(f"{_API}/preview", preview),
    Route(f"{_API}/proof", page_proof),
    Route("/api/uploads/returned", returned, methods=["PUT"]),
    Route(f"{_API}/lines/{{source:int}}/{{line:int}}", line_image),
    Route(f"{_API}/pages/{{source:int}}/{{line:int}}", page_image),
]
