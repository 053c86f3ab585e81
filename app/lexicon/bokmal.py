"""What Bokmålsordboka says of words: their forms, with the class, and which of them are compounds.

It is read when the lexicon's file is made (`making.py`), and never by the server.
"""

import gzip
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from app.lexicon.dictionary import Class, Reading
from app.lexicon.letters import plain
from app.lexicon.written_forms import COMPOUNDS, WHOLE

CLASSES = {"NOUN": Class.NOUN, "VERB": Class.VERB, "ADJ": Class.ADJECTIVE}
NO_WORDS = {"EXPR", "SYM", "ABBR", "PFX", "COMPPFX", "INTJ", "false", "Masc", "Quant"}


@dataclass
class LexiconDraft:
    """Readings by form, and by what they lose to another."""

    readings: dict[str, set[Reading]] = field(default_factory=lambda: defaultdict(set))
    secondary: dict[str, set[Reading]] = field(default_factory=lambda: defaultdict(set))
    weak: dict[str, set[Reading]] = field(default_factory=lambda: defaultdict(set))

    simple: set[str] = field(default_factory=set)
    participles: set[tuple[str, str]] = field(default_factory=set)
    masculine: set[str] = field(default_factory=set)
    strong: set[str] = field(default_factory=set)
    regular: set[str] = field(default_factory=set)
    """Verbs with a past such as kastet, kasta."""

    def keys_of(self, form: str) -> set[str]:
        """The words that a form is the base of."""
        return {each.key for each in self.readings.get(form, ()) if each.base}


def read_bokmal(draft: LexiconDraft, packed: Path) -> None:
    articles = list(_articles(packed))
    first: dict[tuple[str, str], int] = {}
    for lemma, word_class, _, _, number in articles:
        place = lemma, word_class
        first[place] = min(first.get(place, 99), number)
    verbs = {each[0] for each in articles if each[1] == "VERB" and _is_simple(each[0], each[3])}
    for lemma, word_class, table, origin, number in articles:
        secondary = number > first[lemma, word_class]
        simple = _is_simple(lemma, origin) or not verbs.isdisjoint(_verbs_of(lemma))
        for paradigm in msgspec.json.decode(table):
            _paradigm(draft, plain(lemma), paradigm, simple=simple, secondary=secondary)


def _is_simple(lemma: str, origin: str) -> bool:
    if lemma in COMPOUNDS or lemma in WHOLE:
        return lemma in WHOLE
    return bool(origin) and not _made_of_parts(lemma, origin)


def _verbs_of(lemma: str) -> set[str]:
    """What a noun may be made of with an ending: utfordring is no utfor."""
    ends = [end for end in ("ing", "ning", "else") if lemma.endswith(end)]
    return {lemma.removesuffix(end) + "e" for end in ends}


def _made_of_parts(lemma: str, origin: str) -> bool:
    """A compound's origin is not told at all, or names one of its parts."""
    words = [word for word in origin.split() if len(word) > 2 and word != lemma]
    return any(lemma.startswith(word) or lemma.endswith(word) for word in words)


def _articles(packed: Path) -> Iterator[tuple[str, str, str, str, int]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "articles.db"
        path.write_bytes(gzip.decompress(packed.read_bytes()))
        database = sqlite3.connect(path)
        yield from database.execute(
            "SELECT lemma, word_class, inflection_table, etymology, coalesce(homonym_number, 1)"
            " FROM articles WHERE inflection_table IS NOT NULL ORDER BY article_id"
        )
        database.close()


def _paradigm(
    draft: LexiconDraft, lemma: str, paradigm: dict[str, object], *, simple: bool, secondary: bool
) -> None:
    name = str(paradigm["word_class"])
    inflections = paradigm["inflections"]
    assert isinstance(inflections, list)
    if name in NO_WORDS or not inflections or not lemma.isalpha():
        return
    key = lemma + CLASSES.get(name, Class.SMALL)
    base = plain(inflections[0]["form"])
    if simple:
        draft.simple.add(key)
    past = [plain(each["form"]) for each in inflections if each["tags"] == ["Past"]]
    if past and not any(form.startswith(lemma[:-1]) for form in past):
        draft.strong.add(lemma)
    if lemma.endswith("e") and not {lemma + "t", lemma[:-1] + "a"}.isdisjoint(past):
        draft.regular.add(lemma)
    for each in inflections:
        form, tags = each["form"].strip(), each["tags"]
        if not form.isalpha():
            continue
        reading = Reading(key, base=plain(form) == base, simple=simple)
        if "<PresPart>" in tags:
            draft.participles.add((plain(form), key))
        if key[-1] == Class.NOUN and tags == ["Sing", "Def"] and form.endswith("en"):
            draft.masculine.add(lemma)
        weak = "Imp" in tags or "Pass" in tags
        chosen = draft.weak if weak else draft.secondary if secondary else draft.readings
        (draft.readings if reading.base else chosen)[plain(form)].add(reading)
