"""An address that the host names reads what texts mean, as OpenAI's embeddings are asked for."""

from array import array
from base64 import b64decode
from collections.abc import Sequence

import httpx2 as httpx

from app.meaning.reading import LONGEST_TEXT, PATIENCE, Away


class HostsOwn:
    """An OpenAI-compatible `/v1/embeddings` that the host runs."""

    def __init__(self, address: str, model: str, key: str, patience: float = PATIENCE) -> None:
        self.name = model or address
        self._model = model
        headers = {"authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.AsyncClient(base_url=address, headers=headers, timeout=patience)

    async def vectors(self, texts: Sequence[str], *, asked: bool = False) -> list[bytes]:
        wish = {
            "input": [text[:LONGEST_TEXT] for text in texts],
            "model": self._model,
            "input_type": "query" if asked else "passage",
            "encoding_format": "base64",
        }
        try:
            answer = await self._client.post("", json=wish)
            answer.raise_for_status()
            rows = sorted(answer.json()["data"], key=lambda each: each["index"])
            found = [_floats(each["embedding"]) for each in rows]
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise Away(repr(error)) from error
        if len(found) != len(texts):
            raise Away("as many vectors as texts were expected")
        return found

    async def stop(self) -> None:
        await self._client.aclose()


def _floats(told: str | list[float]) -> bytes:
    """As base64, or as numbers from a server that knows only these."""
    if isinstance(told, str):
        return b64decode(told)
    return array("f", told).tobytes()
