"""Reading pages: what is open is all there, own room first; what is not open is nowhere."""

import re
from itertools import product

import pytest

from app.storage.ids import new_id
from tests.cast import facilitator
from tests.reading.pages import HTML, get, notes
from tests.scans import statements
from tests.server import Afternoon

SECRET = "Klokkespillet på loftet"
# The one thing in which two such pages differ: the address that was asked for.
OWN_PATH = re.compile(r'((href|value)="/read/[^"]*")|(data-visitor="[^"]*")')


@pytest.fixture
def written(seminar: Afternoon) -> Afternoon:
    """Rooms 1 and 2 have written to the first question, room 1 with a summary; room 3 has not."""
    seminar.note(SECRET, 0, member="Granli")
    seminar.note("Et notat til", 0)
    seminar.note("Fra biblioteket", 1)
    answer = seminar.answer(0)
    path = f"/api/v1/answers/{answer['id']}"
    seminar.seats[0].put(path, json={"summary": "Kort sagt."}).raise_for_status()
    return seminar


PATHS = [
    "",
    "?q=klokkespill",
    "/questions/{prompt}",
    "/rooms",
    "/rooms/1",
    "/rooms/1?beside=2",
    "/members",
    "/members/{member}",
    "/notes/{note}",
]


def filled(seminar: Afternoon, path: str) -> str:
    return path.format(
        prompt=seminar.prompt(),
        member=seminar.rooms[0]["members"][0]["id"],
        note=seminar.answer()["notes"][0]["id"],
    )


@pytest.mark.parametrize("stage", ["draft", "open", "closing", "closed"])
def test_before_reading_opens_everybody_gets_the_page_of_a_seminar_that_does_not_exist(
    written: Afternoon, stage: str
) -> None:
    written.stage(stage)
    nowhere = written.server.client().get(f"/read/{new_id()}", headers=HTML)
    everybody = (written.seats[0], written.seats[1], written.server.client())
    for path, client in product(PATHS, everybody):
        shown = get(client, written, filled(written, path))

        assert shown.status_code == 404
        assert OWN_PATH.sub("", shown.text) == OWN_PATH.sub("", nowhere.text)
        assert "etag" not in shown.headers


def test_where_reading_was_never_opened_nothing_is_promised_in_the_archive_and_none_told_of(
    written: Afternoon,
) -> None:
    written.organiser.put(f"/api/v1/seminars/{written.id}/archive", json={}).raise_for_status()
    nowhere = written.server.client().get(f"/read/{new_id()}", headers=HTML)
    shown = get(written.server.client(), written, "")
    assert OWN_PATH.sub("", shown.text) == OWN_PATH.sub("", nowhere.text)
    assert "Er seminaret over?" in shown.text
    assert "ennå" not in shown.text


def test_what_was_opened_and_closed_again_is_closed_and_no_cache_has_it(
    written: Afternoon,
) -> None:
    addresses = [filled(written, path) for path in PATHS]
    written.stage("reading")
    for address in addresses:
        shown = get(written.seats[1], written, address)

        assert shown.status_code in (200, 303)
        assert shown.headers["cache-control"] == "no-store"
        assert "etag" not in shown.headers
    written.stage("closed")
    assert {get(written.seats[1], written, each).status_code for each in addresses} == {404}


def test_a_dialogue_that_is_still_written_is_nowhere_while_another_can_be_read(
    written: Afternoon,
) -> None:
    written.stage("open", dialogue=1)
    made = written.note("Hemmelig ennå", 0, prompt=written.prompt(0, 1), member="Granli").json()
    written.stage("reading")
    label = written.seminar["dialogues"][1]["prompts"][0]["label"]
    for path in ("", "?q=hemmelig", "/rooms", "/rooms/1", "/members"):
        shown = get(written.seats[1], written, path)

        assert shown.status_code == 200
        assert "Hemmelig" not in shown.text
        assert label not in shown.text
    for hidden in (f"/questions/{written.prompt(0, 1)}", f"/notes/{made['note_id']}"):
        assert get(written.seats[1], written, hidden).status_code == 404


def test_counts_tell_nothing_of_a_dialogue_that_cannot_be_read(written: Afternoon) -> None:
    written.stage("open", dialogue=1)
    written.note("Dialog 2", 2, prompt=written.prompt(0, 1))
    written.stage("reading")
    shown = get(written.seats[0], written, "/rooms").text

    assert "Svar fra 2 av 3 rom" in shown
    assert "Har skrevet til 0 av 3" in get(written.seats[0], written, "/rooms/3").text


