"""The ledger held against the documents: every text must come out of its steps alone."""

import threading

import structlog
from prosemirror.model import Node
from sqlmodel import Session, col, or_, select

from app.boards.document_cache import Kept, ledger_since
from app.boards.models import Document, LedgerStep, document_name
from app.documents.schema import empty_document
from app.storage.store import Store

log = structlog.get_logger()


def broken(session: Session, document: Document) -> str | None:
    """What is wrong with one document's ledger, or None: no gap, every step applies, the kept copy
    and the last version agree."""
    doc, version = empty_document(), 0
    if document.doc is None and document.doc_version:
        return None  # its seminar is being deleted, and its steps are on their way out
    for row in ledger_since(session, document.answer_id, document.kind):
        following = _after(doc, row) if row.version == version + 1 else None
        if following is None:
            return f"step {row.version} does not follow"
        doc, version = following, row.version
        if version == document.doc_version and doc.to_json() != document.doc:
            return f"the kept copy differs at {version}"
    return (
        None if version == document.version else f"{version} steps for version {document.version}"
    )


def _after(doc: Node, row: Kept) -> Node | None:
    try:
        return row.step.apply(doc).doc
    except Exception:  # noqa: BLE001 - whatever the library stumbles upon, it does not apply
        return None


def check(store: Store, stop: threading.Event | None = None) -> list[str]:
    """The names of broken documents, each with what is wrong. One short read for each document, so
    that the server may be in full use meanwhile."""
    steps = select(LedgerStep.version).where(
        LedgerStep.answer_id == Document.answer_id, LedgerStep.kind == Document.kind
    )
    written = or_(col(Document.version) > 0, steps.exists())  # most are not, and need no look
    with store.reading() as session:
        keys = session.exec(select(Document.answer_id, Document.kind).where(written)).all()
    found = []
    for key in keys:
        if stop and stop.is_set():
            break
        with store.reading() as session:
            document = session.get(Document, key)
            said = broken(session, document) if document else None
        if said:
            found.append(f"{document_name(*key)}: {said}")
    return found


def check_in_background(store: Store, stop: threading.Event) -> threading.Thread:
    """Start the check; `store.info["ledger_check"]` says how far it is, for /readyz."""

    def work() -> None:
        found = check(store, stop)
        store.info["ledger_check"] = f"broken: {len(found)}" if found else "agrees"
        for said in found:
            log.error("ledger broken", document=said)

    store.info["ledger_check"] = "running"
    thread = threading.Thread(target=work, name="ledger check", daemon=True)
    thread.start()
    return thread
