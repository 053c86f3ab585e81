"""The members of a roster as walls spell them, and which rooms they point to."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.fuzz import ratio

from app.dividing.marks import LEADS, ROOM
from app.lexicon.compounds import read
from app.lexicon.dictionary import Class
from app.lexicon.letters import plain
from app.remembered import remembered
from app.rosters.entries import Entry

_BETWEEN = re.compile(
    r"\s*(?:[,;/&+()|:.\n]|\s[-–—]+\s|\b(?:og|and|samt|0g|og\s+)\b)\s*", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ENDING = re.compile(r"\s+(?:kommun\w*|kultursk[ou]l\w*|sk[ou]l\w*|municipality)$", re.IGNORECASE)
_SHORTEST_FUZZY, _SHORTEST_LEARNED = 5, 7


@remembered(20_000)
def key(name: str) -> str:
    """A name without what does not matter: case, hyphens, spaces, « kommune »."""
    name = re.sub(r"\b0g\b", "og", name.strip(), flags=re.IGNORECASE)
    return plain(_ENDING.sub("", name))


@dataclass(frozen=True)
class Found:
    """Names in a text; `covered` is the share of its letters that are names or words that stand
    around names. `unknown` are capitalised names of nobody in the roster."""

    names: tuple[str, ...]
    covered: float
    unknown: tuple[str, ...] = ()


@dataclass
class Names:
    """`rooms` of each member by its key; `spelled` is how the roster writes it."""

    spelled: dict[str, str] = field(default_factory=dict)
    rooms: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    members: dict[int, tuple[str, ...]] = field(default_factory=dict)
    fillers: set[str] = field(default_factory=set)
    """Words of the seminar's own title, which heads repeat."""

    learned: bool = False
    """The wall's own heads taught it, since no roster was given."""

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Names":
        names = cls()
        for entry in entries:
            names.members[entry.number] = entry.members
            for member in entry.members:
                names.add(member, entry.number)
        names._known = {}
        return names

    def add(self, member: str, room: int | None) -> None:
        for spelling in {member, *re.split(r"\s*[/(]\s*", member.rstrip(")"))}:
            if key(spelling):
                self.spelled.setdefault(key(spelling), member)
                if room is not None:
                    self.rooms[key(spelling)].add(room)
        self._known = {}

    _known: dict[str, str | None] = field(default_factory=dict)

    def entries(self) -> tuple[Entry, ...]:
        """The roster that the wall itself told."""
        return tuple(Entry(room, None, self.members[room]) for room in sorted(self.members))

    def member(self, spelling: str) -> str | None:
        """The member that a spelling stands for, misspelled or not."""
        wanted = key(spelling)
        if wanted not in self._known:
            self._known[wanted] = self._member(wanted)
        return self._known[wanted]

    def _member(self, wanted: str) -> str | None:
        if wanted in self.spelled:
            return self.spelled[wanted]
        if len(wanted) < _SHORTEST_FUZZY or plain(wanted) in LEADS:
            return None
        if _is_common(wanted):
            return None
        near = sorted(
            (
                (ratio(wanted, each), each)
                for each in self.spelled
                if abs(len(each) - len(wanted)) < 4
            ),
            reverse=True,
        )
        fits = (each for score, each in near if _near(wanted, each, score, learned=self.learned))
        best = next(fits, None)
        return self.spelled[best] if best else None

    def rooms_of(self, member: str) -> set[int]:
        return self.rooms.get(key(member), set())

    def find(self, text: str) -> Found:
        """The names in a heading."""
        bare = ROOM.sub(" , ", re.sub(r"\s*/\s*", " / ", text))
        chunks = self._chunks(bare)
        total = sum(len(re.sub(r"\W", "", chunk)) for chunk in chunks)
        if not total:
            return Found((), 1.0)
        covered, listed = 0.0, self._lists_names(chunks)
        names: list[str] = []
        unknown: list[str] = []
        for chunk in chunks:
            letters = len(re.sub(r"\W", "", chunk))
            rest = self._without_leads(chunk)
            if member := self.member(rest) if rest else None:
                names.append(member)
                covered += letters
            elif not rest:
                covered += letters
            else:
                inside, share = self._inside(chunk)
                names += inside
                if _is_name(rest) or (listed and _is_capital(rest)):
                    unknown.append(rest)
                    share = max(share, 1.0 if self.learned or not self.spelled else 0.6)
                covered += letters * share
        return Found(tuple(dict.fromkeys(names)), covered / total, tuple(unknown))

    def _lists_names(self, chunks: Sequence[str]) -> bool:
        """Whether they are nothing but names where no roster tells any: then one that is an
        ordinary word as well (Nes, Sel, Hole) is one too."""
        if self.spelled and not self.learned:
            return False
        bare = [rest for each in chunks if (rest := self._without_leads(each))]
        return len(bare) > 1 and all(map(_is_capital, bare)) and any(map(_is_name, bare))

    def _chunks(self, text: str) -> list[str]:
        """The parts between commas and « og », but names that hold one of these whole."""
        for spelling in sorted(self.spelled.values(), key=len, reverse=True):
            if re.search(r"\bog\b|[/,&]| - ", spelling) and spelling.casefold() in text.casefold():
                at = text.casefold().index(spelling.casefold())
                before, after = text[:at], text[at + len(spelling) :]
                return [*self._chunks(before), spelling, *self._chunks(after)]
        joined = re.sub(r"(?<=\w) - (?=\w)", "-", text) if self._hyphened(text) else text
        return [part for part in _BETWEEN.split(joined) if part and re.search(r"\w", part)]

    def _hyphened(self, text: str) -> bool:
        """« Nord - Aurdal » is one name; « Rom 20 - Lier » is not."""
        return any(
            key(f"{one}-{other}") in self.spelled
            for one, other in re.findall(r"(\w+) - (\w+)", text)
        )

    def _without_leads(self, chunk: str) -> str:
        words = chunk.split()
        if self.member(chunk):
            return chunk
        while words and self.is_filler(words[0]):
            words.pop(0)
        while words and self.is_filler(words[-1]):
            words.pop()
        return " ".join(words).strip(" -–—.*\"'«»")

    def is_filler(self, word: str) -> bool:
        whole = plain(word)
        return not whole or whole in LEADS or whole in self.fillers or whole.isdigit()

    def _inside(self, chunk: str) -> tuple[list[str], float]:
        """Names that stand among other words, by runs of up to three words."""
        words = chunk.split()
        letters = sum(len(word) for word in words) or 1
        found, covered, at = [], 0, 0
        while at < len(words):
            for end in range(min(len(words), at + 3), at, -1):
                run = " ".join(words[at:end])
                if run[:1].isupper() and (member := self.member(run.strip(".,:;()"))):
                    found.append(member)
                    covered += sum(len(word) for word in words[at:end])
                    at = end
                    break
            else:
                covered += len(words[at]) if self.is_filler(words[at]) else 0
                at += 1
        return found, covered / letters

    def votes(self, members: Iterable[str]) -> Counter[int]:
        """How many of the members each room has."""
        return Counter(room for member in members for room in self.rooms_of(member))

    def speakers(self, lines: Sequence[str]) -> list[str]:
        """Members that a text names before a colon or in brackets, as those who say something."""
        found: list[str] = []
        for line in lines:
            said = re.match(r"[\s*•–-]*([^:–]{2,30}?)\s*(?::|[–-]\s)", line)
            marked = [said[1]] if said else []
            marked += re.findall(r"\(([^()]{2,60})\)", line)
            for each in marked:
                found += [m for part in self._chunks(each) if (m := self.member(part.strip()))]
        return found

    def mentioned(self, lines: Sequence[str]) -> list[str]:
        """Members by their names anywhere in a text."""
        return [
            member for line in lines for member in self._inside(re.sub(r"[^\w\s'’-]", " ", line))[0]
        ]


