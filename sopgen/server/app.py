"""What stands at which address: the page, and what it asks for as JSON in Indonesian words.

    GET  /api/proyek                      SOPs with their states, letterheads
    GET  /api/periksa                     how much is wrong with each SOP, its next review
    GET  /api/sop/N/periksa               what is wrong with one beside the others
    GET  /api/aturan/CODE                 what a rule of the reviewer means
    GET  /api/sop/N, /api/kop/NAME        text as data, digest, pages, problems (kop: ?sop=N)
    POST …/ubah                           dasar, sunting, punya, draf; 409 says where it met another
    POST …/batal, …/ulang, …/awal         a step back or forth; all as it was opened
    GET  …/beda                           what changed since it was opened
    PUT  /api/kop/NAME/logo               a PNG or JPEG; GET gives it as PNG
    GET  /api/kejadian                    what happens meanwhile (berkas, kop, proyek, berhenti)
    POST /api/bangun, /api/baru           builds SOPs; begins one
    POST /api/salin                       begins one as a copy of another
    POST /api/revisi/pratinjau, /terapkan a revision, seen and then carried out
    POST /api/tarik, /api/impor           a file as it is, its name as ?nama= (tarik: ?simpan=ya)
    GET  /api/laporan                     the report of the last import
    GET  /api/hasil/N/FORMAT              a file that was built
    GET  /api/unduh/NAME                  all files of an agency as a zip
    GET  /api/buku                        books and their contents, registers
    POST /api/buku/bangun, /api/register  builds books; makes the registers
    GET  /api/buku/N/FORMAT               a book that was built
    GET  /api/register/NAME               the register of a letterhead's SOPs

Work is done in threads: one at a time changes a text, and one at a time draws.
docs/laporan-json.md does not tell these shapes: they are between the page and its server.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sopgen.editing.transaction import Order
from sopgen.lint.explaining import explained
from sopgen.problems.problem import ProblemsError
from sopgen.project.writing import LockedError, reason_of
from sopgen.server.asking import MOST
from sopgen.server.desk import Desk, OpenText
from sopgen.server.guard import TooLargeError
from sopgen.server.happenings import Happenings
from sopgen.server.making import (
    CopyOfSop,
    NewSop,
    Which,
    all_of,
    built,
    listed,
    made_copy,
    made_new,
    output_of_one,
    zipped,
)
from sopgen.server.receiving import BusyError, Received, imported_from, last_report, pulled_in
from sopgen.server.revising import AskedRevision, Lacking, carried_out, order_of, previewed
from sopgen.server.shelving import (
    books_built,
    register_of,
    registers_made,
    shelved,
)
from sopgen.server.surveying import Surveyor
from sopgen.server.telling import problem_told, sentence
from sopgen.server.texts import Change, Doing, Texts, Told, gone
from sopgen.writers import OF_A_BOOK, Format

_KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
}


class Known(msgspec.Struct, frozen=True):
    """The pages and problems that the browser has, by their keys."""

    known: list[str] = msgspec.field(name="punya", default_factory=list)


class WhichBooks(msgspec.Struct, frozen=True):
    """Which books, by their numbers."""

    books: list[int] = msgspec.field(name="buku")


class Nothing(msgspec.Struct, frozen=True):
    """Nothing is to be told with the request."""


def page_of(desk: Desk, happenings: Happenings) -> Starlette:
    """Return what answers requests about the project on `desk`; `guard` stands before it."""
    answers = _Answers(desk, happenings)
    routes = [
        Route("/", _asset),
        Route("/aset/{name}", _asset),
        Route("/api/proyek", answers.project),
        *(
            route
            for place in ("/api/sop/{number:int}", "/api/kop/{name}")
            for route in (
                Route(place, answers.text),
                Route(f"{place}/ubah", answers.change, methods=["POST"]),
                Route(f"{place}/batal", answers.undo, methods=["POST"]),
                Route(f"{place}/ulang", answers.redo, methods=["POST"]),
                Route(f"{place}/awal", answers.restore, methods=["POST"]),
                Route(f"{place}/beda", answers.difference),
            )
        ),
        Route("/api/kop/{name}/logo", answers.logo, methods=["PUT"]),
        Route("/api/kop/{name}/logo", answers.picture),
        Route("/api/kejadian", answers.happenings),
        Route("/api/periksa", answers.survey),
        Route("/api/sop/{number:int}/periksa", answers.survey_of_one),
        Route("/api/aturan/{code}", _rule),
        Route("/api/bangun", answers.build, methods=["POST"]),
        Route("/api/baru", answers.new, methods=["POST"]),
        Route("/api/salin", answers.copy, methods=["POST"]),
        Route("/api/revisi/pratinjau", answers.preview, methods=["POST"]),
        Route("/api/revisi/terapkan", answers.revise, methods=["POST"]),
        Route("/api/tarik", answers.pull, methods=["POST"]),
        Route("/api/impor", answers.import_, methods=["POST"]),
        Route("/api/laporan", answers.report),
        Route("/api/hasil/{number:int}/{format}", answers.output),
        Route("/api/unduh/{name}", answers.outputs),
        Route("/api/buku", answers.books),
        Route("/api/buku/bangun", answers.build_books, methods=["POST"]),
        Route("/api/buku/{number:int}/{format}", answers.book),
        Route("/api/register", answers.make_registers, methods=["POST"]),
        Route("/api/register/{name}", answers.register),
    ]
    handlers = {
        HTTPException: _refused,
        OSError: _unwritten,
        TooLargeError: _too_large,
        LockedError: _busy,
        BusyError: _reading,
        ProblemsError: _wrong,
    }
    return Starlette(routes=routes, exception_handlers=handlers)


async def _asset(request: Request) -> Response:
    name = request.path_params.get("name", "index.html")
    folder = files("sopgen.server") / "assets"
    known = {each.name for each in folder.iterdir()}
    kind = _KINDS.get(Path(name).suffix)
    if name not in known or kind is None:
        raise HTTPException(404, "Tidak ada.")
    return Response((folder / name).read_bytes(), media_type=kind)


async def _rule(request: Request) -> Response:
    text = explained(request.path_params["code"])
    if text is None:
        raise HTTPException(404, "Tidak ada aturan dengan kode ini.")
    return JSONResponse({"teks": text})


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"pesan": error.detail}, error.status_code)


async def _unwritten(_: Request, error: Exception) -> Response:
    assert isinstance(error, OSError)
    if isinstance(error, FileNotFoundError):
        gone = "Berkasnya tidak ada lagi: dipindahkan, dihapus, atau diganti namanya."
        return JSONResponse({"pesan": gone}, 404)
    name = Path(error.filename or "").name
    message = f"Berkas {name} tidak dapat dibaca atau ditulis: {reason_of(error)}."
    return JSONResponse({"pesan": message}, 503)


async def _too_large(_: Request, __: Exception) -> Response:
    return JSONResponse({"pesan": "Isi permintaan terlalu besar."}, 413)


async def _busy(_: Request, __: Exception) -> Response:
    message = "Map hasil sedang dipakai oleh sopgen yang lain. Tunggu sampai selesai."
    return JSONResponse({"pesan": message}, 409)


async def _reading(_: Request, __: Exception) -> Response:
    return JSONResponse({"pesan": "Berkas lain sedang dibaca. Tunggu sampai selesai."}, 409)


async def _wrong(_: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemsError)
    return JSONResponse(_problems_told(error), 422)


def _problems_told(error: ProblemsError) -> dict[str, object]:
    told = [problem_told(each) for each in error.problems]
    return {"pesan": "\n".join(map(sentence, error.problems)), "masalah": told}


async def _asked(request: Request, kind: type[msgspec.Struct]) -> msgspec.Struct:
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise HTTPException(415, "Hanya JSON yang diterima.")
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise HTTPException(422, "Permintaan ini tidak dimengerti.") from error


async def _received(request: Request) -> Received:
    """Return the file that a request is: its bytes as they are, and its name as `nama`."""
    if request.headers.get("content-type", "") != "application/octet-stream":
        raise HTTPException(415, "Hanya berkas yang diterima.")
    return Received(request.query_params.get("nama", ""), await request.body())


class _Answers:
    """Answers about one project."""

    def __init__(self, desk: Desk, happenings: Happenings) -> None:
        self._desk = desk
        self._happenings = happenings
        self._texts = Texts(desk)
        self._surveyor = Surveyor(desk)

    async def project(self, _: Request) -> Response:
        """Tell which SOPs and letterheads there are, and where each SOP stands."""
        return JSONResponse(await run_in_threadpool(listed, self._desk))

    async def survey(self, _: Request) -> Response:
        """Tell how much is wrong with each SOP, and when it is reviewed next."""
        return JSONResponse(await run_in_threadpool(self._surveyor.all_told))

    async def survey_of_one(self, request: Request) -> Response:
        """Tell what is wrong with an SOP beside the others."""
        number = request.path_params["number"]
        return JSONResponse(await run_in_threadpool(self._surveyor.one_told, number))

    async def happenings(self, _: Request) -> Response:
        """Tell what happens while nobody asks, as long as somebody listens."""
        return StreamingResponse(self._happenings.told(), media_type="text/event-stream")

    async def text(self, request: Request) -> Response:
        """Tell all of one SOP or letterhead."""
        return await self._told(request, OpenText.refresh)

    async def change(self, request: Request) -> Response:
        """Change a text, save it unless it is a draft, and tell what became of it."""
        asked = await _asked(request, Change)
        assert isinstance(asked, Change)
        if len(asked.edits) > MOST:
            raise HTTPException(413, "Terlalu banyak perubahan sekaligus.")
        return await self._told(request, asked, asked.known)

    async def undo(self, request: Request) -> Response:
        """Take the last change back."""
        return await self._went(request, OpenText.go_back)

    async def redo(self, request: Request) -> Response:
        """Do again what was undone."""
        return await self._went(request, OpenText.go_forth)

    async def restore(self, request: Request) -> Response:
        """Make a text what it was when it was opened."""
        return await self._went(request, OpenText.go_to_first)

    async def difference(self, request: Request) -> Response:
        """Tell what changed in a text since it was opened."""
        place = request.path_params
        found = place["number"] if "number" in place else place["name"]
        told = await run_in_threadpool(self._texts.difference, found)
        if told is None:
            raise HTTPException(404, "Ini tidak ada lagi.")
        return JSONResponse({"beda": told})

    async def logo(self, request: Request) -> Response:
        """Give a letterhead the logo that was sent."""
        if request.headers.get("content-type", "") not in ("image/png", "image/jpeg"):
            raise HTTPException(415, "Logo berupa PNG atau JPEG.")
        picture = await request.body()
        name = request.path_params["name"]
        return _answered(await run_in_threadpool(self._texts.logo, name, picture))

    async def picture(self, request: Request) -> Response:
        """Give the logo of a letterhead."""
        found = await run_in_threadpool(self._texts.picture, request.path_params["name"])
        if isinstance(found, str):
            raise HTTPException(404, found)
        return Response(found, media_type="image/png")

    async def build(self, request: Request) -> Response:
        """Build SOPs, and tell what became of each."""
        asked = await _asked(request, Which)
        assert isinstance(asked, Which)
        return JSONResponse(await run_in_threadpool(built, self._desk, asked))

    async def new(self, request: Request) -> Response:
        """Write a new definition."""
        asked = await _asked(request, NewSop)
        assert isinstance(asked, NewSop)
        found = await run_in_threadpool(made_new, self._desk, asked)
        if isinstance(found, str):
            raise HTTPException(422, found)
        return JSONResponse({"id": found})

    async def copy(self, request: Request) -> Response:
        """Write a new definition as another one says."""
        asked = await _asked(request, CopyOfSop)
        assert isinstance(asked, CopyOfSop)
        found = await run_in_threadpool(made_copy, self._desk, asked)
        if found is None:
            raise HTTPException(404, "Ini tidak ada lagi.")
        if isinstance(found, str):
            raise HTTPException(422, found)
        return JSONResponse({"id": found})

    async def preview(self, request: Request) -> Response:
        """Tell what a revision would change."""
        return await self._revised(request, previewed)

    async def revise(self, request: Request) -> Response:
        """Carry a revision out."""
        return await self._revised(request, carried_out)

    async def pull(self, request: Request) -> Response:
        """Tell what an edited sheet of ours changes, and write it where `simpan=ya`.

        That a file is none is an answer like others: whoever sends one asks what it is.
        """
        received, asked = await _received(request), request.query_params
        try:
            told = await run_in_threadpool(
                pulled_in,
                self._desk,
                received,
                _number(request),
                prefer_sheet=asked.get("ambil") == "lembar",
                is_written=asked.get("simpan") == "ya",
            )
        except ProblemsError as error:
            told = _problems_told(error)
        return JSONResponse(told)

    async def import_(self, request: Request) -> Response:
        """Import an old sheet, and tell what is not sure of it."""
        received, kop = await _received(request), request.query_params.get("kop", "")
        return JSONResponse(await run_in_threadpool(imported_from, self._desk, received, kop))

    async def report(self, _: Request) -> Response:
        """Give the report of the last import."""
        return _file(last_report(self._desk))

    async def _revised(
        self, request: Request, doing: Callable[[Desk, Order], dict[str, object]]
    ) -> Response:
        asked = await _asked(request, AskedRevision)
        assert isinstance(asked, AskedRevision)
        order = await run_in_threadpool(order_of, self._desk, asked)
        if isinstance(order, Lacking):
            return JSONResponse(order.told)
        return JSONResponse(await run_in_threadpool(doing, self._desk, order))

    async def output(self, request: Request) -> Response:
        """Give a file that was built."""
        asked = request.path_params["format"]
        number = request.path_params["number"]
        is_known = asked in set(Format)
        path = output_of_one(self._desk.paths(), number, Format(asked)) if is_known else None
        return _file(path)

    async def outputs(self, request: Request) -> Response:
        """Give all files that the SOPs of an agency were built into."""
        name = request.path_params["name"]
        found = await run_in_threadpool(all_of, self._desk, name)
        if not found:
            raise HTTPException(404, "Belum ada yang dibuat.")
        head = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}.zip"}
        return StreamingResponse(zipped(found), media_type="application/zip", headers=head)

    async def books(self, _: Request) -> Response:
        """Tell which books there are, what is in them, and which registers."""
        return JSONResponse(await run_in_threadpool(shelved, self._desk))

    async def build_books(self, request: Request) -> Response:
        """Build books, and tell what became of each."""
        asked = await _asked(request, WhichBooks)
        assert isinstance(asked, WhichBooks)
        return JSONResponse(await run_in_threadpool(books_built, self._desk, asked.books))

    async def book(self, request: Request) -> Response:
        """Give a book that was built."""
        asked, number = request.path_params["format"], request.path_params["number"]
        is_known = asked in set(OF_A_BOOK)
        path = output_of_one(self._desk.books(), number, Format(asked)) if is_known else None
        return _file(path)

    async def make_registers(self, request: Request) -> Response:
        """Bring the registers up to date."""
        await _asked(request, Nothing)
        return JSONResponse(await run_in_threadpool(registers_made, self._desk))

    async def register(self, request: Request) -> Response:
        """Give the register of a letterhead's SOPs."""
        return _file(register_of(self._desk, request.path_params["name"]))

    async def _went(self, request: Request, way: Callable[[OpenText], None]) -> Response:
        asked = await _asked(request, Known)
        assert isinstance(asked, Known)
        return await self._told(request, lambda text: gone(text, way), asked.known)

    async def _told(self, request: Request, doing: Doing, known: Collection[str] = ()) -> Response:
        """Do something to a text, and tell what it says then, how it is drawn, what is wrong."""
        place = request.path_params
        if "number" in place:
            told = await run_in_threadpool(self._texts.sop, place["number"], doing, known)
        else:
            shown = _number(request)
            told = await run_in_threadpool(
                self._texts.letterhead, place["name"], doing, known, shown
            )
        return _answered(told)


def _number(request: Request) -> int | None:
    """Return the number of the SOP that is meant; None where none is."""
    typed = request.query_params.get("sop", "")
    return int(typed) if typed.isascii() and typed.isdecimal() else None


def _file(path: Path | None) -> Response:
    """Return a file to be kept; raises HTTPException where there is none."""
    if path is None:
        raise HTTPException(404, "Berkas ini belum dibuat.")
    return FileResponse(path, filename=path.name, content_disposition_type="attachment")


def _answered(told: Told | None) -> Response:
    if told is None:
        raise HTTPException(404, "Ini tidak ada lagi.")
    code, content = told
    return JSONResponse(content, code)
