"""A visit's page without any script: plain forms, in every stage."""

import re
from html import unescape
from io import BytesIO

import httpx2 as httpx
import pytest
from pypdf import PdfReader

from app.documents.schema import MAX_CHILDREN
from tests.cast import facilitator
from tests.server import PART, Afternoon, Server, afternoon

API = "/api/v1"
ROSTER = [{"number": 1, "name": "Biblioteket", "members": ["7A", "7B"]}]


@pytest.fixture
def visit(server: Server) -> Afternoon:
    return afternoon(server, ROSTER, preset="visit")


def device(visit: Afternoon) -> httpx.Client:
    """A browser that came in by the room's link."""
    client = visit.server.client(origin=visit.server.url)
    client.follow_redirects = True
    door = visit.rooms[0]["url"].removeprefix(visit.server.url)
    entered = client.post(door)
    assert entered.url.path == f"/rooms/{visit.rooms[0]['id']}/visit"
    return client


def at(visit: Afternoon) -> str:
    return f"/rooms/{visit.rooms[0]['id']}/visit"


def member(visit: Afternoon, name: str) -> str:
    told = visit.seats[0].get(f"{API}/rooms/{visit.rooms[0]['id']}/contributions").json()
    return str(next(each["id"] for each in told["members"] if each["name"] == name))


def counted(visit: Afternoon) -> dict[str, int]:
    told = visit.seats[0].get(f"{API}/rooms/{visit.rooms[0]['id']}/contributions").json()
    return {each["name"]: each["contributions"] for each in told["members"]}


def send(visit: Afternoon, client: httpx.Client, text: str, **more: str) -> httpx.Response:
    sent = {"group": member(visit, "7A"), "prompt": visit.prompt(), "text": text, **more}
    return client.post(at(visit), data=sent)


