"""A seminar's settings, and its end."""

from sqlmodel import Session, SQLModel

from app.seminars.models import Seminar
from app.settings import Settings
from tests.cast import facilitator
from tests.leading import facilitator_link, marked, new_seminar, signed_in
from tests.server import Afternoon, Server


def test_how_the_answers_are_used_is_kept_and_shown(server: Server) -> None:
    leading = new_seminar(server)
    sent = {"how_used": "Til en rapport.", "retain_until": "2030-01-31"}
    assert leading.post("/use", sent).headers["hx-redirect"] == f"{leading.path}/share"
    page = leading.page("/use")
    assert "Til en rapport." in page
    assert 'value="31.01.2030"' in page


def test_a_date_that_is_none_comes_back_with_the_text(server: Server) -> None:
    answer = new_seminar(server).post("/use", {"how_used": "Behold", "retain_until": "i morgen"})
    assert answer.status_code == 422
    assert "Behold" in answer.text
    assert 'value="i morgen"' in answer.text
    assert "for eksempel 30.06.2027" in answer.text


def test_an_archived_seminar_can_be_seen_but_not_changed(server: Server) -> None:
    leading = new_seminar(server)
    leading.post("/archive", {"archived": "true"})
    for more in ("", "/programme", "/rooms", "/duties", "/use", "/share", "/settings", "/sheets"):
        assert leading.page(more)
    change = {"title": "Annet", "language": "nb", "member_noun": ""}
    assert leading.post("/settings", change).status_code == 409
    assert leading.post("/rooms/make", {"count": "3"}).status_code == 409
    leading.post("/archive", {"archived": "false"})
    assert leading.post("/settings", change).status_code == 204


def test_only_the_organiser_archives_and_deletes(seminar: Afternoon) -> None:
    led = marked(seminar.server, facilitator_link(seminar.server, seminar.id))
    led.path = f"/seminars/{seminar.id}"
    assert led.client.get(f"{led.path}/delete").status_code == 404
    code = {"code": seminar.seminar["code"]}
    assert led.post("/delete", code).status_code == 404
    assert led.post("/archive", {"archived": "true"}).status_code == 404
    assert "/delete" not in led.page("/settings")


def test_deleting_needs_the_code(seminar: Afternoon) -> None:
    leading = signed_in(seminar.server)
    assert leading.post(f"/seminars/{seminar.id}/delete", {"code": "nei"}).status_code == 422
    assert leading.page(f"/seminars/{seminar.id}")


def test_what_is_deleted_is_nowhere_any_more_and_there_is_a_receipt(seminar: Afternoon) -> None:
    secret = "Ugler bor i kjelleren"  # the same however a text is escaped
    seminar.note(secret, client_id="1")
    answer = f"/api/v1/answers/{seminar.answer()['id']}"
    put = {"version": 1, "text": secret, "client_id": "2"}
    assert secret in seminar.seats[0].put(answer, json=put).text
    removed = {"version": 1, "text": "", "client_id": "3"}
    seminar.seats[0].put(answer, json=removed).raise_for_status()
    for leader in (seminar.organiser, facilitator(seminar)):
        back = {"version": 1, "client_id": "4"}
        assert secret in leader.post(f"{answer}/restore", json=back).text
        back = {"version": 2, "client_id": "5"}
        leader.post(f"{answer}/restore", json=back).raise_for_status()
    leading = signed_in(seminar.server)
    code = seminar.seminar["code"].lower()
    receipt = leading.post(f"/seminars/{seminar.id}/delete", {"code": f"{code[:4]} {code[4:]}"})
    assert receipt.status_code == 200
    assert "<dd>3</dd>" in receipt.text
    assert "<dd>1</dd>" in receipt.text
    assert seminar.seats[0].get(f"/api/v1/rooms/{seminar.rooms[0]['id']}/board").status_code in (
        401,
        404,
    )
    folder = seminar.server.app.runtime[Settings].data
    for file in folder.glob("samtavle.db*"):
        assert secret.encode() not in file.read_bytes(), file.name
    with seminar.server.store.reading() as session:
        assert session.get(Seminar, seminar.id) is None
        assert not _tables_with(session, seminar.id)


def _tables_with(session: Session, seminar_id: str) -> list[str]:
    """The tables in which a row names the seminar."""
    naming = [table for table in SQLModel.metadata.sorted_tables if "seminar_id" in table.columns]
    assert naming
    return [
        table.name
        for table in naming
        if session.execute(table.select().where(table.c.seminar_id == seminar_id)).first()
    ]
