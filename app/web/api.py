"""What every route of the JSON API shares: its prefix, its bodies, and what is told of it."""

from fastapi import APIRouter, Depends, Request

from app.refusals import NotJson

PREFIX = "/api/v1"


def api_router(tag: str, prefix: str = "") -> APIRouter:
    return APIRouter(prefix=PREFIX + prefix, tags=[tag], dependencies=[Depends(takes_json)])


async def takes_json(request: Request) -> None:
    """Raise NotJson for a body that does not say it is JSON: to guess would be to take a form that
    another site had a browser send."""
    length = request.headers.get("content-length", "0")
    if length == "0" and "transfer-encoding" not in request.headers:
        return
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not (
        kind.startswith("application/") and kind.endswith("+json")
    ):
        raise NotJson