def field(page: httpx.Response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, page.text
    return unescape(found.group(1))


def words(page: httpx.Response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def test_a_rooms_link_opens_the_page_where_a_group_is_chosen(visit: Afternoon) -> None:
    page = device(visit).get(f"/rooms/{visit.rooms[0]['id']}")

    assert page.url.path == at(visit)
    for name in ("7A", "7B"):
        assert f"?group={member(visit, name)}" in page.text


def test_whoever_leads_has_the_rooms_own_page(visit: Afternoon) -> None:
    page = visit.organiser.get(at(visit))

    assert page.headers["location"] == f"/rooms/{visit.rooms[0]['id']}"
    assert visit.organiser.get(page.headers["location"]).status_code == 200


def test_a_gathering_has_no_such_page(server: Server) -> None:
    seminar = afternoon(server)
    answer = seminar.seats[0].get(f"/rooms/{seminar.rooms[0]['id']}/visit")

    assert answer.headers["location"] == f"/rooms/{seminar.rooms[0]['id']}"


def test_a_stranger_does_not_find_it(visit: Afternoon) -> None:
    assert visit.server.client().get(at(visit)).status_code == 404


def test_what_is_sent_in_is_told_counted_and_can_be_taken_back(visit: Afternoon) -> None:
    client = device(visit)
    sent = send(visit, client, "  Fotball\r\nog ski ")

    assert "7A har sendt inn én." in words(sent)
    assert visit.board()["answers"][1]["text"] == "Fotball\nog ski"
    back = {"sealed": field(sent, "sealed"), "group": member(visit, "7A")}
    undone = client.post(f"{at(visit)}/undo", data=back)
    assert "Tatt tilbake." in words(undone)
    assert client.post(f"{at(visit)}/undo", data=back).status_code == 200
    assert counted(visit) == {"7A": 0, "7B": 0}


def test_a_group_that_has_sent_in_nothing_is_told_so_in_words(visit: Afternoon) -> None:
    shown = words(device(visit).get(f"{at(visit)}?group={member(visit, '7B')}"))

    assert "7B har ikke sendt inn noe ennå." in shown
    assert "sendt inn 0" not in shown


def test_set_up_shows_a_visits_question_as_its_page_does(visit: Afternoon) -> None:
    shown = visit.organiser.get(f"/seminars/{visit.id}/programme").text.split('class="preview"')[1]

    assert visit.seminar["title"] in shown
    assert "Send inn" in shown
    for of_a_room in ("Rom 12", "0 min", "Enter gir neste notat"):
        assert of_a_room not in shown


def test_a_visits_sheet_draws_no_circle_for_a_round_that_it_has_not(visit: Afternoon) -> None:
    assert "sheet-circle" not in visit.organiser.get(f"/seminars/{visit.id}/sheets").text
    sheet = visit.organiser.get(f"{API}/seminars/{visit.id}/sheets").content
    assert "Runde" not in PdfReader(BytesIO(sheet)).pages[0].extract_text()


def test_the_grid_asks_for_what_members_are_called_in_this_seminar(visit: Afternoon) -> None:
    grid = visit.organiser.get(f"/seminars/{visit.id}/grid").text

    assert 'placeholder="Rom, klasse eller gruppe"' in grid


def test_a_form_that_is_sent_twice_counts_once(visit: Afternoon) -> None:
    client = device(visit)
    for _ in range(2):
        send(visit, client, "Fotball", client_id="samme")

    assert counted(visit)["7A"] == 1


def test_a_form_and_a_call_under_one_name_are_one_write(visit: Afternoon) -> None:
    client = device(visit)
    send(visit, client, "Fotball", client_id="samme")
    body = {"prompt": visit.prompt(), "text": "Fotball", "member": member(visit, "7A")}
    path = f"{API}/rooms/{visit.rooms[0]['id']}/notes"
    again = client.post(path, json={**body, "client_id": "samme"})

    assert again.status_code == 201
    assert counted(visit)["7A"] == 1


def test_something_else_from_a_form_that_was_sent_before_is_taken_too(visit: Afternoon) -> None:
    client = device(visit)
    for text in ("Fotball", "Sang"):
        send(visit, client, text, client_id="samme")

    assert counted(visit)["7A"] == 2


@pytest.mark.parametrize("text", ["", "  \r\n ", "\u200b"], ids=["none", "spaces", "unseen"])
def test_nothing_is_no_contribution_and_is_said_so(visit: Afternoon, text: str) -> None:
    answer = send(visit, device(visit), text)

    assert answer.status_code == 422
    assert "Skriv noe først." in words(answer)
    assert counted(visit)["7A"] == 0


def test_ten_thousand_letters_are_refused_and_stay_in_the_field(visit: Afternoon) -> None:
    text = "fotball " * 1_250
    answer = send(visit, device(visit), text)

    assert answer.status_code == 422
    assert "Dette er for langt" in words(answer)
    assert text in answer.text
    assert counted(visit)["7A"] == 0


def test_a_question_that_is_full_says_so_and_keeps_the_text(visit: Afternoon) -> None:
    one = next(each for each in visit.board()["answers"] if each["member"])
    full = "\n".join(f"Ønske {n}" for n in range(MAX_CHILDREN - 1))
    path = f"{API}/answers/{one['id']}"
    visit.seats[0].put(path, json={"version": 0, "text": full}).raise_for_status()
    client = device(visit)
    send(visit, client, "Den siste det er plass til")
    answer = send(visit, client, "En til")

    assert answer.status_code == 422
    assert "ikke plass til mer" in words(answer)
    assert ">En til</textarea>" in answer.text


def test_emoji_alone_say_something(visit: Afternoon) -> None:
    assert "7A har sendt inn én." in words(send(visit, device(visit), "🎉👩‍👩‍👧"))


def test_a_group_that_is_not_there_is_added_and_begins_at_once(visit: Afternoon) -> None:
    page = device(visit).post(f"{at(visit)}/members", data={"name": "7C, Granli"})

    assert page.url.params["group"] == member(visit, "7C, Granli")
    assert "7C, Granli" in words(page)


def test_where_no_groups_may_be_added_there_is_no_field_for_it(visit: Afternoon) -> None:
    client = device(visit)
    visit.organiser.patch(f"{API}/seminars/{visit.id}", json={"new_members": False})

    assert "/visit/members" not in client.get(at(visit)).text
    refused = client.post(f"{at(visit)}/members", data={"name": "7C"})
    assert "Nye grupper kan ikke legges til her." in words(refused) or refused.status_code == 422
    assert counted(visit) == {"7A": 0, "7B": 0}


def test_one_group_sees_its_own_contributions_and_all_if_it_asks(visit: Afternoon) -> None:
    client = device(visit)
    send(visit, client, "Fotball")
    send(visit, client, "Hemmelig klubb", group=member(visit, "7B"))
    own = f"{at(visit)}?group={member(visit, '7A')}"

    assert "Hemmelig klubb" not in client.get(own).text
    assert "Hemmelig klubb" in client.get(own + "&all=1").text


def test_joined_questions_stand_beside_each_other(server: Server) -> None:
    visit = afternoon(server, ROSTER, preset="visit-retrospective")
    page = device(visit).get(f"{at(visit)}?group={member(visit, '7A')}")

    assert page.text.count('class="visit-step"') == 1
    assert page.text.count("data-contributes=") == 2
    assert "data-beside" in page.text


@pytest.mark.parametrize(
    ("stage", "said"),
    [("closed", "Nå er det stengt"), ("draft", "Snart"), ("reading", "Nå er det stengt")],
)
def test_where_nothing_can_be_written_it_is_said_kindly(
    visit: Afternoon, stage: str, said: str
) -> None:
    client = device(visit)
    visit.stage(stage)
    page = client.get(at(visit))

    assert said in words(page)
    assert "data-contributes=" not in page.text


def test_an_archived_visit_is_over(visit: Afternoon) -> None:
    client = device(visit)
    visit.organiser.put(f"{API}/seminars/{visit.id}/archive", json={"archived": True})

    assert "Dette er over" in words(client.get(at(visit)))


def test_what_comes_after_closing_goes_to_whoever_leads(visit: Afternoon) -> None:
    client = device(visit)
    visit.stage("closed")
    answer = send(visit, client, "Dette rakk jeg ikke")

    assert "kom etter at det stengte" in words(answer)
    (late,) = visit.organiser.get(f"{API}/seminars/{visit.id}/late").json()
    assert late["text"] == "Dette rakk jeg ikke"


def test_a_device_that_has_left_is_told_so(visit: Afternoon) -> None:
    client = device(visit)
    client.post(f"/rooms/{visit.rooms[0]['id']}/leave")
    page = client.get(at(visit))

    assert page.status_code == 404
    assert "Du er ikke lenger i rom 1" in words(page)


def test_the_undo_of_another_room_opens_nothing(visit: Afternoon) -> None:
    assert device(visit).post(f"{at(visit)}/undo", data={"sealed": "x"}).status_code == 404


def test_a_place_without_groups_takes_contributions_of_nobody(server: Server) -> None:
    visit = afternoon(server, [{"number": 1}], preset="visit", new_members=False)
    client = device(visit)
    sent = client.post(at(visit), data={"prompt": visit.prompt(), "text": "Fotball"})

    assert sent.status_code == 200
    assert visit.board()["answers"][0]["text"] == "Fotball"


def test_those_who_lead_see_the_counts_of_each_group_in_the_grid_and_in_reading(
    visit: Afternoon,
) -> None:
    for text, name in (("Fotball", "7A"), ("🎉", "7A"), ("Sang", "7B")):
        visit.note(text, member=name)
    grid = words_with_titles(visit.organiser.get(f"/seminars/{visit.id}/grid"))
    beside = f"/seminars/{visit.id}/grid/rooms/{visit.rooms[0]['id']}"
    panel = words(visit.organiser.get(beside, headers=PART))
    visit.stage("reading")
    reading = words(visit.organiser.get(f"/read/{visit.id}/questions/{visit.prompt()}"))

    assert "3 sendt inn: 7A 2, 7B 1" in grid
    for shown in (panel, reading):
        assert "7A 2 sendt inn" in shown
        assert "7B 1 sendt inn" in shown


def test_a_gathering_is_read_in_words_as_before(server: Server) -> None:
    seminar = afternoon(server)
    seminar.note("Vi begynner i mai", member="Fjellvik")
    grid = words_with_titles(seminar.organiser.get(f"/seminars/{seminar.id}/grid"))

    assert "sendt inn" not in grid


def words_with_titles(page: httpx.Response) -> str:
    return " ".join(unescape(page.text).split())


def test_settings_make_a_visit_of_a_seminar_and_back(visit: Afternoon) -> None:
    client = facilitator(visit)
    path = f"/seminars/{visit.id}/settings"
    form = {"title": "Prøve", "language": "nb", "member_noun": "klasse", "kind": "gathering"}
    client.post(path, data=form)
    now = visit.organiser.get(f"{API}/seminars/{visit.id}").json()
    assert (now["kind"], now["new_members"]) == ("gathering", False)
    client.post(path, data={**form, "kind": "visit", "new_members": "true"})
    now = visit.organiser.get(f"{API}/seminars/{visit.id}").json()
    assert (now["kind"], now["new_members"]) == ("visit", True)
