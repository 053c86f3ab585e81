"""What a post's form asks for, by what stands and how sure it was."""

from dataclasses import replace

import pytest

from app.dividing.parts import Certainty
from app.imports.settling import changes
from tests.imports.test_interpreter import found, interpreted


@pytest.mark.parametrize(("known", "asked"), [("unknown", [1]), ("sure", [])])
def test_what_was_not_known_is_known_once_it_is_saved_as_it_stands(
    known: Certainty, asked: list[int]
) -> None:
    proposal = interpreted("Rom 3:\n1. Alle barn skal kunne delta")
    post = found(proposal, 3)
    part = replace(post.parts[0], dialogue=1, prompt=None, dialogue_is="sure", prompt_is=known)
    proposal = replace(proposal, posts=(replace(post, parts=(part,)),))
    sent = {"do": "assign", "room": "3", "kind": post.kind, "part-1": "1.0"}

    assert [each.part for each in changes(proposal, post.id, sent)] == asked