def test_those_who_lead_read_at_any_time_and_are_told_that_others_do_not(
    written: Afternoon,
) -> None:
    for client in (written.organiser, facilitator(written)):
        shown = get(client, written)

        assert SECRET in shown.text
        assert "Ikke åpnet for lesing ennå: Dialog 1, Dialog 2" in shown.text

    archive = f"/api/v1/seminars/{written.id}/archive"
    written.organiser.put(archive, json={"archived": True}).raise_for_status()
    shown = get(written.organiser, written)
    assert "Ble aldri åpnet for lesing: Dialog 1, Dialog 2" in shown.text
    assert "ennå:" not in shown.text


def test_those_who_lead_go_back_to_the_grid_in_one_press(written: Afternoon) -> None:
    written.stage("reading")
    back = f'href="/seminars/{written.id}/grid"'

    for path in PATHS[:-1]:
        assert back in get(facilitator(written), written, filled(written, path)).text, path
        assert back not in get(written.seats[0], written, filled(written, path)).text, path


def test_whoever_has_the_address_reads_without_a_seat_once_reading_is_open(
    written: Afternoon,
) -> None:
    written.stage("reading")
    shown = get(written.server.client(), written)

    assert set(notes(shown.text).values()) == {
        SECRET,
        "Et notat til",
        "Fra biblioteket",
        "Kort sagt.",
    }


def test_the_own_room_comes_first_then_the_others_by_number(written: Afternoon) -> None:
    written.stage("reading")
    order = [
        re.findall(r'<article class="contribution" id="([^"]+)"', get(seat, written).text)
        for seat in written.seats
    ]

    assert order == [["room-1", "room-2"], ["room-2", "room-1"], ["room-1", "room-2"]]


def test_notes_are_folded_under_a_summary_and_open_where_there_is_none(written: Afternoon) -> None:
    written.stage("reading")
    first, second = get(written.seats[2], written).text.split('id="room-2"')

    assert first.index("Kort sagt.") < first.index('<details class="folded">') < first.index(SECRET)
    assert '<details class="folded">' not in second


def test_rooms_without_text_are_named_at_the_end_with_their_reason(written: Afternoon) -> None:
    path = f"/api/v1/answers/{written.answer(2)['id']}"
    written.seats[2].put(path, json={"state": "out_of_time"}).raise_for_status()
    written.stage("reading")
    words = " ".join(re.sub(r"<[^>]+>", " ", get(written.seats[0], written).text).split())

    assert "Svar fra 2 av 3 rom" in words
    assert "Rom uten tekst: 3 (rakk ikke)" in words


def test_a_member_page_holds_what_it_said_and_what_its_room_wrote_together(
    written: Afternoon,
) -> None:
    written.stage("reading")
    fjellvik, granli = written.rooms[0]["members"]

    def said(member: dict[str, str]) -> set[str]:
        return set(notes(get(written.seats[2], written, f"/members/{member['id']}").text).values())

    assert said(granli) == {"Kort sagt.", SECRET, "Et notat til"}
    assert said(fjellvik) == {"Kort sagt.", "Et notat til"}


def test_choices_narrow_a_question_and_foolish_ones_change_nothing(written: Afternoon) -> None:
    written.stage("reading")
    path = f"/questions/{written.prompt()}"

    def chosen(**wish: str) -> list[str]:
        text = get(written.seats[2], written, path, params=wish).text
        return re.findall(r'<article class="contribution" id="([^"]+)"', text)

    assert chosen(room="2") == ["room-2"]
    assert chosen(summarised="1") == ["room-1"]
    assert chosen(member=written.rooms[1]["members"][0]["id"]) == ["room-2"]
    assert chosen(room="", member="", summarised="") == ["room-1", "room-2"]
    assert chosen(room="x" * 999) == ["room-1", "room-2"]
    assert chosen(member="nobody") == []


def test_a_notes_address_leads_to_its_place_and_so_does_a_summarys(written: Afternoon) -> None:
    answer = written.answer(0)
    summary = written.board(0)["answers"][0]["summary"]["doc"]["content"][0]["attrs"]["id"]
    written.stage("reading")
    for note in (answer["notes"][0]["id"], summary):
        led = get(written.seats[1], written, f"/notes/{note}")

        assert led.status_code == 303
        assert led.headers["location"] == (
            f"/read/{written.id}/questions/{written.prompt()}#note-{note}"
        )
        assert f'id="note-{note}"' in get(written.seats[1], written).text
    assert get(written.seats[1], written, "/notes/unknown").status_code == 404


