"""Makes the lexicon's file out of what others have gathered; run at set-up, by `bin/setup words`.

Bokmålsordboka (University of Bergen and Språkrådet, CC BY 4.0, in the package ordb) gives lemmas
with class and paradigm; simplemma (MIT) gives nynorsk forms and names; altmorph (Apache 2.0) says
which lemmas are one word spelled in several ways. What joins the two written forms besides is in
`written_forms.toml`. The packages are read as data; nothing of them is needed by the server.
"""

import csv
import gzip
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from marisa_trie import BytesTrie

from app.lexicon.dictionary import FILE, Class, Reading
from app.lexicon.letters import plain
from app.lexicon.written_forms import COMPOUNDS, WORD_PAIRS, bases, lemmas_like, respelled

CLASSES = {"NOUN": Class.NOUN, "VERB": Class.VERB, "ADJ": Class.ADJECTIVE}
NO_WORDS = {"EXPR", "SYM", "ABBR", "PFX", "COMPPFX", "INTJ", "false", "Masc", "Quant"}


@dataclass
class LexiconDraft:
    """Readings by form, and by what they lose to another."""

    readings: dict[str, set[Reading]] = field(default_factory=lambda: defaultdict(set))
    secondary: dict[str, set[Reading]] = field(default_factory=lambda: defaultdict(set))
    weak: dict[str, set[Reading]] = field(default_factory=lambda: defaultdict(set))

    simple: set[str] = field(default_factory=set)

    def keys_of(self, form: str) -> set[str]:
        """The words that a form is the base of."""
        return {each.key for each in self.readings.get(form, ()) if each.base}


def make(packages: Path, file: Path = FILE) -> int:
    """Write the file; gives the number of forms."""
    draft = LexiconDraft()
    _bokmal(draft, packages / "ordb" / "articles.db.gz")
    same = _spelled_differently(packages / "altmorph" / "data" / "lemma-multi")
    sys.path.insert(0, str(packages))
    _names(draft)
    _nynorsk(draft, same)
    _pairs(draft)
    rows = sorted((form, each.stored) for form, each in _settled(draft))
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    BytesTrie(rows).save(str(fresh))
    fresh.replace(file)
    return len(rows)


def _bokmal(draft: LexiconDraft, packed: Path) -> None:
    articles = list(_articles(packed))
    first: dict[tuple[str, str], int] = {}
    for lemma, word_class, _, _, number in articles:
        place = lemma, word_class
        first[place] = min(first.get(place, 99), number)
    for lemma, word_class, table, origin, number in articles:
        secondary = number > first[lemma, word_class]
        simple = bool(origin) and lemma not in COMPOUNDS and not _made_of_parts(lemma, origin)
        for paradigm in msgspec.json.decode(table):
            _paradigm(draft, plain(lemma), paradigm, simple=simple, secondary=secondary)


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
    for each in inflections:
        form, tags = each["form"].strip(), each["tags"]
        if not form.isalpha():
            continue
        reading = Reading(key, base=plain(form) == base, simple=simple)
        weak = "Imp" in tags or "Pass" in tags
        chosen = draft.weak if weak else draft.secondary if secondary else draft.readings
        (draft.readings if reading.base else chosen)[plain(form)].add(reading)


def _spelled_differently(folder: Path) -> dict[str, set[str]]:
    """For each spelling of a lemma in nynorsk the others that it has there."""
    same: dict[str, set[str]] = defaultdict(set)
    with (folder / "nno.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            group = {plain(each) for each in row["lemma"].strip("{}").split(",") if each.isalpha()}
            for each in group:
                same[each] |= group
    return same


def _nynorsk(draft: LexiconDraft, same: dict[str, set[str]]) -> None:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    forms = DefaultDictionaryFactory().get_dictionary("nn")
    known = {form: draft.keys_of(form) for form in draft.readings}
    added: dict[str, set[Reading]] = defaultdict(set)
    own = {lemma: lemma for lemma in forms.values()}
    for form, lemma in sorted({*forms.items(), *own.items()}):
        word, base = plain(form), plain(lemma)
        if not (word.isalpha() and base.isalpha()):
            continue
        keys = _keys(base, known, same)
        if not keys and word == base:
            keys = {key for other in bases(base) for key in known.get(other, ())}
            added[word] |= {Reading(key, base=False, simple=key in draft.simple) for key in keys}
        for key in keys or {base + Class.UNKNOWN}:
            if word != base and _hides(word, key, known):
                continue
            added[word].add(Reading(key, base=word == base, simple=_simple(draft, key)))
    for word, readings in added.items():
        draft.readings[word] |= readings


def _hides(form: str, key: str, known: dict[str, set[str]]) -> bool:
    """Whether a form is a noun itself, or the lemma a small word: then the list, which names one
    lemma a form, is not to be believed."""
    is_noun = any(each[-1] == Class.NOUN for each in known.get(form, ()))
    return is_noun or key[-1] == Class.SMALL


def _simple(draft: LexiconDraft, key: str) -> bool:
    return key in draft.simple or (key[-1] == Class.UNKNOWN and len(key) < 8)


def _keys(base: str, known: dict[str, set[str]], same: dict[str, set[str]]) -> set[str]:
    """What bokmål calls a lemma of nynorsk."""
    own = known.get(base, set())
    found = set(own)
    for spelling in {base, *same.get(base, ())}:
        for other in {spelling, respelled(spelling)} - {base}:
            found |= {key for key in known.get(other, ()) if key[-1] != Class.SMALL or not own}
        for other, word_class in lemmas_like(spelling):
            found |= {key for key in known.get(other, ()) if key[-1] == word_class}
    return found


def _names(draft: LexiconDraft) -> None:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    for form, lemma in sorted(DefaultDictionaryFactory().get_dictionary("nb").items()):
        if lemma[:1].isupper() and form == lemma and plain(form).isalpha() and len(form) > 1:
            key = plain(lemma) + Class.NAME
            draft.readings[plain(form)].add(Reading(key, base=True, simple=True))


def _pairs(draft: LexiconDraft) -> None:
    for nynorsk, bokmal in WORD_PAIRS.items():
        for each in list(draft.readings.get(bokmal, ())):
            draft.readings[nynorsk].add(Reading(each.key, base=each.base, simple=True))


def _settled(draft: LexiconDraft) -> Iterator[tuple[str, Reading]]:
    """What each form is read as, when readings that only hide others are taken away."""
    for form in sorted({*draft.readings, *draft.secondary, *draft.weak}):
        readings = set(draft.readings.get(form, ()))
        own = any(each.base for each in readings)
        small = any(each.base and each.word_class == Class.SMALL for each in readings)
        if small:  # bare, så, under: hardly ever the inflected adjective or verb
            readings = {
                each
                for each in readings
                if each.base or each.word_class in (Class.NOUN, Class.NAME)
            }
        readings = {each for each in readings if each.base or not (own and _small(draft, each))}
        if not own:
            readings |= draft.secondary.get(form, set())
        if not readings:
            readings |= draft.weak.get(form, set())
        based = {each.key for each in readings if each.base}
        for each in readings:
            if each.base or each.key not in based:
                yield form, each


def _small(draft: LexiconDraft, reading: Reading) -> bool:
    """Whether a noun's lemma is much oftener a small word: alt, which is no reason to read Alta as
    a form of it."""
    keys = draft.keys_of(reading.lemma)
    return reading.word_class == Class.NOUN and reading.lemma + Class.SMALL in keys


if __name__ == "__main__":
    print(make(Path(sys.argv[1])), "forms")
