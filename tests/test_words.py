"""The catalogues: every sentence is there in both written forms, each in its own words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

APP = Path(__file__).parent.parent / "app"
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
BOKMAAL = {"ikke", "hva", "hvem", "fra", "noe", "dere", "deres", "jeg", "hvor", "hvordan"}
NYNORSK = {"ikkje", "kva", "kven", "frå", "noko", "dykk", "dykkar", "eg", "kvar", "korleis"}


def used() -> dict[str, str]:
    """Every message in the templates and the code, with a place where it stands."""
    options = {"templates/**.html": {"newstyle_gettext": "true", "trimmed": "false"}}
    found: dict[str, str] = {}
    for file, line, message, _, _ in extract_from_dir(
        APP, method_map=METHODS, options_map=options, keywords=KEYWORDS
    ):
        first = message if isinstance(message, str) else message[0]
        found[first] = f"{file}:{line}"
    return found


def catalogues(language: str) -> Iterator[tuple[Path, Catalog]]:
    for path in sorted((APP / "locale" / language).glob("*.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale=language)


def messages(language: str) -> dict[str, Message]:
    return {
        (each.id if isinstance(each.id, str) else each.id[0]): each
        for _, catalogue in catalogues(language)
        for each in catalogue
        if each.id
    }


def said(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_sentence_is_translated(language: str) -> None:
    known = {id: each for id, each in messages(language).items() if all(said(each))}
    missing = {message: place for message, place in used().items() if message not in known}

    assert not missing


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_translation_keeps_the_places_that_are_filled_in(language: str) -> None:
    place = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%s")
    wrong = [
        id
        for id, each in messages(language).items()
        for words in said(each)
        if not set(place.findall(words)) <= set(place.findall(" ".join(ids(each))))
    ]

    assert not wrong


def ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


@pytest.mark.parametrize(("language", "foreign"), [("nn", BOKMAAL), ("nb", NYNORSK)])
def test_each_written_form_keeps_to_its_own_words(language: str, foreign: set[str]) -> None:
    wrong = {
        id: sorted(found)
        for id, each in messages(language).items()
        for words in said(each)
        if (found := foreign & set(re.findall(r"\w+", words.casefold())))
    }

    assert not wrong


def test_no_catalogue_holds_two_translations_of_one_sentence() -> None:
    for language in ("nb", "nn"):
        seen: dict[str, tuple[Path, list[str]]] = {}
        for path, catalogue in catalogues(language):
            for each in catalogue:
                if not each.id:
                    continue
                first = ids(each)[0]
                other = seen.setdefault(first, (path, said(each)))
                assert other[1] == said(each), f"{first!r} in {other[0].name} and {path.name}"


def test_the_presets_nynorsk_keeps_to_its_words() -> None:
    from app.seminars.presets import PRESETS, preset

    for name in PRESETS:
        for dialogue in preset(name, "nn").dialogues:
            for prompt in dialogue.prompts:
                words = set(re.findall(r"\w+", f"{prompt.text} {prompt.help}".casefold()))
                assert not words & BOKMAAL, (name, prompt.text)