def test_members_answers_stand_under_their_names(written: Afternoon) -> None:
    written.stage("open", dialogue=1)
    for member in ("Granli", "Fjellvik"):
        written.note(f"Det {member} vil", 0, prompt=written.prompt(0, 1), member=member)
    written.stage("reading", dialogue=1)
    text = get(written.seats[2], written, f"/questions/{written.prompt(0, 1)}").text
    said = re.findall(r"<h4>(\w+)</h4>.*?(Det \w+ vil)", text, re.DOTALL)

    assert said == [("Fjellvik", "Det Fjellvik vil"), ("Granli", "Det Granli vil")]


def test_text_is_never_markup(written: Afternoon) -> None:
    written.note('<script>alert("x")</script> & <b>', 2)
    written.stage("reading")
    for path in ("", "/rooms/3", "?q=script", "?q=%3Cscript%3E"):
        assert "<script>alert" not in get(written.seats[0], written, path).text


def test_every_page_reads_in_every_language(written: Afternoon) -> None:
    written.stage("reading")
    for language, path in product(("nb", "nn", "en"), PATHS[:-1]):
        written.organiser.patch(f"/api/v1/seminars/{written.id}", json={"language": language})
        shown = get(written.seats[0], written, filled(written, path))

        assert shown.status_code == 200
        assert f'<html lang="{language}"' in shown.text


def test_the_question_is_the_heading_and_its_short_name_stands_small_above(
    written: Afternoon,
) -> None:
    written.stage("reading")
    prompt = written.seminar["dialogues"][0]["prompts"][0]
    page = get(written.seats[2], written).text

    assert re.search(rf'<h2 id="question"[^>]*>{re.escape(prompt["text"])}</h2>', page)
    assert prompt["label"] in page.split('class="reading-kicker">')[1].split("</p>")[0]
    room = get(written.seats[2], written, "/rooms/1").text
    assert f"<b>{prompt['text']}</b>" in room


def test_members_stand_letter_by_letter_after_the_readers_own(written: Afternoon) -> None:
    written.stage("reading")
    page = get(written.seats[0], written, "/members").text
    letters = re.findall(r'<h3 class="letter"[^>]*>(.*?)</h3>', page)
    names = re.findall(r'<span dir="auto">(.*?)</span>', page)

    assert letters[0] == "Dine"
    assert letters[1:] == sorted(
        {name[0] for name in names[2:]}, key="ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ".index
    )
    assert sorted(names[:2]) == ["Fjellvik", "Granli"]


def test_two_rooms_stand_beside_each_other_under_each_question(written: Afternoon) -> None:
    written.stage("reading")
    page = get(written.seats[0], written, "/rooms/1?beside=2").text

    assert set(notes(page).values()) >= {SECRET, "Fra biblioteket"}
    first = page.index(f"asked-{written.prompt()}")
    assert first < page.index(SECRET) < page.index("Fra biblioteket")
    assert page.index("Fra biblioteket") < page.index(f'id="asked-{written.prompt(1)}"')
    for path in ("/rooms/1", "/rooms/1?beside=1", "/rooms/1?beside=en"):
        assert "Fra biblioteket" not in get(written.seats[0], written, path).text
    assert get(written.seats[0], written, "/rooms/1?beside=99").status_code == 404


def test_a_text_that_is_in_memory_is_not_read_from_the_database_again(written: Afternoon) -> None:
    written.stage("reading")
    get(written.seats[0], written, "/rooms")
    with statements() as asked:
        for path in ("/rooms", filled(written, "/questions/{prompt}")):
            get(written.seats[0], written, path)
    pages = [each for each in asked if "indexed" not in each]  # the search looks ahead by itself
    assert not [each for each in pages if "document.doc," in each]


def test_to_find_one_note_no_room_but_its_own_is_read(written: Afternoon) -> None:
    written.stage("reading")
    path = filled(written, "/notes/{note}")
    get(written.seats[0], written, "?q=klokkespill")  # has been indexed when it answers
    with statements() as asked:
        get(written.seats[0], written, path)
    texts = [each for each in asked if "FROM document" in each or "JOIN document" in each]
    assert texts
    assert all("room.id IN" in each for each in texts)
