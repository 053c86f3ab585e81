"""Search: it finds what was written in either written form, and only what can be read."""

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, func, select

from app.reading import hits
from app.reading.models import NoteTerms
from app.seminars.deletion import begin, end
from app.seminars.models import Seminar
from app.settings import Settings
from tests.databases import on_postgres
from tests.patience import until
from tests.reading.pages import get
from tests.server import Afternoon, Server, afternoon, serving


def found(seminar: Afternoon, question: str, room: int = 2) -> list[str]:
    """The excerpts that a search shows."""
    shown = get(seminar.seats[room], seminar, params={"q": question})
    assert shown.status_code == 200, shown.text
    rows = re.findall(r'<p class="found-text"[^>]*>(.*?)</p>', shown.text, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", row) for row in rows]


def test_either_written_form_finds_the_other(seminar: Afternoon) -> None:
    texts = ["Vi har kulturskule.", "Kulturskolen vår", "Kulturskolelærerne"]
    for text in texts:
        seminar.note(text)
    seminar.note("Noe ganske annet")
    seminar.stage("reading")

    for question in ("kulturskole", "kulturskule", "Kulturskolen", "KULTURSKULANE"):
        assert set(found(seminar, question)) == set(texts)


def test_the_words_found_are_marked_in_the_original(seminar: Afternoon) -> None:
    seminar.note("Planen nemner <ikkje> Kulturskulen i det heile.")
    seminar.stage("reading")
    shown = get(seminar.seats[1], seminar, params={"q": "kulturskole plan"}).text

    assert re.findall(r"<mark>(.*?)</mark>", shown) == ["Planen", "Kulturskulen"]
    assert "&lt;ikkje&gt;" in shown


def test_every_word_must_be_there_and_summaries_are_searched_too(seminar: Afternoon) -> None:
    seminar.note("Skyss for barna")
    seminar.note("Skyss for voksne", 1)
    path = f"/api/v1/answers/{seminar.answer(2)['id']}"
    seminar.seats[2].put(path, json={"summary": "Skyss er det barna trenger."}).raise_for_status()
    seminar.stage("reading")

    assert found(seminar, "skyss barn") == ["Skyss for barna", "Skyss er det barna trenger."]


def test_text_that_changes_after_reading_opened_is_found_as_it_is_now(seminar: Afternoon) -> None:
    seminar.note("Trommer i kjelleren")
    seminar.stage("reading")
    assert found(seminar, "trommer") == ["Trommer i kjelleren"]

    late = f"/api/v1/answers/{seminar.answer()['id']}/late"
    made = seminar.seats[0].post(late, json={"client_id": "a", "text": "Trommer på loftet"}).json()
    taken = f"/api/v1/seminars/{seminar.id}/late/{made['id']}/take-in"
    seminar.organiser.post(taken).raise_for_status()
    assert found(seminar, "trommer") == ["Trommer i kjelleren", "Trommer på loftet"]

    seminar.stage("open")
    answer = seminar.answer()
    body = {"version": answer["version"], "text": "Fløyter"}
    seminar.seats[0].put(f"/api/v1/answers/{answer['id']}", json=body).raise_for_status()
    seminar.stage("reading")
    assert found(seminar, "trommer") == []
    assert found(seminar, "fløyte") == ["Fløyter"]


def test_what_a_facilitator_searched_while_it_was_written_is_not_found_by_others(
    seminar: Afternoon,
) -> None:
    seminar.note("Åpen tekst")
    seminar.stage("open", dialogue=1)
    seminar.note("Hemmelig tekst", prompt=seminar.prompt(0, 1))
    assert "Hemmelig" in get(seminar.organiser, seminar, params={"q": "tekst"}).text

    seminar.stage("reading")
    assert found(seminar, "tekst") == ["Åpen tekst"]
    assert "1 sted i 1 rom" in get(seminar.seats[0], seminar, params={"q": "tekst"}).text


def test_many_who_search_at_once_find_the_same(seminar: Afternoon) -> None:
    for n in range(20):
        seminar.note(f"Piano nummer {n}", n % 3)
    seminar.stage("reading")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: found(seminar, "piano"), range(16)))

    assert {len(answer) for answer in answers} == {20}
    assert len({tuple(answer) for answer in answers}) == 1


