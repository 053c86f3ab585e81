"""Whether the process answers, whether it is ready, and its counts."""

import shutil
from typing import Literal

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from starlette.responses import JSONResponse, PlainTextResponse, Response
from typing_extensions import TypedDict

from app.backups.nightly import Nightly
from app.live.reach import Reach
from app.live.vitals import Vitals
from app.people.identity import StoreOf
from app.runtime import Runtime, runtime
from app.settings import Settings
from app.storage.store import Store

router = APIRouter(tags=["health"])
FULL, LOW = 1 << 20, 256 << 20
DISK_FREE = Gauge("samtavle_disk_free_bytes", "Free bytes on the database's disk")


class AliveOut(TypedDict):
    status: Literal["ok", "elsewhere"]


class ReadyOut(TypedDict):
    """The words are explained in docs/self-hosting.md."""

    status: Literal["ok", "no database", "not saving", "broken"]
    ledger: str
    saving: str
    disk: str
    backup: str


@router.get("/healthz", response_model=AliveOut, responses={503: {"model": AliveOut}})
async def healthz(request: Request) -> Response:
    """For a proxy: a process answers, and is of use even where it cannot save, unless it has lost
    the database while others have it."""
    if runtime(request)[Reach].given_up:
        return JSONResponse({"status": "elsewhere"}, 503)
    return JSONResponse({"status": "ok"})


@router.get("/readyz", response_model=ReadyOut, responses={503: {"model": ReadyOut}})
def readyz(request: Request, store: StoreOf) -> Response:
    """Ready when the database answers and takes what is written, the disk has room, and no ledger
    has been found to disagree with its text. A backup that failed is told, no more."""
    body = readiness(runtime(request), store)
    return JSONResponse(body, 200 if body["status"] == "ok" else 503)


def readiness(parts: Runtime, store: Store) -> ReadyOut:
    there = store.answers()
    ledger = str(store.info.get("ledger_check", "not started"))
    disk, saving = _disk(parts[Settings]), there and store.saving()
    status: Literal["ok", "no database", "not saving", "broken"]
    if not there:
        status = "no database"
    elif ledger.startswith("broken"):
        status = "broken"
    elif disk == "full" or not saving:
        status = "not saving"
    else:
        status = "ok"
    return {
        "status": status,
        "ledger": ledger,
        "saving": "ok" if saving else _failing(store),
        "disk": disk,
        "backup": parts[Nightly].word,
    }


def _failing(store: Store) -> str:
    since = store.writer.failing_since
    return f"failing since {since:%Y-%m-%dT%H:%M:%SZ}" if since else "failing"


def _disk(settings: Settings) -> str:
    """`ok`, `low` or `full`; of a database elsewhere nothing is known."""
    if settings.database_file is None:
        return "elsewhere"
    free = shutil.disk_usage(settings.database_file.parent).free
    DISK_FREE.set(free)
    return "full" if free < FULL else "low" if free < LOW else "ok"


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(request: Request) -> Response:
    _disk(runtime(request)[Settings])
    runtime(request)[Vitals].gauges()
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
