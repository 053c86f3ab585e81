"""Texts of somebody's file, made anew of their steps: each is looked at as if it came now."""

from collections.abc import Iterable

from prosemirror.model import Node

from app.carried.misfit import Misfit
from app.carried.rows import Row
from app.documents.content import RefusedSteps, parse_document
from app.documents.parsing import parse_steps
from app.documents.schema import empty_document


def put_texts(found: dict[str, list[Row]]) -> None:
    """Give each document the text that its steps make. Raises Misfit."""
    steps: dict[tuple[str, str], list[Row]] = {}
    for row in sorted(found["ledger"], key=lambda row: row["version"]):
        steps.setdefault((row["answer_id"], row["kind"]), []).append(row)
    for document in found["document"]:
        mine = steps.pop((document["answer_id"], document["kind"]), [])
        if [row["version"] for row in mine] != list(range(1, document["version"] + 1)):
            raise Misfit("ledger.version")
        doc = replayed(row["step"] for row in mine).to_json() if mine else None
        document |= {"doc": doc, "doc_version": len(mine)}
    if steps:
        raise Misfit("ledger.kind")
    for late in found["late"]:
        _check(late["doc"])
    for member in found["member"]:
        if not all(isinstance(each, str) for each in member["aliases"]):
            raise Misfit("member.aliases")


def replayed(steps: Iterable[object]) -> Node:
    """Raises Misfit where one is no step, or does not apply."""
    doc = empty_document()
    for raw in steps:
        try:
            made = parse_steps([raw])[0].apply(doc).doc
        except (RefusedSteps, ValueError) as refused:
            raise Misfit("ledger.step") from refused
        if made is None:
            raise Misfit("ledger.step")
        doc = made
    return doc


def _check(doc: object) -> None:
    try:
        if doc is not None:
            parse_document(doc)
    except RefusedSteps as refused:
        raise Misfit("late.doc") from refused
