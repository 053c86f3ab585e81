"""What the seminar before ended with is asked of those who promised it, and of nobody else."""

import csv
import io
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2 as httpx
import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from app.rooms.models import Member
from tests.cast import co_facilitator, facilitator
from tests.leading import signed_in
from tests.outcomes.series import (
    API,
    PROGRAMME,
    asked,
    first,
    following,
    ok,
    put_in_series,
    say,
    told,
    words,
)
from tests.server import ROSTER, Afternoon, Server, afternoon
from tests.talk import talking

PROMISE = "Granli – inviterer naboene – uke 38 2027"


@pytest.fixture
def before(server: Server) -> Afternoon:
    made = first(server)
    made.note(PROMISE)
    made.note("Vi rydder i havna", room=1)
    return made


def test_a_room_is_asked_what_its_members_promised_and_nothing_else(before: Afternoon) -> None:
    now = following(before)

    (one,) = asked(now)
    assert (one["who"], one["what"], one["when"]) == ("Granli", "inviterer naboene", "uke 38 2027")
    assert (one["seminar"], one["room"], one["outcome"]) == ("Samling 1", 1, None)
    assert words(now, 1) == ["Vi rydder i havna"]
    assert words(now, 2) == []


def test_an_action_follows_its_members_to_where_they_sit_by_name_or_alias(
    before: Afternoon,
) -> None:
    roster = [
        {"number": 1, "members": ["Storhavn"]},
        {"number": 7, "members": ["Fjellvik kommune"]},
        {"number": 8, "members": ["Granli"]},
    ]
    now = following(before, roster=roster)
    assert words(now, 1) == []
    also_called(now, "Fjellvik kommune", "fjellvik")

    assert words(now) == ["Vi rydder i havna"]
    assert words(now, 1) == words(now, 2) == [PROMISE]


def also_called(seminar: Afternoon, name: str, alias: str) -> None:
    def verb(session: Session) -> None:
        query = select(Member).where(Member.seminar_id == seminar.id, Member.name == name)
        member = session.exec(query).one()
        member.aliases = [alias]
        session.add(member)

    seminar.server.store.write_now(verb)


def test_a_members_own_answer_goes_to_that_member_alone(server: Server) -> None:
    programme = [
        {"title": "Økt", "prompts": [{"text": "Hva?", "kind": "actions", "per_member": True}]}
    ]
    before = afternoon(server, dialogues=programme, title="Samling 1", held_on="2026-01-12")
    before.seminar["series"] = put_in_series(before)
    granli = before.rooms[0]["members"][1]["id"]
    ok(before.note("Vi inviterer", member=granli))
    roster = [{"number": 1, "members": ["Fjellvik"]}, {"number": 2, "members": ["Granli"]}]
    now = following(before, roster=roster)

    assert words(now) == []
    assert [(each["text"], each["member"]) for each in asked(now, 1)] == [
        ("Vi inviterer", "Granli")
    ]


def test_rooms_without_members_are_told_apart_by_their_numbers(server: Server) -> None:
    roster = [{"number": 1}, {"number": 2}]
    before = first(server, roster=roster)
    before.note("Vi maler i rom to", room=1)
    now = following(before, roster=roster)

    assert (words(now), words(now, 1)) == ([], ["Vi maler i rom to"])


def test_what_finds_no_room_is_told_to_those_who_lead_and_its_text_to_those_who_may_read_it(
    before: Afternoon,
) -> None:
    now = following(before, roster=[{"number": 2, "members": ["Et annet sted"]}])

    assert words(now) == []
    lost = told(now)["lost"]
    assert [(each["room"], each["action"]["text"]) for each in lost] == [
        (1, PROMISE),
        (2, "Vi rydder i havna"),
    ]
    assert [each["action"] for each in told(now, facilitator(now))["lost"]] == [None, None]
    page = facilitator(now).get(f"/seminars/{now.id}/outcomes").text
    assert "Vi rydder i havna" not in page
    assert "Samling 1, rom 2" in page


def test_a_member_in_three_rooms_is_asked_in_each_of_them(before: Afternoon) -> None:
    roster = [{"number": at, "members": ["Storhavn"]} for at in (1, 2, 3)]
    now = following(before, roster=roster)
    assert [words(now, at) for at in range(3)] == [["Vi rydder i havna"]] * 3

    say(now, asked(now, 1)[0]["note"], room=1)

    assert [each["outcome"] is None for at in range(3) for each in asked(now, at)] == [
        True,
        False,
        True,
    ]


