"""Whether the process answers, whether it is ready, and its counts."""

import shutil
from typing import Literal

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from sqlalchemy import text
from starlette.responses import JSONResponse, PlainTextResponse, Response
from typing_extensions import TypedDict

from app.backups.nightly import Nightly
from app.live.hub import Hub
from app.people.identity import StoreOf
from app.runtime import runtime
from app.settings import Settings

router = APIRouter(tags=["health"])
FULL, LOW = 1 << 20, 256 << 20
DISK_FREE = Gauge("samtavle_disk_free_bytes", "Free bytes on the database's disk")
CONNECTIONS = Gauge("samtavle_connections", "Open sockets")


class Alive(TypedDict):
    status: Literal["ok"]


class Ready(TypedDict):
    """The words are explained in docs/self-hosting.md."""

    status: Literal["ok", "not saving", "broken"]
    ledger: str
    saving: str
    disk: str
    backup: str


@router.get("/healthz")
async def healthz() -> Alive:
    return {"status": "ok"}


@router.get("/readyz", response_model=Ready, responses={503: {"model": Ready}})
def readyz(request: Request, store: StoreOf) -> Response:
    """Ready when the database answers and takes what is written, the disk has room, and no ledger
    has been found to disagree with its text. A backup that failed is told, no more."""
    with store.reading() as session:
        session.execute(text("SELECT 1"))
    ledger = str(store.info.get("ledger_check", "not started"))
    disk, saving = _disk(runtime(request)[Settings]), store.saving()
    if ledger.startswith("broken"):
        status = "broken"
    elif disk == "full" or not saving:
        status = "not saving"
    else:
        status = "ok"
    body = {
        "status": status,
        "ledger": ledger,
        "saving": "ok"
        if saving
        else f"failing since {store.writer.failing_since:%Y-%m-%dT%H:%M:%SZ}",
        "disk": disk,
        "backup": runtime(request)[Nightly].word,
    }
    return JSONResponse(body, 200 if status == "ok" else 503)


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
    CONNECTIONS.set(len(runtime(request)[Hub].connections))
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
