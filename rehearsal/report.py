"""The result of a rehearsal, as text for people or as JSON for programs."""

import json
from collections.abc import Iterator
from typing import Any

from rehearsal.figures import Figures, percentiles

_TIMES = {
    "edit_to_other_screen": "edit to other screen",
    "edit_to_saved": "edit to saved",
    "stage_to_participant": "stage to participant",
    "own_loop_lag": "own loop lag",
}


def facts(figures: Figures, seconds: float, cpu: float) -> dict[str, Any]:
    """Everything that was counted; times in milliseconds."""
    times = (figures.other_screen, figures.saved, figures.stage, figures.lag)
    return {
        "ok": not figures.problems,
        "seconds": round(seconds, 1),
        "cpu_share": round(cpu / seconds, 2),
        "counts": dict(sorted(figures.counts.items())),
        "milliseconds": dict(zip(_TIMES, map(percentiles, times), strict=True)),
        "samples": {name: len(each) for name, each in zip(_TIMES, times, strict=True)},
        "problems": figures.problems,
    }


def as_json(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, indent=2)


def as_text(facts: dict[str, Any]) -> str:
    return "\n".join(_lines(facts))


def _lines(facts: dict[str, Any]) -> Iterator[str]:
    yield f"{facts['seconds']} s; the rehearsal itself used {facts['cpu_share']:.0%} of a core"
    yield ""
    for name, title in _TIMES.items():
        times = facts["milliseconds"][name]
        values = "  ".join(f"{key} {value:g}" for key, value in times.items())
        yield f"{title:22} {values} ms  ({facts['samples'][name]} times)"
    yield ""
    for name, count in facts["counts"].items():
        yield f"{name:22} {count}"
    yield ""
    yield from facts["problems"]
    yield "Nothing was lost or doubled." if facts["ok"] else "There were problems."
