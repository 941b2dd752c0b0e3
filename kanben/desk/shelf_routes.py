"""Answer the page of the shelf: what is there, what is dropped on it, what is published."""

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from kanben.desk.answers import body_of, desk_of, html, json_of, made
from kanben.desk.form import Description, described, strokes_of
from kanben.desk.intake import begin, name_source, place_of_upload, receive_file
from kanben.desk.pages import STATIC, page
from kanben.desk.shelf import ShelfBook
from kanben.desk.tongues import COOKIE, TONGUES, tongue_tag
from kanben.manuscript.formats import FORMATS
from kanben.manuscript.publication import load_publication
from kanben.manuscript.variants import TAGS, label_of
from kanben.templates import folder


class FormRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Hold a form with the version of the YAML that it showed."""

    said: Description
    version: str


class BeginRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Name the publication whose files have come."""

    name: str


class ShelfView(Struct, frozen=True):
    """List the publications of a collection."""

    books: tuple[ShelfBook, ...]


class FormView(Struct, frozen=True):
    """Hold what the form of a publication shows."""

    name: str
    version: str
    said: Description
    files: tuple[str, ...]
    variants: tuple[tuple[str, str], ...]
    formats: tuple[str, ...]


def _name(request: Request) -> str:
    return str(request.path_params["name"])


async def shelf_page(request: Request) -> Response:
    """Show the shelf."""
    desk = desk_of(request)
    data = ShelfView(tuple(desk.shelf.books()))
    return html(page("shelf", tongue_tag(request), folder=desk.shelf.folder.name, data=data))


async def shelf(request: Request) -> Response:
    """List the shelf."""
    return await made(lambda: ShelfView(tuple(desk_of(request).shelf.books())))


async def form_page(request: Request) -> Response:
    """Show the form that describes a publication."""
    desk, name = desk_of(request), _name(request)
    state = desk.book(name).state()
    publication = state.pull.publication
    known = described(desk.book(name).plan_on_disk())
    view = FormView(
        name=name,
        version=state.version,
        said=known,
        files=publication.source_names,
        variants=tuple((tag, label_of(tag)) for tag in TAGS),
        formats=tuple(FORMATS),
    )
    title = state.pull.manuscript.metadata.title
    return html(page("form", tongue_tag(request), book=name, title=title or name, data=view))


async def describe(request: Request) -> Response:
    """Write what the form says."""
    asked = await body_of(request, FormRequest)
    book = desk_of(request).book(_name(request))

    def write() -> dict[str, str]:
        strokes = strokes_of(book.plan_on_disk(), asked.said)
        if not strokes:
            return {"version": asked.version}
        return {"version": book.write(strokes, asked.version).version}

    return await made(write)


async def upload(request: Request) -> Response:
    """Take a file into the collection."""
    book = request.query_params.get("book", "")
    file = request.query_params.get("file", "")
    path = place_of_upload(desk_of(request).shelf, book, file)
    length = await receive_file(path, request.stream())
    name_source(path)
    return json_of({"bytes": length}, 201)


async def begin_book(request: Request) -> Response:
    """Draft the YAML of a publication whose files have come."""
    asked = await body_of(request, BeginRequest)
    shelf = desk_of(request).shelf
    return await made(lambda: {"name": begin(shelf, asked.name).name})


async def publish(request: Request) -> Response:
    """Begin to publish."""
    desk, name = desk_of(request), _name(request)
    await request.body()
    return await made(lambda: desk.build(name).progress())


async def progress(request: Request) -> Response:
    """Tell how far the publishing is."""
    known = desk_of(request).builds.get(_name(request))
    if known is None:
        return json_of(None)
    return await made(known.progress)


async def edition(request: Request) -> Response:
    """Hand out an edition."""
    shelf = desk_of(request).shelf
    publication = load_publication(shelf.place(_name(request)))
    wanted = request.path_params["file"]
    found = [path for path in shelf.editions(publication) if path.name == wanted]
    if not found or found[0].is_symlink():
        return json_of(None, 404)
    return FileResponse(found[0], filename=found[0].name)


async def cover(request: Request) -> Response:
    """Show the cover of a publication."""
    shelf = desk_of(request).shelf
    path = shelf.cover(load_publication(shelf.place(_name(request))))
    if path is None or path.is_symlink():
        return json_of(None, 404)
    return FileResponse(path, headers={"Cache-Control": "no-cache"})


async def static(request: Request) -> Response:
    """Hand out a script or a style sheet."""
    name = request.path_params["file"]
    if name not in STATIC:
        return json_of(None, 404)
    return FileResponse(folder() / "desk" / name, media_type=STATIC[name])


async def tongue(request: Request) -> Response:
    """Remember the language that was chosen."""
    await request.body()
    chosen = request.path_params["tag"]
    response = json_of({"tongue": chosen}, 200 if chosen in TONGUES else 404)
    if chosen in TONGUES:
        response.set_cookie(COOKIE, chosen, max_age=31_536_000, httponly=True, samesite="strict")
    return response


ROUTES = [
    Route("/", shelf_page),
    Route("/static/{file}", static),
    Route("/books/{name}/about", form_page),
    Route("/books/{name}/editions/{file}", edition),
    Route("/books/{name}/cover", cover),
    Route("/api/shelf", shelf),
    Route("/api/tongue/{tag}", tongue, methods=["POST"]),
    Route("/api/uploads", upload, methods=["PUT"]),
    Route("/api/books", begin_book, methods=["POST"]),
    Route("/api/books/{name}/about", describe, methods=["POST"]),
    Route("/api/books/{name}/publish", publish, methods=["POST"]),
    Route("/api/books/{name}/publish", progress),
]
