"""The HTTP side of docs/api.md: one bearer or browser, JSON in and out, problem documents as
`Problem`."""

import asyncio
from typing import Any

import httpx2

TRIES = 4
"""A server that restarts, or whose disk is busy (503), is asked again; the same `client_id` makes
that harmless."""


class Problem(Exception):
    """A refusal: `status` and the problem document."""

    def __init__(self, asked: str, status: int, document: dict[str, Any]) -> None:
        super().__init__(f"{asked}: {status} {document}")
        self.status, self.document = status, document

    @property
    def type(self) -> str:
        return str(self.document.get("type", ""))


class Api:
    """What one bearer, or one browser with its `cookie`, may ask of the server at `url`."""

    def __init__(
        self, client: httpx2.AsyncClient, url: str, token: str | None = None, cookie: str = ""
    ) -> None:
        self.client, self.url, self.token, self.cookie = client, url.rstrip("/"), token, cookie

    def for_bearer(self, token: str) -> "Api":
        return Api(self.client, self.url, token)

    @property
    def live(self) -> str:
        return f"ws{self.url.removeprefix('http')}/live"

    @property
    def headers(self) -> dict[str, str]:
        """What says who asks, over HTTP and when a socket is opened."""
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return bearer | ({"Cookie": self.cookie} if self.cookie else {})

    async def get(self, path: str, **params: str | int) -> Any:
        return (await self.ask("GET", path, params=params)).json()

    async def post(self, path: str, body: Any = None) -> Any:
        return (await self.ask("POST", path, json=body)).json()

    async def put(self, path: str, body: Any) -> Any:
        return (await self.ask("PUT", path, json=body)).json()

    async def file(self, path: str, **params: str) -> bytes:
        return (await self.ask("GET", path, params=params)).content

    async def ask(self, method: str, path: str, **more: Any) -> httpx2.Response:
        """The answer to one request below `/api/v1`; `Problem` when it is not a 2xx."""
        answer = await self._answer(method, f"{self.url}/api/v1{path}", **more)
        if answer.is_success:
            return answer
        try:
            document = answer.json()
        except ValueError:
            document = {"type": "", "title": answer.text[:200]}
        raise Problem(f"{method} {path}", answer.status_code, document)

    async def page(self, url: str) -> httpx2.Response:
        """A web page as anybody may fetch it, without a bearer."""
        return await self.client.get(url, follow_redirects=True)

    async def _answer(self, method: str, url: str, **more: Any) -> httpx2.Response:
        for turn in range(TRIES):
            try:
                answer = await self.client.request(method, url, headers=self.headers, **more)
            except httpx2.TransportError:
                if turn == TRIES - 1:
                    raise
            else:
                if answer.status_code != 503 or turn == TRIES - 1:
                    return answer
            await asyncio.sleep(0.2 * 4**turn)
        raise AssertionError("unreachable")
