"""What somebody has settled in the quality list, as far as it tells how texts are read and counted.
No text is changed by it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col, select

from app.boards.models import Finding

TWICE: Final = "twice"
CUT: Final = "cut"


@dataclass(frozen=True)
class Settled:
    """`twice` are findings of answers that say again what others say: the finding, the answer, and
    which other. `ends` says of findings of texts that seem to break off whether they do."""

    twice: list[tuple[str, str, str]]
    ends: Mapping[str, bool]

    def breaks_off(self, answer_id: str, text: str) -> bool | None:
        """None where nobody has settled it of the text as it stands."""
        return self.ends.get(cut_id(answer_id, text)) if self.ends else None


def settled(session: Session, seminar_id: str) -> Settled:
    query = select(Finding).where(
        Finding.seminar_id == seminar_id,
        col(Finding.kind).in_((TWICE, CUT)),
        col(Finding.decision).in_(("accept", "keep")),
    )
    found = session.exec(query.order_by(Finding.id)).all()
    twice = [
        (each.id, each.answer_id, each.of_id)
        for each in found
        if each.kind == TWICE and each.decision == "accept" and each.answer_id and each.of_id
    ]
    return Settled(twice, {e.id: e.decision == "accept" for e in found if e.kind == CUT})


def finding_id(*told: str) -> str:
    """The id of what was found in a text: another one as soon as the text is another."""
    return hashlib.sha256("\0".join(told).encode("utf-8", "replace")).hexdigest()[:32]


def cut_id(answer_id: str, text: str) -> str:
    return finding_id(CUT, answer_id, last_line(text), "", "")


def last_line(text: str) -> str:
    return next(reversed(text.strip().splitlines()), "")
