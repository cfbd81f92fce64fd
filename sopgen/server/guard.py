"""Who may speak with the page: one browser on this machine, and no page of another origin.

A site that somebody visits can send requests to this machine, and by a name that it lets
lead here it can even read answers. So the Host must be ours, unsafe requests must come from
our own page, and all of them carry a cookie that is given once for the link on the terminal.
"""

from __future__ import annotations

from secrets import compare_digest, token_urlsafe
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 1 << 20
LARGEST_UPLOAD = 50 << 20
LARGEST_PICTURE = 5_000_000
UPLOADS = ("/api/tarik", "/api/impor")
"""Where files are sent, which may be larger."""

ANOTHER = "/tautan"
SECRET = "x-sopgen-kunci"
"""Where a second start asks for a link of its own, and the header that says it may."""

_SAFE = frozenset({"GET", "HEAD"})
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """Lets requests through to `app` that come from the page which was opened with the link."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self.port = port
        self.secret = token_urlsafe(32)
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        self._link: str | None = token_urlsafe(32)
        self._cookie = token_urlsafe(32)

    @property
    def address(self) -> str:
        """The link that opens the page once."""
        return f"http://127.0.0.1:{self.port}/masuk?kunci={self._link}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or say why it is refused."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        answering: ASGIApp = self._app if refusal is None else refusal
        await answering(scope, _bounded(receive, _most(scope["path"])), _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.getlist("host") not in [[host] for host in self._hosts]:
            return PlainTextResponse("Alamat ini bukan alamat sopgen.", 421)
        if scope["path"] == "/masuk":
            return self._let_in(scope)
        if scope["path"] == ANOTHER:
            return self._another_link(scope, headers)
        if not self._is_known(headers):
            return PlainTextResponse("Buka tautan yang tampil di terminal.", 403)
        if scope["method"] not in _SAFE and not _is_from_us(headers):
            return PlainTextResponse("Permintaan dari halaman lain ditolak.", 403)
        if _length(headers) > _most(scope["path"]):
            return PlainTextResponse("Isi permintaan terlalu besar.", 413)
        return None

    def _let_in(self, scope: Scope) -> Response:
        """Take the link, which is good once, for a cookie that no other site is sent."""
        given = scope["query_string"].decode("latin-1").removeprefix("kunci=")
        if self._link is None or not compare_digest(given.encode(), self._link.encode()):
            return PlainTextResponse("Tautan ini sudah dipakai. Jalankan sopgen serve lagi.", 403)
        self._link = None
        response = RedirectResponse("/", 303)
        name = f"sopgen-{self.port}"
        response.set_cookie(name, self._cookie, path="/", httponly=True, samesite="strict")
        return response

    def _another_link(self, scope: Scope, headers: Headers) -> Response:
        """Give who knows the secret a new link; the one before is good no more."""
        given = headers.get(SECRET, "")
        may = compare_digest(given.encode(), self.secret.encode())
        if scope["method"] != "POST" or not may:
            return PlainTextResponse("Buka tautan yang tampil di terminal.", 403)
        self._link = token_urlsafe(32)
        return PlainTextResponse(self.address)

    def _is_known(self, headers: Headers) -> bool:
        own = f"sopgen-{self.port}="
        given = (part.strip() for part in headers.get("cookie", "").split(";"))
        values = [part.removeprefix(own) for part in given if part.startswith(own)]
        return any(compare_digest(each.encode(), self._cookie.encode()) for each in values)


def _is_from_us(headers: Headers) -> bool:
    """Tell whether a page of ours asks: the browser says so itself, or names its origin."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    return headers.get("origin") == f"http://{headers.get('host')}"


def _most(path: str) -> int:
    """Return how large the body of a request for `path` may be."""
    if path in UPLOADS:
        return LARGEST_UPLOAD
    is_picture = path.startswith("/api/kop/") and path.endswith("/logo")
    return LARGEST_PICTURE if is_picture else LARGEST_BODY


def _length(headers: Headers) -> int:
    typed = headers.get("content-length", "0")
    return int(typed) if typed.isascii() and typed.isdecimal() else LARGEST_UPLOAD + 1


class TooLargeError(Exception):
    """A body that is longer than its head said."""


def _bounded(receive: Receive, most: int) -> Receive:
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooLargeError
        return message

    return bounded


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=_scoped(message))
            for name, value in _HEADERS.items():
                headers[name] = value
            message["headers"] = headers.raw
        await send(message)

    return sending


def _scoped(message: Message) -> dict[str, Any]:
    return {"headers": list(message.get("headers", []))}