def test_one_who_sits_elsewhere_in_the_second_dialogue_is_asked_where_the_seminar_begins(
    before: Afternoon,
) -> None:
    two = [*PROGRAMME, {"title": "Økt 2", "prompts": [{"text": "Mer?"}]}]
    now = following(before, dialogues=two)
    path = f"{API}/seminars/{now.id}/rooms"
    swapped = [{"number": 1, "members": ["Storhavn"]}, {"number": 2, "members": ["Fjellvik"]}]
    ok(now.organiser.put(f"{path}?dialogue={now.dialogue(1)}", json=swapped))

    assert (words(now), words(now, 1)) == ([PROMISE], ["Vi rydder i havna"])


def test_a_room_that_goes_on_in_another_is_asked_there_until_it_is_split_again(
    before: Afternoon,
) -> None:
    now = following(before)
    path = f"{API}/seminars/{now.id}/rooms/{now.rooms[1]['id']}/merge"
    ok(now.organiser.put(path, json={"into": now.rooms[0]["id"]}))

    assert words(now) == [PROMISE, "Vi rydder i havna"]
    assert [room["number"] for room in told(now)["rooms"]] == [1]
    ok(now.organiser.delete(path))
    assert (words(now), words(now, 1)) == ([PROMISE], ["Vi rydder i havna"])


def test_what_rooms_wrote_that_were_merged_goes_to_all_who_sat_there(server: Server) -> None:
    before = first(server)
    path = f"{API}/seminars/{before.id}/rooms/{before.rooms[1]['id']}/merge"
    ok(before.organiser.put(path, json={"into": before.rooms[0]["id"]}))
    before.note("Vi gjør det sammen")
    now = following(before)

    assert words(now) == words(now, 1) == ["Vi gjør det sammen"]


def test_what_is_said_stands_with_its_line_and_is_taken_back(before: Afternoon) -> None:
    now = following(before)
    note = asked(now)[0]["note"]

    said = ok(say(now, note, "under_way", line="  Tre av  fire kom "))["outcome"]
    assert (said["became"], said["line"]) == ("under_way", "Tre av fire kom")
    said = ok(say(now, note, "done"))["outcome"]
    assert (said["became"], said["line"]) == ("done", "Tre av fire kom")
    path = f"{API}/rooms/{now.rooms[0]['id']}/outcomes/{note}"
    for _ in range(2):
        assert now.seats[0].delete(path).status_code == 204
    assert asked(now)[0]["outcome"] is None


def test_two_devices_at_once_end_with_one_answer_that_both_see(before: Afternoon) -> None:
    now = following(before)
    note = asked(now)[0]["note"]
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda word: say(now, note, word), ["done", "put_aside"] * 4))

    assert {each.status_code for each in answers} == {200}
    (one,) = asked(now)
    assert one["outcome"]["became"] in ("done", "put_aside")
    assert told(now)["counts"]["unanswered"] == 1  # the other room's


def test_everybody_in_the_room_is_told_at_once(before: Afternoon) -> None:
    now = following(before)
    with talking(now) as other:
        other.join(now.rooms[0]["id"])
        say(now, asked(now)[0]["note"])
        part = other.hear("part")
        while part["part"] != "outcomes":
            part = other.hear("part")

    assert 'aria-pressed="true"' in part["html"]


def test_what_was_edited_since_stays_as_it_was_answered_and_the_rest_is_read_live(
    before: Afternoon,
) -> None:
    before.note("Vi leier en buss")
    now = following(before)
    say(now, asked(now)[0]["note"])
    answer = before.answer()
    text = "Granli – inviterer alle\nVi leier to busser"
    path = f"{API}/answers/{answer['id']}"
    ok(before.seats[0].put(path, json={"version": answer["version"], "text": text}))

    assert words(now) == [PROMISE, "Vi leier to busser"]
    answer = before.answer()
    ok(before.seats[0].put(path, json={"version": answer["version"], "text": ""}))
    assert words(now) == [PROMISE]


