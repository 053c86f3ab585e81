"""What the figures of a report say: how many answered, and how long the answers were."""

from collections.abc import Iterator, Sequence
from statistics import median, quantiles

from app.boards.amount import STEPS, shade
from app.exports.chapter import Chapter, ChapterCell
from app.exports.chapters import by_question
from app.exports.figures import Figure, bars, spans, squares
from app.exports.outline import ReportTheme
from app.exports.wording import Wording
from app.web.direction import set_apart


def coverage_figures(words: Wording) -> Iterator[Figure]:
    """For an outline in which somebody has answered something."""
    chapters = by_question(words.outline)
    yield _map(words, chapters)
    if any(each.coverage.answered for each in chapters):
        yield _lengths(words, chapters)
    if themes := [theme for theme in words.outline.themes if theme.coverage.answered]:
        yield _themes(words, themes)


def _map(words: Wording, chapters: tuple[Chapter, ...]) -> Figure:
    counts = [(_chapter_name(words, each), each.coverage.answered) for each in _asked(chapters)]
    told = [f"{_chapter_name(words, each)}: {words.answered(each.coverage)}." for each in chapters]
    strips = [
        (
            _chapter_name(words, each),
            [shade(c.counted.words, given=c.counted.given) for c in _all(each)],
            f"{each.coverage.answered} / {each.coverage.rooms}",
        )
        for each in chapters
    ]
    legend = (
        words.gettext("no text"),
        words.gettext("under %(number)s words") % {"number": STEPS[1]},
        words.gettext("%(from)s to %(to)s") % {"from": STEPS[1], "to": STEPS[2] - 1},
        words.gettext("%(number)s or more") % {"number": STEPS[2]},
    )
    explained = words.gettext("A square for each room by number, darker the more it wrote.")
    return squares(_where_most(words, counts), " ".join((explained, *told)), strips, legend)


def _asked(chapters: Sequence[Chapter]) -> Sequence[Chapter]:
    """Those that a title compares: what stands outside the numbering (advice to somebody, what an
    import could not divide) was not asked as they were."""
    some = [each for each in chapters if getattr(each.about, "number", None) is not None]
    return some if len(some) > 1 else chapters


def _chapter_name(words: Wording, chapter: Chapter) -> str:
    """In a sentence of ours, or beside a number: perhaps it runs from right to left."""
    return str(set_apart(words.chapter(chapter)))


def _themes(words: Wording, themes: list[ReportTheme]) -> Figure:
    """By how many rooms say it; of equals the organiser's first."""
    ranked = sorted(themes, key=lambda theme: -theme.coverage.answered)
    told = " ".join(f"{set_apart(each.title)}: {words.themed(each)}." for each in ranked)
    facts = {"theme": set_apart(ranked[0].title), "rooms": words.counted(ranked[0].coverage)}
    title = words.gettext("Most rooms are quoted on “%(theme)s” (%(rooms)s)") % facts
    values = [(each.title, each.coverage.answered, each.coverage.rooms) for each in ranked]
    return bars(title, told, values)


def _where_most(words: Wording, counts: list[tuple[str, int]]) -> str:
    most, fewest = max(counts, key=lambda each: each[1]), min(counts, key=lambda each: each[1])
    if most[1] == fewest[1]:
        return words.ngettext(
            "%(num)s room answered each question",
            "%(num)s rooms answered each question",
            most[1],
        ) % {"num": most[1]}
    facts = {"most": most[0], "number": most[1], "fewest": fewest[0], "other": fewest[1]}
    return (
        words.gettext(
            "Most rooms answered “%(most)s” (%(number)s), fewest “%(fewest)s” (%(other)s)"
        )
        % facts
    )


def _lengths(words: Wording, chapters: tuple[Chapter, ...]) -> Figure:
    bars = [
        (_chapter_name(words, each), *_middle(each)) for each in chapters if each.coverage.answered
    ]
    names = [_chapter_name(words, each) for each in _asked(chapters)]
    some = [bar for bar in bars if bar[0] in names] or bars
    longest, shortest = max(some, key=lambda bar: bar[2]), min(some, key=lambda bar: bar[2])
    facts = {"most": longest[0], "number": longest[2], "fewest": shortest[0], "other": shortest[2]}
    if longest[2] == shortest[2]:
        title = words.gettext("A usual answer has %(number)s words") % facts
    else:
        title = (
            words.gettext(
                "A usual answer to “%(most)s” has %(number)s words, to “%(fewest)s” %(other)s"
            )
            % facts
        )
    told = [
        words.gettext(
            "%(question)s: half of the rooms wrote between %(low)s and %(high)s words, "
            "the middle one %(middle)s."
        )
        % {"question": label, "low": low, "middle": middle, "high": high}
        for label, low, middle, high in bars
    ]
    return spans(title, " ".join(told), bars)


def _middle(chapter: Chapter) -> tuple[int, int, int]:
    """The quartiles of the words of those who answered."""
    some = [cell.counted for cell in (*chapter.cells, *chapter.unshown)]
    found = sorted(each.words for each in some if each.given)
    if len(found) == 1:
        return found[0], found[0], found[0]
    low, _, high = quantiles(found, n=4, method="inclusive")
    return round(low), round(median(found)), round(high)


def _all(chapter: Chapter) -> list[ChapterCell]:
    cells = (*chapter.cells, *chapter.unshown, *chapter.silent)
    return sorted(cells, key=lambda cell: cell.room.number)
