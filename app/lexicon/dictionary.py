"""The lexicon's file: what a form may be read as. It is mapped, not read, so it costs no memory of
its own and is shared by processes."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

from marisa_trie import BytesTrie

FILE = Path(__file__).parent / "words.trie"


class Class(StrEnum):
    """The digit after a lemma in a key. UNKNOWN is nynorsk's own words, and those of no list."""

    UNKNOWN = "0"
    NOUN = "1"
    VERB = "2"
    ADJECTIVE = "3"
    SMALL = "4"
    NAME = "5"


class NoLexicon(RuntimeError):
    """The file that set-up makes is not there."""


@dataclass(frozen=True)
class Reading:
    """A word that a form can be of. `key` is its lemma in bokmål and the digit of its class;
    `base` whether the form is the lemma itself; `simple` that it is no compound."""

    key: str
    base: bool
    simple: bool

    @property
    def lemma(self) -> str:
        return self.key[:-1]

    @property
    def word_class(self) -> str:
        return self.key[-1]

    @property
    def stored(self) -> bytes:
        return f"{self.key}{'.b'[self.base]}{'.s'[self.simple]}".encode()

    @classmethod
    def parse(cls, stored: bytes) -> "Reading":
        text = stored.decode()
        return cls(text[:-2], text[-2] == "b", text[-1] == "s")


def readings(form: str) -> list[Reading]:
    """What a plain form is read as, in a fixed order; empty when it is not known."""
    return [Reading.parse(stored) for stored in sorted(_trie().get(form, []))]


def forms_beginning(with_: str) -> list[str]:
    """All forms that begin so."""
    return list(dict.fromkeys(_trie().keys(with_)))


@cache
def fingerprint() -> str:
    """Another one for another file: what was made with it is then made again."""
    return sha256(_file().read_bytes()).hexdigest()[:12]


@cache
def _trie() -> BytesTrie:
    return BytesTrie().mmap(str(_file()))


def _file() -> Path:
    if not FILE.exists():
        raise NoLexicon(f"{FILE.name} is missing: `make setup` makes it")
    return FILE
