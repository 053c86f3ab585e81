"""What the prompts of a programme are called, for tests without a database."""

from app.dividing.wordings import Place
from app.seminars.presets import preset


def programme(name: str = "dialog-1-2") -> dict[Place, list[str]]:
    return {
        (at, place): [prompt.text, prompt.text_nn, prompt.label]
        for at, dialogue in enumerate(preset(name, "nb").dialogues, 1)
        for place, prompt in enumerate(dialogue.prompts, 1)
    }
