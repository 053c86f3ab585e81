"""Ready-made programmes and sets of duties, read from the TOML files beside it; no database.

What comes out is a copy to be edited: nothing in a seminar points back to its preset.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from app.languages import LANGUAGES, Language
from app.refusals import N_, UnknownName
from app.seminars.wishes import DialogueIn, DutyIn, PromptIn, SeminarKind

PRESETS: tuple[str, ...] = (
    "dialog-1-2",
    "reflection",
    "target-picture",
    "retrospective",
    "visit",
    "visit-retrospective",
    "blank",
)
DUTIES: tuple[str, ...] = ("four", "wall", "ks")

_FOLDER = Path(__file__).with_suffix("")


class UnknownPreset(UnknownName):
    """No preset, or set of duties."""

    type = "unknown_preset"
    title = N_("There is no programme of that name.")


class PresetPrompt(PromptIn):
    """`advice` is for the author alone, for instance that the question has two parts."""

    advice: str


class PresetDialogue(DialogueIn):
    prompts: list[PresetPrompt]  # type: ignore[assignment]


class Preset(BaseModel):
    name: str
    title: str
    kind: SeminarKind
    member_noun: str
    dialogues: list[PresetDialogue]
    duties: list[DutyIn]


@cache
def preset(name: str, language: Language) -> Preset:
    """The preset `name` with its texts in `language`; raises UnknownPreset.

    `text_nn` holds the nynorsk question whatever the language.
    """
    if name not in PRESETS:
        raise UnknownPreset(name, PRESETS)
    source = _read(name)
    made = [
        {
            **said(each, language),
            "prompts": [_prompt(one, language) for one in each.get("prompt", ())],
        }
        for each in source["dialogue"]
    ]
    asked = duties(source["duties"], language) if "duties" in source else []
    return Preset(
        name=name,
        title=said(source["title"], language),
        kind=source.get("kind", "gathering"),
        member_noun=said(source.get("member_noun", ""), language),
        dialogues=made,
        duties=asked,
    )


@cache
def duties(name: str, language: Language) -> list[DutyIn]:
    """The set of duties `name` with its texts in `language`; raises UnknownPreset."""
    if name not in DUTIES:
        raise UnknownPreset(name, DUTIES)
    return [DutyIn.model_validate(said(duty, language)) for duty in _read("duties")[name]]


@cache
def questions() -> dict[str, set[str]]:
    """Each ready-made question in its three languages, found by any of them."""
    found: dict[str, set[str]] = {}
    for name in PRESETS:
        for dialogue in _read(name)["dialogue"]:
            for prompt in dialogue.get("prompt", ()):
                texts = set(prompt["text"].values())
                found |= dict.fromkeys(texts, texts)
    return found


def _dialogue(source: Mapping[str, Any], language: Language) -> dict[str, Any]:
    asked = [_prompt(each, language) for each in source.get("prompt", ())]
    return {**said(source, language), "prompts": asked}


def _prompt(source: Mapping[str, Any], language: Language) -> dict[str, Any]:
    return {"advice": "", **said(source, language), "text_nn": source["text"]["nn"]}


def said(source: Any, language: Language) -> Any:
    """What a file says, with each text that stands in three languages in one of them."""
    if not isinstance(source, Mapping):
        return source
    if source.keys() == LANGUAGES.keys():
        return source[language]
    return {name: said(value, language) for name, value in source.items()}


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