def _near(wanted: str, known: str, score: float, *, learned: bool) -> bool:
    """A wall that has no roster names many that are much alike: one slip of a long name is one."""
    slips, shorter = DamerauLevenshtein.distance(wanted, known), min(len(wanted), len(known))
    if learned:
        return shorter >= _SHORTEST_LEARNED and wanted[0] == known[0] and slips == 1
    close = (score >= 84 and slips <= 2) if len(known) > 6 else slips == 1
    return shorter >= _SHORTEST_FUZZY and close


def _is_common(word: str) -> bool:
    """An ordinary word, which is no misspelled name."""
    readings = read(word)
    return bool(readings) and all(each.word_class != Class.NAME for each in readings)


def _is_name(text: str) -> bool:
    """Up to four words with capitals, at least one of which is no ordinary word."""
    words = _WORD.findall(text)
    if not 1 <= len(words) <= 4 or len(text) > 40 or re.search(r"[?!]", text):
        return False
    capital = [word for word in words if word[0].isupper()]
    small = [word for word in words if not word[0].isupper()]
    return (
        bool(capital)
        and all(plain(word) in LEADS for word in small)
        and not all(_is_common(plain(word)) for word in capital)
    )


def _is_capital(text: str) -> bool:
    """One to three words, each with a capital."""
    words = _WORD.findall(text)
    return 1 <= len(words) <= 3 and all(word[0].isupper() for word in words)