def test_answers_stay_when_the_seminar_before_is_deleted(before: Afternoon) -> None:
    now = following(before)
    say(now, asked(now)[0]["note"], line="Alle kom")
    leading = signed_in(before.server)
    sent = leading.post(f"/seminars/{before.id}/delete", {"code": before.seminar["code"]})
    assert sent.status_code == 200

    (one,) = asked(now)
    assert (one["text"], one["seminar"], one["outcome"]["line"]) == (
        PROMISE,
        "Samling 1",
        "Alle kom",
    )
    assert words(now, 1) == []
    assert ok(say(now, one["note"], "put_aside"))["outcome"]["became"] == "put_aside"
    assert "Alle kom" in leading.page(f"/seminars/{now.id}/outcomes")


def test_the_nearest_before_of_ones_own_region_or_of_none_is_asked_about(server: Server) -> None:
    north = first(server, region="Nord")
    north.note("Nord rydder i parken")
    south = following(north, region="Sør", held_on="2026-02-01")
    south.note("Sør rydder i skogen")
    empty = following(north, region="Nord", held_on="2026-02-20")
    again = following(north, region="Nord", held_on="2026-03-01")
    both = following(north, held_on="2026-04-01")

    assert words(empty) == words(again) == ["Nord rydder i parken"]
    assert words(both) == ["Sør rydder i skogen", "Nord rydder i parken"]
    both.note("Alle rydder på torget")
    last = following(north, region="Sør", held_on="2026-05-01")
    assert words(last) == ["Alle rydder på torget"]
    assert words(north) == []


def test_a_seminar_that_is_still_written_in_is_asked_about_as_it_stands(before: Afternoon) -> None:
    now = following(before)
    before.note("Vi lager nye skilt")

    assert words(now) == [PROMISE, "Vi lager nye skilt"]


def test_no_other_room_and_no_stranger_learns_of_it(before: Afternoon) -> None:
    now = following(before)
    path = f"{API}/rooms/{now.rooms[0]['id']}/outcomes"
    note = asked(now)[0]["note"]
    for client in (now.seats[1], before.seats[0], now.server.organiser("En annen")):
        assert client.get(path).status_code == 404
        assert client.put(f"{path}/{note}", json={"became": "done"}).status_code == 404
        assert client.delete(f"{path}/{note}").status_code == 404
        assert client.get(f"{API}/seminars/{now.id}/outcomes").status_code == 404
    own = f"{API}/rooms/{now.rooms[1]['id']}/outcomes/{note}"
    assert now.seats[1].put(own, json={"became": "done"}).status_code == 404


def test_whoever_leads_some_rooms_is_told_of_these(before: Afternoon) -> None:
    now = following(before)
    liv = co_facilitator(now, "Liv", [now.rooms[1]["id"]])

    found = told(now, liv)
    assert [room["number"] for room in found["rooms"]] == [2]
    assert found["counts"]["unanswered"] == 1
    assert found["lost"] == []
    assert PROMISE.split(" – ")[1] not in liv.get(f"/seminars/{now.id}/outcomes").text


def table(seminar: Afternoon, by: httpx.Client) -> list[list[str]]:
    answer = by.get(f"{API}/seminars/{seminar.id}/outcomes.csv")
    assert answer.headers["content-disposition"].startswith("attachment")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_what_became_of_it_is_a_table_without_formulas_also_for_one_who_leads_some_rooms(
    before: Afternoon,
) -> None:
    now = following(before)
    say(now, asked(now)[0]["note"], "under_way", line="=tre kom")
    head, *rows = table(now, now.organiser)

    assert head[:6] == ["Rom", "Hvem", "Hva", "Når", "Trenger", "Hva det ble til"]
    assert rows[0][:7] == [
        *("1", "Granli", "inviterer naboene", "uke 38 2027", "", "I gang"),
        "'=tre kom",
    ]
    assert rows[0][8:] == ["Samling 1", "1", "", PROMISE]
    assert [(row[0], row[5]) for row in rows[1:]] == [("2", "ikke svart ennå")]

    liv = co_facilitator(now, "Liv", [now.rooms[1]["id"]])
    assert [row[0] for row in table(now, liv)[1:]] == ["2"]


