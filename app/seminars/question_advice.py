"""Looking at a question before a room does: does it ask two things at once? It only advises."""

import re

from app.seminars import presets

_ASKING = (
    r"når|hvem|hva|hvor(?:dan|for|vidt)?|hvilken|hvilket|hvilke|"
    r"kven|kva|korleis|kvifor|kvar|"
    r"when|who|what|where|how|why|which"
)
_PREPOSITION = r"(?:på|med|av|i|for|fra|frå|hos|til|om|ved|with|by|for|from|in|to)\s+"
_TWO = re.compile(rf"\b(?:og|samt|and)\s+(?:{_PREPOSITION})?(?:{_ASKING})\b", re.IGNORECASE)
_PAIR = re.compile(
    r"\b(?:hvilken|hvilket|hvilke|kva(?:\s+for)?|which)\s+\w+\s+(?:og|and)\s+\w+", re.IGNORECASE
)


def asks_two_things(text: str) -> str:
    """The words that make a question two, or nothing; nothing for a ready-made question, which is
    not for whoever chose it to mend.

    Rooms answer the first half of such a question and run out of time on the other.
    """
    if text in presets.questions():
        return ""
    if found := _TWO.search(text) or _PAIR.search(text):
        return found.group()
    questions = [part for part in text.split("?")[:-1] if part.strip()]
    return "?" if len(questions) > 1 else ""
