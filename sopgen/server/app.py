"""What stands at which address: the page, and what it asks for as JSON in Indonesian words.

The work is done by one thread after the other, as it comes; the page asks for one thing at a
time. docs/laporan-json.md does not tell these shapes: they are between the page and its server.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from importlib.resources import files
from pathlib import Path

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from sopgen.problems.problem import Problem
from sopgen.project.writing import reason_of
from sopgen.server.asking import MOST, Asked
from sopgen.server.desk import Desk, OpenText, Refused
from sopgen.server.drawing import Artist
from sopgen.server.making import built, listed, made_new, output_of_sop
from sopgen.writers import Format

_KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
}


class Change(msgspec.Struct, frozen=True):
    """What is asked: changes of the text whose digest the page saw, and pages that it has."""

    base: str = msgspec.field(name="dasar")
    edits: list[Asked] = msgspec.field(name="sunting")
    known: list[str] = msgspec.field(name="punya", default_factory=list)
    is_draft: bool = msgspec.field(name="draf", default=False)


class Known(msgspec.Struct, frozen=True):
    """The pages that the browser has."""

    known: list[str] = msgspec.field(name="punya", default_factory=list)


class Which(msgspec.Struct, frozen=True):
    """Which SOPs, by their numbers."""

    sops: list[int] = msgspec.field(name="sop")


class NewSop(msgspec.Struct, frozen=True):
    """What is known of a new SOP."""

    letterhead: str = msgspec.field(name="kop")
    name: str = msgspec.field(name="nama")
    actors: list[str] = msgspec.field(name="pelaksana")
    activity: str = msgspec.field(name="kegiatan")
    number: str = msgspec.field(name="nomor", default="")
    unit: str = msgspec.field(name="unit", default="")


def page_of(project: Path) -> Starlette:
    """Return what answers requests about `project`; `guard` stands before it."""
    answers = _Answers(project)
    routes = [
        Route("/", _asset),
        Route("/aset/{name}", _asset),
        Route("/api/proyek", answers.project),
        Route("/api/sop/{number:int}", answers.sop),
        Route("/api/sop/{number:int}/ubah", answers.change, methods=["POST"]),
        Route("/api/sop/{number:int}/batal", answers.undo, methods=["POST"]),
        Route("/api/sop/{number:int}/ulang", answers.redo, methods=["POST"]),
        Route("/api/bangun", answers.build, methods=["POST"]),
        Route("/api/baru", answers.new, methods=["POST"]),
        Route("/api/hasil/{number:int}/{format}", answers.output),
    ]
    return Starlette(
        routes=routes, exception_handlers={HTTPException: _refused, OSError: _unwritten}
    )


async def _asset(request: Request) -> Response:
    name = request.path_params.get("name", "index.html")
    folder = files("sopgen.server") / "assets"
    known = {each.name for each in folder.iterdir()}
    kind = _KINDS.get(Path(name).suffix)
    if name not in known or kind is None:
        raise HTTPException(404, "Tidak ada.")
    return Response((folder / name).read_bytes(), media_type=kind)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"pesan": error.detail}, error.status_code)


async def _unwritten(_: Request, error: Exception) -> Response:
    assert isinstance(error, OSError)
    return JSONResponse({"pesan": f"Berkas tidak dapat ditulis: {reason_of(error)}."}, 500)


async def _asked(request: Request, kind: type[msgspec.Struct]) -> msgspec.Struct:
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise HTTPException(415, "Hanya JSON yang diterima.")
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise HTTPException(422, "Permintaan ini tidak dimengerti.") from error


class _Answers:
    """Answers about one project."""

    def __init__(self, project: Path) -> None:
        self._desk = Desk(project)
        self._artist = Artist()

    async def project(self, _: Request) -> Response:
        """Tell which SOPs and letterheads there are, and where each SOP stands."""
        return JSONResponse(await run_in_threadpool(listed, self._desk))

    async def sop(self, request: Request) -> Response:
        """Tell all of one SOP."""
        text = self._text(request)
        text.refresh()
        return await self._told(text, ())

    async def change(self, request: Request) -> Response:
        """Change a text, save it unless it is a draft, and tell what became of it."""
        asked = await _asked(request, Change)
        assert isinstance(asked, Change)
        if len(asked.edits) > MOST:
            raise HTTPException(413, "Terlalu banyak perubahan sekaligus.")
        text = self._text(request)
        refused = await run_in_threadpool(_changed, text, asked)
        return await self._told(text, asked.known, refused)

    async def undo(self, request: Request) -> Response:
        """Take the last change back."""
        return await self._went(request, OpenText.go_back)

    async def redo(self, request: Request) -> Response:
        """Do again what was undone."""
        return await self._went(request, OpenText.go_forth)

    async def build(self, request: Request) -> Response:
        """Build SOPs, and tell what became of each."""
        asked = await _asked(request, Which)
        assert isinstance(asked, Which)
        return JSONResponse(await run_in_threadpool(built, self._desk, asked.sops))

    async def new(self, request: Request) -> Response:
        """Write a new definition."""
        asked = await _asked(request, NewSop)
        assert isinstance(asked, NewSop)
        found = await run_in_threadpool(made_new, self._desk, asked)
        if isinstance(found, str):
            raise HTTPException(422, found)
        return JSONResponse({"id": found})

    async def output(self, request: Request) -> Response:
        """Give a file that was built."""
        asked = request.path_params["format"]
        number = request.path_params["number"]
        path = output_of_sop(self._desk, number, Format(asked)) if asked in set(Format) else None
        if path is None:
            raise HTTPException(404, "Berkas ini belum dibuat.")
        return FileResponse(path, filename=path.name, content_disposition_type="attachment")

    async def _went(self, request: Request, way: Callable[[OpenText], None]) -> Response:
        asked = await _asked(request, Known)
        assert isinstance(asked, Known)
        text = self._text(request)
        way(text)
        await run_in_threadpool(text.save)
        return await self._told(text, asked.known)

    def _text(self, request: Request) -> OpenText:
        number = request.path_params["number"]
        text = self._desk.opened(number)
        if text is None:
            list(self._desk.paths())
            text = self._desk.opened(number)
        if text is None:
            raise HTTPException(404, "SOP ini tidak ada lagi.")
        return text

    async def _told(
        self, text: OpenText, known: Collection[str], refused: Refused | None = None
    ) -> Response:
        """Tell what a text says, how it is drawn and what is wrong with it."""
        drawn = await run_in_threadpool(self._artist.drawn, text.path, text.data, known)
        told = {
            "sidik": text.digest,
            "berkas": str(text.path),
            "pohon": text.tree,
            "halaman": [{"kunci": each.key, "svg": each.svg} for each in drawn.pages],
            "masalah": [_problem(each) for each in drawn.problems],
            "bisa_batal": text.can_go_back,
            "bisa_ulang": text.can_go_forth,
            "tersimpan": text.is_saved,
        }
        if refused is None:
            return JSONResponse(told)
        if refused.conflict is not None:
            met = {"di": list(refused.conflict.at), "sekarang": refused.conflict.present}
            return JSONResponse({**told, "bentrok": met}, 409)
        assert refused.problem is not None
        message = f"{refused.problem.message} {refused.problem.hint}".strip()
        return JSONResponse({**told, "pesan": message}, 422)


def _changed(text: OpenText, asked: Change) -> Refused | None:
    """Change `text`; upon one that another page or program changed, as far as that goes."""
    text.refresh()
    refused = text.change(asked.edits) if asked.edits else None
    if refused is None and not asked.is_draft:
        refused = text.save(asked.edits)
    return refused


def _problem(problem: Problem) -> dict[str, object]:
    return {**problem.as_json(), "di": list(problem.at)}
