"""Makes the lexicon's file out of what others have gathered; run at set-up, by `bin/setup words`.

Bokmålsordboka (University of Bergen and Språkrådet, CC BY 4.0, in the package ordb) gives lemmas
with class and paradigm; simplemma (MIT) gives nynorsk forms and names; altmorph (Apache 2.0) says
which lemmas are one word spelled in several ways. What joins the two written forms besides is in
`written_forms.toml`. The packages are read as data; nothing of them is needed by the server.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from marisa_trie import BytesTrie

from app.lexicon.bokmal import LexiconDraft, read_bokmal
from app.lexicon.dictionary import FILE, Class, Reading
from app.lexicon.letters import plain
from app.lexicon.written_forms import (
    ALSO,
    WORD_PAIRS,
    bases,
    lemmas_like,
    respelled,
)


def make(packages: Path, file: Path = FILE) -> int:
    """Write the file; gives the number of forms."""
    draft = LexiconDraft()
    read_bokmal(draft, packages / "ordb" / "articles.db.gz")
    same = _spelled_differently(packages / "altmorph" / "data" / "lemma-multi")
    sys.path.insert(0, str(packages))
    _names(draft)
    _nynorsk(draft, same)
    _pairs(draft)
    _superlatives(draft)
    rows = sorted((form, each.stored) for form, each in _settled(draft))
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    BytesTrie(rows).save(str(fresh))
    fresh.replace(file)
    return len(rows)


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
            if word != base and _hides(word, key, known, draft.strong):
                continue
            added[word].add(Reading(key, base=word == base, simple=_simple(draft, key)))
        for key in filter(None, (_plural_of(draft, word), _present_of(draft, word))):
            added[word].add(Reading(key, base=False, simple=key in draft.simple))
    for word, readings in added.items():
        draft.readings[word] |= readings


def _plural_of(draft: LexiconDraft, form: str) -> str | None:
    """The masculine noun that a form of nynorsk may be of besides what the list says, which names
    one lemma a form: rettar is of retten, and not only of å retta."""
    if any(key[-1] == Class.NOUN for key in draft.keys_of(form)):
        return None
    stem = next((form.removesuffix(end) for end in ("ane", "ar") if form.endswith(end)), "")
    every = (stem, f"{stem}e") if stem else ()
    return next((each + Class.NOUN for each in every if each in draft.masculine), None)


def _present_of(draft: LexiconDraft, form: str) -> str | None:
    """The verb that a form of nynorsk may be of in the same way: testar is what somebody does, and
    not only several tests. Verbs that bokmål bends as kastet are those that end so."""
    lemma = f"{form.removesuffix('ar')}e"
    return lemma + Class.VERB if form.endswith("ar") and lemma in draft.regular else None


def _hides(form: str, key: str, known: dict[str, set[str]], strong: set[str]) -> bool:
    """Whether a form is a noun itself, or the lemma a small word: then the list, which names one
    lemma a form, is not to be believed, but of a strong verb (dei ligg) and of one in the present
    (dei brukar)."""
    is_noun = any(each[-1] == Class.NOUN for each in known.get(form, ()))
    present = form.endswith("ar") and f"{form[:-2]}e{Class.VERB}" == key
    return (is_noun and not present and f"{form}e" not in strong) or key[-1] == Class.SMALL


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


def _superlatives(draft: LexiconDraft) -> None:
    """Eldre and bedre are words of their own too: what is eldst is found by them as by gammel."""
    forms: dict[str, list[str]] = defaultdict(list)
    for form, readings in draft.readings.items():
        for each in readings:
            if each.word_class == Class.ADJECTIVE and not each.base:
                forms[each.key].append(form)
    for some in forms.values():
        own = [form + Class.ADJECTIVE for form in some if form.endswith("re")]
        for key in own:
            if any(each.base and each.key == key for each in draft.readings[key[:-1]]):
                for form in some:
                    if form.endswith(("st", "ste")):
                        more = Reading(key, base=False, simple=key in draft.simple)
                        draft.readings[form].add(more)


def _settled(draft: LexiconDraft) -> Iterator[tuple[str, Reading]]:
    """What each form is read as, when readings that only hide others are taken away."""
    for form in sorted({*draft.readings, *draft.secondary, *draft.weak}):
        readings = set(draft.readings.get(form, ()))
        own = any(each.base for each in readings)
        small = any(each.base and each.word_class == Class.SMALL for each in readings)
        if small:  # bare, for, under: hardly ever the inflected adjective or verb
            readings = {
                each
                for each in readings
                if each.base
                or each.word_class in (Class.NOUN, Class.NAME)
                or (form, each.key) in draft.participles
            }
        readings = {each for each in readings if each.base or not (own and _small(draft, each))}
        verb = own and all(each.word_class == Class.VERB for each in readings if each.base)
        rarer = draft.secondary.get(form, set())
        readings |= {each for each in rarer if not own or (verb and each.word_class == Class.NOUN)}
        if not readings:
            readings |= draft.weak.get(form, set())
        if key := ALSO.get(form):
            readings.add(Reading(key, base=False, simple=True))
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
