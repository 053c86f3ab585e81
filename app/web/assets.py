"""Built files: the address of each, and an answer as small as the asker can read."""

import json
import os
import time
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

DIST = Path(__file__).parent.parent.parent / "static" / "dist"
PACKED = {"br": ".br", "gzip": ".gz"}  # the smallest first; the build lays them beside the file
FOR_EVER = "max-age=31536000, immutable"
TAG = 13  # the quote and twelve figures: a phone's first visit has a dozen of them


@cache
def _built(name: str, changed: float) -> dict[str, Any]:
    path = DIST / name
    return json.loads(path.read_text()) if changed else {}


def _now(name: str) -> dict[str, Any]:
    return _built(name, _changed(name, int(time.monotonic())))


@lru_cache(maxsize=2)
def _changed(name: str, second: int) -> float:
    """Once in a second: a page has thousands of icons."""
    path = DIST / name
    return path.stat().st_mtime if path.exists() else 0


def asset(name: str) -> str:
    """The address of a built file; its name holds a hash of its content."""
    return f"/static/{_now('manifest.json').get(name, name)}"


def parts_of(*scripts: str) -> list[str]:
    """The addresses of what these scripts import, each once: a page that names them asks for them
    beside the scripts, and not only when those have come."""
    parts = _now("parts.json")
    named = (f"/static/{part}" for script in scripts for part in parts.get(script, ()))
    return list(dict.fromkeys(named))


def accepted(headers: Headers) -> list[str]:
    """The ways of packing that an asker can read, the smallest first."""
    taken: dict[str, bool] = {}
    for part in headers.get("accept-encoding", "").lower().split(","):
        name, _, more = part.partition(";")
        weight = more.replace(" ", "").removeprefix("q=")
        taken[name.strip()] = weight.strip("0.") != "" if weight else True
    return [name for name in PACKED if taken.get(name, taken.get("*", False))]


class Assets(StaticFiles):
    """Built files. Their names hold a hash, so a browser may keep them for ever."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
        *,
        keep: str = FOR_EVER,
    ) -> Response:
        """Each packing has an ETag of its own, since it is another file."""
        path = Path(full_path)
        if path.suffix in PACKED.values():
            raise HTTPException(404)  # not an address: alone it says nothing of how it is packed
        found, packing = path, None
        for name in accepted(Headers(scope=scope)):
            if (packed := path.with_name(path.name + PACKED[name])).is_file():
                found, packing, stat_result = packed, name, packed.stat()
                break
        response: Response = FileResponse(found, status_code, stat_result=stat_result)
        response.headers["etag"] = response.headers["etag"][:TAG] + '"'
        if self.is_not_modified(response.headers, Headers(scope=scope)):
            response = NotModifiedResponse(response.headers)
        response.headers["cache-control"] = keep
        response.headers["vary"] = "accept-encoding"
        for unsaid in ("accept-ranges", "last-modified"):  # the name and the tag say enough
            del response.headers[unsaid]
        if packing and response.status_code != 304:
            response.headers["content-encoding"] = packing
        return response
