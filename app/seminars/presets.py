"""Ready-made programmes and sets of duties, read from the TOML files beside it; no database.

What comes out is a copy to be edited: nothing in a seminar points back to its preset.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

PRESETS: tuple[str, ...] = (
    "dialog-1-2",
    "reflection",
    "target-picture",
    "retrospective",
    "blank",
)
DUTIES: tuple[str, ...] = ("four", "wall", "ks")

Language = Literal["nb", "nn", "en"]
Kind = Literal["open", "actions"]

_FOLDER = Path(__file__).with_suffix("")


class UnknownPreset(LookupError):
    """No preset, or set of duties, of that `name`; `known` lists those there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


@dataclass(frozen=True)
class Minutes:
    """Advised minutes of each phase."""

    round: int = 0
    talk: int = 0
    summary: int = 0


@dataclass(frozen=True)
class PresetPrompt:
    """`advice` is for the author alone, for instance that the question has two parts."""

    text: str
    text_nn: str
    label: str
    help: str
    advice: str
    minutes: Minutes
    kind: Kind
    addressee: str | None
    numbered: bool
    per_member: bool


@dataclass(frozen=True)
class PresetDialogue:
    title: str
    instructions: str
    background: str
    prompts: tuple[PresetPrompt, ...]


@dataclass(frozen=True)
class PresetDuty:
    name: str
    text: str


@dataclass(frozen=True)
class Preset:
    name: str
    title: str
    dialogues: tuple[PresetDialogue, ...]
    duties: tuple[PresetDuty, ...]


@cache
def preset(name: str, language: Language) -> Preset:
    """The preset `name` with its texts in `language`; raises UnknownPreset.

    `text_nn` holds the nynorsk question whatever the language.
    """
    if name not in PRESETS:
        raise UnknownPreset(name, PRESETS)
    source = _read(name)
    return Preset(
        name=name,
        title=_said(source, "title", language),
        dialogues=tuple(_dialogue(each, language) for each in source["dialogue"]),
        duties=duties(source["duties"], language) if "duties" in source else (),
    )


@cache
def duties(name: str, language: Language) -> tuple[PresetDuty, ...]:
    """The set of duties `name` with its texts in `language`; raises UnknownPreset."""
    if name not in DUTIES:
        raise UnknownPreset(name, DUTIES)
    return tuple(
        PresetDuty(name=_said(duty, "name", language), text=_said(duty, "text", language))
        for duty in _read("duties")[name]
    )


def _dialogue(source: Mapping[str, Any], language: Language) -> PresetDialogue:
    return PresetDialogue(
        title=_said(source, "title", language),
        instructions=_said(source, "instructions", language),
        background=_said(source, "background", language),
        prompts=tuple(_prompt(each, language) for each in source.get("prompt", ())),
    )


def _prompt(source: Mapping[str, Any], language: Language) -> PresetPrompt:
    return PresetPrompt(
        text=_said(source, "text", language),
        text_nn=_said(source, "text", "nn"),
        label=_said(source, "label", language),
        help=_said(source, "help", language),
        advice=_said(source, "advice", language),
        minutes=Minutes(**source["minutes"]),
        kind=source.get("kind", "open"),
        addressee=_said(source, "addressee", language) or None,
        numbered=source.get("numbered", True),
        per_member=source.get("per_member", False),
    )


def _said(source: Mapping[str, Any], key: str, language: Language) -> str:
    texts: Mapping[str, str] = source.get(key, {})
    return texts[language] if texts else ""


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