def test_those_who_lead_see_which_rooms_have_said_nothing(before: Afternoon) -> None:
    now = following(before)
    say(now, asked(now)[0]["note"], "put_aside")
    page = signed_in(now.server).page(f"/seminars/{now.id}/outcomes")

    assert told(now)["counts"] == {"done": 0, "under_way": 0, "put_aside": 1, "unanswered": 1}
    assert "Rom som ikke har svart ennå: 2" in page


def test_an_archived_room_answers_nothing_more_and_says_why(before: Afternoon) -> None:
    now = following(before)
    note = asked(now)[0]["note"]
    ok(now.organiser.put(f"{API}/seminars/{now.id}/archive", json={"archived": True}))

    refused = say(now, note)
    assert (refused.status_code, refused.json()["type"]) == (409, "closed")
    assert words(now) == [PROMISE]


@pytest.mark.parametrize(
    "body", [{}, {"became": "maybe"}, {"became": "done", "line": "x" * 301}], ids=str
)
def test_what_is_no_answer_is_refused_in_words(before: Afternoon, body: dict[str, Any]) -> None:
    now = following(before)
    path = f"{API}/rooms/{now.rooms[0]['id']}/outcomes/{asked(now)[0]['note']}"

    refused = now.seats[0].put(path, json=body)
    assert (refused.status_code, refused.json()["type"]) == (422, "invalid")


def test_a_rehearsal_asks_nothing_of_real_promises(before: Afternoon) -> None:
    now = following(before)
    path = f"{API}/seminars/{now.id}/rehearsal"
    rehearsal = ok(now.organiser.put(path, json={"speed": 0}))["seminar"]

    found = ok(now.organiser.get(f"{API}/seminars/{rehearsal}/outcomes"))
    assert (found["rooms"], found["lost"]) == ([], [])


def test_a_seminar_of_no_series_has_nothing_of_it_on_its_pages(before: Afternoon) -> None:
    alone, now = afternoon(before.server, ROSTER), following(before)
    pages = [each.seats[0].get(f"/rooms/{each.rooms[0]['id']}").text for each in (alone, now)]

    assert ["last-time" in page for page in pages] == [False, True]
    piece = f"/rooms/{alone.rooms[0]['id']}/outcomes"
    assert alone.seats[0].get(piece, headers={"hx-request": "true"}).status_code == 204


def test_a_press_on_the_page_is_told_and_undone(before: Afternoon) -> None:
    now = following(before)
    note, room = asked(now)[0]["note"], now.rooms[0]["id"]
    client = facilitator(now)
    client.headers["hx-request"] = "true"

    def press(path: str, **fields: str) -> str:
        answer = client.post(f"/rooms/{room}/outcomes/{path}", data=fields)
        assert answer.status_code == 200, answer.text
        return answer.text

    def undo_of(page: str) -> str:
        (sealed,) = re.findall(r"sealed&#34;: &#34;([^&]+)", page)
        return str(sealed)

    press(note, became="done", line="Alle kom")
    back = undo_of(press(note))
    assert asked(now)[0]["outcome"] is None
    press("undo", sealed=back)
    assert asked(now)[0]["outcome"]["line"] == "Alle kom"
    first_press = undo_of(press(note, became="under_way"))
    press(note, became="put_aside")
    moved = client.post(f"/rooms/{room}/outcomes/undo", data={"sealed": first_press})
    assert moved.status_code == 409
    assert client.post(f"/rooms/{room}/outcomes/undo", data={"sealed": "x"}).status_code == 404


def test_a_device_that_joins_a_large_seminar_has_few_members_read_for_it(server: Server) -> None:
    """As rows of their own they were most of what a device cost that joined one of 200 rooms."""
    before = first(server)
    after = following(before)
    for seminar in (before, after):
        roster = [{"number": at, "members": [f"Medlem {at}"]} for at in range(1, 41)]
        ok(seminar.organiser.put(f"{API}/seminars/{seminar.id}/rooms", json=roster))
    ok(before.note("Granli – inviterer naboene – uke 38 2027"))
    read: list[Member] = []

    def count(member: Member, _: Any) -> None:
        read.append(member)

    event.listen(Member, "load", count)
    try:
        assert words(after) == ["Granli – inviterer naboene – uke 38 2027"]
    finally:
        event.remove(Member, "load", count)
    assert len({member.id for member in read}) <= 4