ODD = [
    *("", " ", '"', "'", "''", "*", "(", "a AND", "NEAR(a b)", "terms:x", "-x", "^a", "a*b"),
    *("\0", "%00", "🎻", "a\u030a", "; DROP TABLE note_terms", "a" * 10_000, "a " * 5_000),
]


def test_no_question_is_too_odd_for_an_answer(seminar: Afternoon) -> None:
    seminar.note("Et notat")
    seminar.stage("reading")
    for question in ODD:
        assert get(seminar.seats[0], seminar, params={"q": question}).status_code == 200


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(question=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_is_asked_is_answered(seminar: Afternoon, question: str) -> None:
    seminar.stage("reading")

    assert get(seminar.seats[0], seminar, params={"q": question}).status_code == 200


def test_nothing_of_a_deleted_seminar_is_left_in_the_index(seminar: Afternoon) -> None:
    seminar.note("Ksylofonistene")
    seminar.stage("reading")
    assert found(seminar, "ksylofonist") == ["Ksylofonistene"]

    def verb(session: Session) -> None:
        leaving = session.get_one(Seminar, seminar.id)
        begin(session, leaving)
        end(session, leaving.id, {})

    seminar.server.store.write_now(verb)
    with seminar.server.store.reading() as session:
        assert not session.exec(select(NoteTerms)).all()
    if on_postgres():
        return
    path = seminar.server.app.runtime[Settings].data / "samtavle.db"
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("INSERT INTO note_search (note_search) VALUES ('integrity-check')")
        blocks = database.execute("SELECT block FROM note_search_data").fetchall()
    assert not any(b"ksylofon" in block for (block,) in blocks)


def test_a_search_with_many_hits_goes_on_on_the_next_page(
    seminar: Afternoon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hits, "MOST_SHOWN", 2)
    for number in range(5):
        seminar.note(f"Kulturskole nummer {number}")
    seminar.stage("reading")
    texts, address = [], "?q=kulturskole"
    for shown in ("1 til 2 vises", "3 til 4 vises", "5 til 5 vises"):
        page = get(seminar.seats[2], seminar, address).text
        assert shown in page
        texts += re.findall(r"nummer (\d)", page)
        more = re.search(r'href="/read/[^"?]*(\?[^"]*)" rel="next"', page)
        address = more.group(1).replace("&amp;", "&") if more else ""

    assert texts == list("01234")
    assert not address
    for odd in ("99", "-1", "x", "²"):
        assert "1 til 2 vises" in get(seminar.seats[2], seminar, f"?q=kulturskole&from={odd}").text


def reasons(seminar: Afternoon, **params: str) -> list[tuple[str, str]]:
    path = f"/api/v1/seminars/{seminar.id}/search"
    answer = seminar.seats[2].get(path, params=params).raise_for_status().json()
    return [(hit["text"], hit["why"]) for hit in answer["hits"]]


def test_the_best_reason_comes_first_and_each_is_told(seminar: Afternoon) -> None:
    for note in (
        "Samarbeidet om kulturskulelærar",
        "Det er barn som er små",
        "Fleire kulturskular",
        "Lita og barnet",
        "Vi har kulturskole",
        "For små barn",
    ):
        seminar.note(note)
    seminar.stage("reading")

    assert reasons(seminar, q="kulturskole") == [
        ("Vi har kulturskole", "exact"),
        ("Fleire kulturskular", "form"),
        ("Samarbeidet om kulturskulelærar", "part"),
    ]
    assert reasons(seminar, q="små barn") == [
        ("For små barn", "phrase"),
        ("Det er barn som er små", "exact"),
    ]
    page = get(seminar.seats[2], seminar, params={"q": "kulturskole"}).text
    for reason in ("Som du skrev det", "En annen form", "Del av sammensatt ord"):
        assert page.count(reason) == 1


def test_a_beginning_finds_words_only_while_it_is_typed_and_is_told_as_such(
    seminar: Afternoon,
) -> None:
    seminar.note("Barna i Danmark")
    seminar.note("En bar")
    seminar.stage("reading")

    assert reasons(seminar, q="bar") == [("En bar", "exact")]
    assert reasons(seminar, q="bar", typing="true") == [
        ("En bar", "exact"),
        ("Barna i Danmark", "beginning"),
    ]
    assert reasons(seminar, q="bar ", typing="true") == [("En bar", "exact")]
    shown = get(seminar.seats[2], seminar, params={"q": "danm", "typing": "1"}).text
    assert "Begynner slik" in shown
    assert "<mark>Danmark</mark>" in shown


def test_a_compound_is_found_however_it_is_put_together(seminar: Afternoon) -> None:
    texts = ["Kommunens oppvekstplan", "En oppvekst-plan", "Vi treng ein oppvekst plan"]
    for each in texts:
        seminar.note(each)
    seminar.note("Plan for vekst")
    seminar.stage("reading")

    for question in ("oppvekstplan", "oppvekst-plan", "oppvekst plan", "oppvekstplanar"):
        assert set(found(seminar, question)) == set(texts), question
    page = get(seminar.seats[2], seminar, params={"q": "oppvekstplan"}).text
    assert "<mark>oppvekst plan</mark>" in page


def test_what_older_rules_indexed_is_indexed_anew(seminar: Afternoon) -> None:
    seminar.note("Kulturskulen")
    seminar.stage("reading")
    assert found(seminar, "kulturskole") == ["Kulturskulen"]

    def age(session: Session) -> None:
        session.execute(sqlalchemy.text("UPDATE indexed SET rules = 'older'"))
        session.execute(sqlalchemy.text("UPDATE note_terms SET words = '', forms = '', parts = ''"))
        if not on_postgres():  # there the words of the rows are what is searched
            rebuild = "INSERT INTO note_search (note_search) VALUES ('rebuild')"
            session.execute(sqlalchemy.text(rebuild))

    seminar.server.store.write_now(age)
    assert found(seminar, "kulturskole") == ["Kulturskulen"]


def test_the_same_question_has_the_same_answer_as_json(seminar: Afternoon) -> None:
    seminar.note("Skulen er open om kvelden")
    seminar.stage("reading")
    path = f"/api/v1/seminars/{seminar.id}/search"
    answer = seminar.seats[1].get(path, params={"q": "skole"}).raise_for_status().json()

    assert answer["count"] == answer["rooms"] == 1
    assert answer["next"] is None
    (hit,) = answer["hits"]
    assert hit["found"] == [[0, 6]]
    assert hit["answer"] == seminar.answer()["id"]
    assert hit["room"] == 1
    assert seminar.seats[1].get(path, params={"q": "x" * 500}).status_code == 422


def test_what_is_open_for_reading_is_indexed_when_the_server_starts(tmp_path: Path) -> None:
    def indexed(server: Server) -> int:
        with server.store.reading() as session:
            return session.exec(select(func.count(col(NoteTerms.id)))).one()

    with serving(tmp_path) as server:
        seminar = afternoon(server)
        seminar.note("Kulturskulen")
        seminar.stage("reading")
        assert found(seminar, "kulturskole") == ["Kulturskulen"]

        def empty(session: Session) -> None:
            session.execute(sqlalchemy.text("DELETE FROM indexed"))
            session.execute(sqlalchemy.text("DELETE FROM note_terms"))

        server.store.write_now(empty)
    with serving(tmp_path) as server:
        until(lambda: indexed(server) == 1)
