"""The plan of the day made and changed on its page; nothing typed is lost."""

import re
from typing import Any

from tests.leading import Leading, new_seminar
from tests.server import PART, Server

TIMES = r'id="at-\d+" name="at" type="text" value="([^"]*)"'
MADE = ["13.00", "13.45", "13.45", "14.30", "14.35"]


def steps(leading: Leading) -> list[dict[str, Any]]:
    """The rows as the form holds them."""
    page = leading.page("/plan")
    ids = re.findall(r'name="id" value="(\w*)"', page)
    does = re.findall(r'<option value="([^"]*)" selected', page)
    texts = re.findall(r'id="text-\d+" name="text" type="text" value="([^"]*)"', page)
    return [
        {"id": id, "does": what, "at": at, "text": text}
        for id, what, at, text in zip(ids, does, re.findall(TIMES, page), texts, strict=True)
    ]


def sent(rows: list[dict[str, Any]], **more: str) -> dict[str, Any]:
    """What the form sends: a column of each field."""
    columns = ("id", "at", "does", "minutes", "text")
    return {name: [row.get(name, "") for row in rows] for name in columns} | more


def made(leading: Leading) -> Leading:
    for dialogue in leading.found(r'id="dialogue-(\w{16})"', "/programme"):
        head = {"title": f"Bolk {dialogue[:3]}", "minutes": "45"}
        leading.post(f"/programme/dialogues/{dialogue}", head)
    assert leading.post("/plan/make", {"begins": "13.00"}).status_code == 200
    return leading


def test_a_plan_is_made_of_the_programme_with_one_time(server: Server) -> None:
    leading = made(new_seminar(server))
    assert leading.found(TIMES, "/plan") == MADE
    leading.post("/plan/make", {"begins": "9:05", "clocks": "true"})
    assert leading.found(TIMES, "/plan")[0] == "09.05"
    assert any(each["does"].startswith("clock||") for each in steps(leading))


def test_a_plan_that_crosses_midnight_says_which_steps_have_no_time_for_that(
    server: Server,
) -> None:
    leading = made(new_seminar(server))
    said = leading.post("/plan/make", {"begins": "23.00"}).text
    assert re.findall(TIMES, said) == ["23.00", "23.45", "23.45", "", ""]
    assert "2 steg kommer etter midnatt og har ingen tid" in said
    assert "midnatt" not in leading.post("/plan/make", {"begins": "22.00"}).text


def test_how_far_a_plan_goes_into_the_day_is_said_before_it_is_made(server: Server) -> None:
    leading = made(new_seminar(server))
    stood = leading.found(TIMES, "/plan")

    def said(**asked: str) -> str:
        address = f"{leading.path}/plan/ends"
        return leading.client.get(address, params=asked, headers=PART).text

    assert "2 steg kommer etter midnatt og har ingen tid" in said(begins="23.00")
    assert "Det siste steget kommer kl. 23.35." in said(begins="22:00", clocks="true")
    assert not said(begins="22.").strip()
    assert leading.found(TIMES, "/plan") == stood


def test_a_time_that_is_none_comes_back_with_what_to_write(server: Server) -> None:
    leading = made(new_seminar(server))
    wrong = leading.post("/plan/make", {"begins": "halv ti"})
    assert wrong.status_code == 422
    assert 'value="halv ti"' in wrong.text
    rows = [*steps(leading)[:1], {"does": "point", "at": "13.5", "text": "Pause"}]
    wrong = leading.post("/plan", sent(rows, act="save"))
    assert wrong.status_code == 422
    assert wrong.text.count("Skriv et klokkeslett, som 14.20.") == 2  # above the form, at the field
    assert 'value="Pause"' in wrong.text
    assert leading.found(TIMES, "/plan") == MADE


def test_a_point_without_words_says_where_they_are_missing(server: Server) -> None:
    leading = made(new_seminar(server))
    wrong = leading.post("/plan", sent([{"does": "point", "at": "13.00"}], act="save"))
    assert wrong.status_code == 422
    assert 'id="text-0-error"' in wrong.text


def test_steps_are_added_removed_and_the_last_change_is_undone(server: Server) -> None:
    leading = made(new_seminar(server))
    added = leading.post("/plan", sent(steps(leading), act="add")).text
    assert len(re.findall(r'name="at"', added)) == 6
    pause = {"does": "point", "at": "13.40", "text": "Pause"}
    leading.post("/plan", sent([*steps(leading), pause], act="save"))
    assert leading.found(TIMES, "/plan") == ["13.00", "13.40", *MADE[1:]]
    leading.post("/plan", sent(steps(leading), act="remove-0"))
    assert leading.found(TIMES, "/plan")[0] == "13.40"
    back = leading.found(r'hx-post="/seminars/\w+(/undo/\w+)"', "/plan")[0]
    leading.post(back, {"back": "plan"})
    assert leading.found(TIMES, "/plan")[:2] == ["13.00", "13.40"]


def test_a_dialogue_that_is_removed_and_put_back_has_its_steps_again(server: Server) -> None:
    leading = made(new_seminar(server))
    dialogue = leading.found(r'id="dialogue-(\w{16})"', "/programme")[1]
    leading.post(f"/programme/dialogues/{dialogue}/remove")
    assert leading.found(TIMES, "/plan") == ["13.00", "13.45", "14.35"]
    back = leading.found(r'hx-post="/seminars/\w+(/undo/\w+)"', "/plan")[0]
    leading.post(back, {"back": "plan"})
    assert leading.found(TIMES, "/plan") == MADE


def test_a_new_seminar_after_this_one_has_its_plan_with_nothing_taken(server: Server) -> None:
    leading = made(new_seminar(server))
    wish = {"title": "Neste", "language": "nb", "earlier": leading.path.rpartition("/")[2]}
    later = Leading(
        leading.client, leading.client.post("/seminars/new", data=wish).headers["location"]
    )
    assert later.found(TIMES, "/plan") == MADE
    assert {each["id"] for each in steps(later)}.isdisjoint(each["id"] for each in steps(leading))


def test_a_plan_is_begun_anew_after_a_rehearsal(server: Server) -> None:
    leading = new_seminar(server)
    leading.post("/plan", sent([{"does": "point", "at": "", "text": "Velkommen"}], act="save"))
    step = steps(leading)[0]["id"]
    leading.post("/plan/next", {"step": step})
    api = f"/api/v1{leading.path}/plan"
    assert leading.client.get(api).json()["next"] is None
    assert "Begynn planen på nytt" in leading.page("/plan")
    row = {"id": step, "does": "point", "at": "", "text": "Velkommen"}
    leading.post("/plan", sent([row], act="anew"))
    assert leading.client.get(api).json()["next"] == step
