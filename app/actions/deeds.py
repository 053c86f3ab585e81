"""Whether a sentence says that something is done: it begins with a verb, as lists of tasks do, or
somebody will or should do it, or takes it on. Pure; of other languages than Norwegian it knows few
verbs."""

import re
from itertools import pairwise

from app.actions.dates import WORDS, one_of
from app.lexicon.compounds import read
from app.lexicon.dictionary import Class
from app.lexicon.letters import WORD, plain


def is_deed(text: str) -> bool:
    said = begins_with_deed(text) or asks_for_deed(text) or acting(text) is not None
    return said or somebody_does(text)


def asks_for_deed(text: str) -> bool:
    """`Skriv til rektor`, `Call the schools`: asked for, of somebody or something."""
    verb, *rest = WORD.findall(text[:_FAR]) or [""]
    return verb.lower() in _DEEDS["asked"] and bool(rest)


def begins_with_deed(text: str) -> bool:
    """`Søke om midler`, `å invitere alle`: a verb in its base form. One that is a noun as well
    (støtte, lære) is none before a small word: `Støtte fra ledelsen`."""
    found = _BEGINNING.match(text)
    if not found or found["verb"].lower() in _STATES:
        return False
    classes = _classes(found["verb"], base=True)
    if found["to"] or Class.VERB not in classes or classes == {Class.VERB}:
        return Class.VERB in classes
    after = _classes(found["next"] or "", base=False)
    goes_on = bool(after) and after.isdisjoint((Class.SMALL, Class.VERB))
    return goes_on and Class.ADJECTIVE not in classes


def somebody_does(text: str) -> bool:
    """`Vi rydder i havna`, `Rektor inviterer alle`: the first verb after somebody is told of now,
    and is no state."""
    word, verbs = _first_verb(text)
    now = word.lower().endswith("r") or word.lower() in _DEEDS["present"]
    return bool(verbs) and now and verbs.isdisjoint(_STATES)


def tells_state(text: str) -> bool:
    """`Vi er nye i dette`, `Kulturskolen må bli synlig`: how something is, or ought to be."""
    _, verbs = _first_verb(text)
    return not verbs.isdisjoint(_STATES)


def _first_verb(text: str) -> tuple[str, set[str]]:
    """Of a sentence that begins with something else, with the verbs that it may be of. A word that
    may be a noun (møter) is one only where a noun stands before it."""
    words = WORD.findall(_CLAUSE.split(text, maxsplit=1)[0])[:_FEW]
    for before, word in pairwise(words):
        known = read(plain(word))
        verbs = {each.lemma for each in known if each.word_class == Class.VERB and not each.base}
        noun = any(each.word_class == Class.NOUN for each in known)
        if verbs and (not noun or _may_do(before)):
            return word, verbs
    return "", set()


def _may_do(word: str) -> bool:
    """Whether somebody may be called so: `vi`, `rektor`, and not `flere` or `kommunens`."""
    if word.lower() in _PRONOUNS:
        return True
    classes = {each.word_class for each in read(plain(word))}
    named = not classes or classes.intersection((Class.NOUN, Class.NAME, Class.UNKNOWN))
    return bool(named) and Class.ADJECTIVE not in classes and not word.endswith("s")


def _classes(word: str, *, base: bool) -> set[str]:
    known = read(plain(word)) if word else ()
    return {each.word_class for each in known if each.base or not base}


def acting(text: str) -> tuple[str, str] | None:
    """`Rektor tar det videre`: who, and what they do. None where nobody is said to do anything."""
    found = _ACTING.match(text)
    if not found or (found["verb"] or "").lower() in _STATES:
        return None
    return found["who"], found["what"]


def begins_sentence(words: list[str]) -> bool:
    """Whether words begin one, with somebody that is not named and a verb: `Vi avventer`."""
    if len(words) < 2 or words[0].lower() not in _PRONOUNS:
        return False
    return any(each.word_class == Class.VERB for each in read(plain(words[1])))


_DEEDS = WORDS["deeds"]
_STATES = frozenset(_DEEDS["states"])
_PRONOUNS = frozenset(WORDS["pronouns"]["words"])
_FAR = 200  # letters within which it begins
_FEW = 7  # words within which a sentence has its verb
_CLAUSE = re.compile(r"[.,:;?!()\n]|\s[–—-]\s")
_BEGINNING = re.compile(
    rf"(?P<to>å\s+)?(?P<verb>{WORD.pattern})(?:\s+(?P<next>\w+))?", re.IGNORECASE
)
_ACTING = re.compile(
    rf"""(?P<who>[^\s.,:;?!][^.:;?!\n]{{0,80}}?)\s+(?P<what>(?:som\s+)?(?:
      (?:{one_of(_DEEDS["will"])})\s+(?:(?:{one_of(_DEEDS["also"])})\s+)?(?P<verb>\w+)
    | (?:{one_of(_DEEDS["takes"])})\s+(?:\w+\s+){{0,3}}?(?:{one_of(_DEEDS["on"])})\b
    ).*)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
