"""The plain model: what every document must hold in the end, kept by those who typed it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Note:
    """What each writer put into one note, in order; most have one writer."""

    strands: list[str]
    member: str | None = None

    def holds(self, text: str) -> bool:
        """Whether `text` is all strands, each in its order, and nothing else."""
        return shuffled(text, self.strands)


@dataclass(slots=True)
class Late:
    """A text that was handed in after closing."""

    document: str
    text: str
    taken_in: bool = False


@dataclass(slots=True)
class Expected:
    """What one room must hold; documents by their names on the socket."""

    notes: dict[str, dict[str, Note]] = field(default_factory=lambda: defaultdict(dict))
    loose: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Texts that became notes with ids that the server chose."""
    states: dict[str, str] = field(default_factory=dict)
    late: list[Late] = field(default_factory=list)

    def texts(self, document: str) -> list[str]:
        """What a document holds as far as one writer alone knows it; of shared notes nothing."""
        notes = self.notes[document].values()
        return [note.strands[0] for note in notes if len(note.strands) == 1] + self.loose[document]

    def faults(self, document: str, found: Iterable[tuple[str, str]]) -> list[str]:
        """What is lost, doubled or changed among the notes found in a document, as (id, text)."""
        expected, loose = dict(self.notes[document]), list(self.loose[document])
        faults = []
        for note, text in found:
            known = expected.pop(note, None)
            if known is None and text in loose:
                loose.remove(text)
            elif known is None:
                faults.append(f"doubled or unknown: {note} {text!r}")
            elif not known.holds(text):
                faults.append(f"changed: {note} {text!r} is not {known.strands!r}")
        missing = [" / ".join(note.strands) for note in expected.values()] + loose
        return [*faults, *(f"lost: {text!r}" for text in missing)]


def shuffled(text: str, strands: list[str]) -> bool:
    """Whether `text` is an interleaving of the strands."""
    states = {(0,) * len(strands)}
    for character in text:
        states = {
            (*state[:at], place + 1, *state[at + 1 :])
            for state in states
            for at, place in enumerate(state)
            if strands[at][place : place + 1] == character
        }
    return tuple(map(len, strands)) in states
