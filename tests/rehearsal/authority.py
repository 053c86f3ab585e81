"""The smallest server that orders steps, and a document schema like the real one."""

from dataclasses import dataclass, field
from typing import Any

from prosemirror.model import Node, Schema
from prosemirror.transform import Step
from prosemirror.utils import JSONDict

from rehearsal.text import Copy, applied

SCHEMA: Schema[Any, Any] = Schema(
    {
        "nodes": {
            "doc": {"content": "block+"},
            "paragraph": {
                "group": "block",
                "content": "inline*",
                "attrs": {"id": {"default": None}, "member": {"default": None}},
            },
            "bullet_list": {"group": "block", "content": "list_item+"},
            "ordered_list": {"group": "block", "content": "list_item+"},
            "list_item": {"content": "paragraph block*", "defining": True},
            "text": {"group": "inline"},
            "hard_break": {"group": "inline", "inline": True},
        },
        "marks": {"strong": {}, "em": {}},
    }
)


def paragraph(text: str = "", note: str | None = None) -> Node:
    return SCHEMA.node("paragraph", {"id": note}, [SCHEMA.text(text)] if text else [])


def document(*texts: str) -> Node:
    return SCHEMA.node("doc", None, [paragraph(text) for text in texts or ("",)])


@dataclass
class Authority:
    """Takes steps at its own version only, and knows steps that it has seen before."""

    doc: Node
    steps: list[Step] = field(default_factory=list)
    clients: list[str] = field(default_factory=list)

    @property
    def version(self) -> int:
        return len(self.steps)

    def take(self, version: int, client: str, sent: list[JSONDict]) -> int | None:
        """The version after the steps, or None when they are stale."""
        if sent and self.clients[version : version + len(sent)] == [client] * len(sent):
            return version + len(sent)
        if version != self.version:
            return None
        for step in (Step.from_json(SCHEMA, one) for one in sent):
            self.doc = applied(step, self.doc)
            self.steps.append(step)
            self.clients.append(client)
        return self.version

    def bring(self, copy: Copy, upto: int | None = None) -> list[Step]:
        """Give a copy what it lacks, up to a version; returns the steps that it had to drop."""
        end = self.version if upto is None else min(upto, self.version)
        if end <= copy.version:
            return []
        return copy.receive(end, self.steps[copy.version : end], self.clients[copy.version : end])
