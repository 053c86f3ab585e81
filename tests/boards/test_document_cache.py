"""What is kept of texts in memory: by how much they are, not by how many."""

from app.boards.document_cache import OF_EACH, Current, Documents
from app.boards.models import NOTES
from app.documents.replacement import rewrite
from app.documents.schema import empty_document
from app.storage.ids import new_id


def text(words: str) -> Current:
    doc = empty_document()
    for step in rewrite(doc, words, new_id):
        applied = step.apply(doc).doc
        assert applied is not None
        doc = applied
    return Current(1, doc)


def test_answers_of_every_member_in_five_hundred_rooms_stay_in_memory() -> None:
    documents = Documents()
    nothing = text("")
    keys = [(f"{room}-{who}", NOTES) for room in range(500) for who in range(5 * 5 * 2)]
    documents.put(dict.fromkeys(keys, nothing))
    assert documents.get(keys[0], 1) is nothing


def test_long_texts_take_the_place_of_many_short_ones() -> None:
    short, long = text("kort"), text("lang" * 100)
    documents = Documents(2 * (long.doc.node_size + OF_EACH))
    documents.put({(name, NOTES): short for name in "ab"})
    documents.put({(name, NOTES): long for name in "cd"})
    assert [documents.get((name, NOTES), 1) for name in "abcd"] == [None, None, long, long]


def test_a_text_that_is_written_on_or_dropped_takes_no_more_than_it_is() -> None:
    one = text("en linje")
    documents = Documents(3 * (one.doc.node_size + OF_EACH))
    for version in range(1, 20):
        documents.put({("a", NOTES): Current(version, one.doc)})
    documents.put({("b", NOTES): one, ("c", NOTES): one})
    documents.drop([("b", NOTES)])
    documents.put({("d", NOTES): one})
    assert [bool(documents.get((name, NOTES), 1)) for name in "abcd"] == [True, False, True, True]
