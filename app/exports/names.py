"""What a report does with the names of people that the program knows: the same in every format.

It knows a person from a nickname, a name typed for a duty or for the round, or since somebody has
said in the quality list that it is one; never by guessing.
Those names stand in no report by themselves; here they are found where somebody wrote them in text.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from unicodedata import normalize

from app.documents.text import Line, Run
from app.exports.outline import (
    NamesPolicy,
    Outline,
    ReportDialogue,
    ReportEntry,
    ReportOutcome,
    ReportQuestion,
    ReportTheme,
)

_SHORTEST = 3  # letters of a part of a name that is looked for by itself
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[\s-]+")  # what may stand between two parts of one name


@dataclass(frozen=True)
class People:
    """Names of people as they gave them, each with the duty they had, or nothing."""

    duties: Mapping[str, str]
    anybody: str
    """What somebody without a duty is called."""

    removed: str


def with_names(outline: Outline, policy: NamesPolicy, people: People) -> Outline:
    """The outline with the names in its text as the policy has them. What the organiser asked is
    untouched, and members are no people."""
    known = _known(outline, people.duties)
    if policy == "keep" or not known:
        return replace(outline, names=policy)

    def said(parts: Sequence[str]) -> str:
        if policy == "initial":
            return "".join(f"{part[0]}." for part in parts)
        duty = next(filter(None, (known[_folded(part)] for part in parts)), people.anybody)
        return f"[{duty if policy == 'role' else people.removed}]"

    def exchanged(text: str) -> str:
        return "".join(_exchanged(text, known.keys(), said))

    dialogues = tuple(_dialogue(each, exchanged) for each in outline.dialogues)
    themes = tuple(_theme(each, exchanged) for each in outline.themes)
    outcomes = tuple(_outcome(each, exchanged) for each in outline.outcomes)
    return replace(outline, names=policy, dialogues=dialogues, themes=themes, outcomes=outcomes)


def _known(outline: Outline, duties: Mapping[str, str]) -> dict[str, str]:
    """Each word of a name with a duty of whoever bears it. A word of a member's name is that
    member's, also where a person is called the same."""
    members = {
        _folded(word)
        for dialogue in outline.dialogues
        for room in dialogue.rooms
        for member in room.members
        for word in _WORD.findall(member)
    }
    known: dict[str, str] = {}
    for name, duty in sorted(duties.items()):
        words = _WORD.findall(name)
        for word in words:
            if len(word) >= (_SHORTEST if len(words) > 1 else 2) and _folded(word) not in members:
                known[_folded(word)] = known.get(_folded(word)) or duty
    return known


def _exchanged(text: str, known: Set[str], said: Callable[[Sequence[str]], str]) -> Iterator[str]:
    """Words of names that stand together are one name. It is written with a capital, and may have
    the s of the genitive, which stays."""
    parts: list[str] = []
    begin = end = 0  # of what is not given back yet, and of the name in it
    for found in _WORD.finditer(text):
        word = _of_name(found[0], known)
        if parts and not (word and _BETWEEN.fullmatch(text, end, found.start())):
            yield said(parts)
            parts, begin = [], end
        if word:
            if not parts:
                yield text[begin : found.start()]
            parts.append(word)
            begin = end = found.start() + len(word)
    if parts:
        yield said(parts)
    yield text[begin:]


def _of_name(word: str, known: Set[str]) -> str:
    """The word, without the genitive's s, when it is of a name; else nothing."""
    stems = (word, word[:-1]) if word.endswith("s") else (word,)
    return next((each for each in stems if word[0].isupper() and _folded(each) in known), "")


def _folded(name: str) -> str:
    return normalize("NFC", name).casefold()


def _dialogue(dialogue: ReportDialogue, exchanged: Callable[[str], str]) -> ReportDialogue:
    questions = tuple(_question(each, exchanged) for each in dialogue.questions)
    return replace(dialogue, questions=questions)


def _question(question: ReportQuestion, exchanged: Callable[[str], str]) -> ReportQuestion:
    return replace(question, entries=tuple(_entry(each, exchanged) for each in question.entries))


def _theme(theme: ReportTheme, exchanged: Callable[[str], str]) -> ReportTheme:
    """Title and message are the organiser's own words."""
    quotes = tuple(replace(each, line=_line(each.line, exchanged)) for each in theme.quotes)
    return replace(theme, quotes=quotes)


def _outcome(each: ReportOutcome, exchanged: Callable[[str], str]) -> ReportOutcome:
    return replace(
        each,
        text=exchanged(each.text),
        who=exchanged(each.who),
        what=exchanged(each.what),
        when=exchanged(each.when),
        needs=exchanged(each.needs),
        line=exchanged(each.line),
    )


def _entry(entry: ReportEntry, exchanged: Callable[[str], str]) -> ReportEntry:
    return replace(
        entry,
        summary=tuple(_line(line, exchanged) for line in entry.summary),
        lines=tuple(_line(line, exchanged) for line in entry.lines),
    )


def _line(line: Line, exchanged: Callable[[str], str]) -> Line:
    runs = tuple(_run(run, exchanged) for run in line.runs)
    return line if runs == line.runs else replace(line, runs=runs)


def _run(run: Run, exchanged: Callable[[str], str]) -> Run:
    """A link that was written with a name in its words leads nowhere any more."""
    text = exchanged(run.text)
    return run if text == run.text else replace(run, text=text, href=None)
