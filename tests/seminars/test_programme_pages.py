"""The programme changed in the browser: nothing written is lost, whatever is pressed."""

from tests.leading import Leading, new_seminar, signed_in
from tests.server import Afternoon, Server

QUESTION = {"text": "Hva nå?", "label": "Nå", "talk": "5", "numbered": "true", "kind": "open"}


def labels(leading: Leading) -> list[str]:
    return leading.found(r'prompts/\w{16}">(?:<span[^>]*>\d+</span>)?([^<]+)</a>', "/programme")


def prompt_ids(leading: Leading) -> list[str]:
    return leading.found(r'prompts/(\w{16})">', "/programme")


def dialogue_ids(leading: Leading) -> list[str]:
    return leading.found(r'id="dialogue-(\w{16})"', "/programme")


def test_a_question_is_added_changed_moved_and_removed(server: Server) -> None:
    leading = new_seminar(server)
    before = labels(leading)
    first = dialogue_ids(leading)[0]
    leading.post(f"/programme/dialogues/{first}/prompts/new", QUESTION)
    assert labels(leading) == [*before[:3], "Nå", *before[3:]]
    added = prompt_ids(leading)[3]
    leading.post(f"/programme/prompts/{added}", QUESTION | {"label": "Straks"})
    leading.post(f"/programme/prompts/{added}/move", {"way": "up"})
    assert labels(leading)[:4] == [*before[:2], "Straks", before[2]]
    leading.post(f"/programme/prompts/{added}/remove")
    assert labels(leading) == before


def test_moving_past_the_end_changes_nothing(server: Server) -> None:
    leading = new_seminar(server)
    before = labels(leading)
    leading.post(f"/programme/prompts/{prompt_ids(leading)[0]}/move", {"way": "up"})
    assert labels(leading) == before


def test_a_question_without_words_comes_back_with_the_rest(server: Server) -> None:
    leading = new_seminar(server)
    first = dialogue_ids(leading)[0]
    sent = QUESTION | {"text": "", "help": "Behold meg", "talk": "mange"}
    answer = leading.post(f"/programme/dialogues/{first}/prompts/new", sent)
    assert answer.status_code == 422
    assert "Skriv noe her." in answer.text
    assert "Behold meg" in answer.text
    assert 'value="mange"' in answer.text


def test_a_question_that_somebody_answered_stays_and_says_why(seminar: Afternoon) -> None:
    seminar.note("Et svar")
    leading = signed_in(seminar.server)
    leading.path = f"/seminars/{seminar.id}"
    before = labels(leading)
    answer = leading.post(f"/programme/prompts/{seminar.prompt()}/remove")
    assert answer.status_code == 422
    assert "banner" in answer.text
    answer = leading.post(f"/programme/dialogues/{seminar.dialogue()}/remove")
    assert answer.status_code == 422
    assert labels(leading) == before
    assert seminar.answer()["text"] == "Et svar"


def test_a_question_with_a_late_contribution_stays(seminar: Afternoon) -> None:
    answer = seminar.answer()
    late = {"client_id": "late-1", "version": 0, "text": "Kom for sent"}
    seminar.seats[0].post(f"/api/v1/answers/{answer['id']}/late", json=late).raise_for_status()
    leading = signed_in(seminar.server)
    refused = leading.post(f"/seminars/{seminar.id}/programme/prompts/{seminar.prompt()}/remove")
    assert refused.status_code == 422


def test_rooms_learn_of_questions_that_come_and_go(seminar: Afternoon) -> None:
    leading = signed_in(seminar.server)
    leading.path = f"/seminars/{seminar.id}"
    asked = {each["prompt"] for each in seminar.board()["answers"]}
    version = seminar.board()["version"]
    leading.post(f"/programme/dialogues/{seminar.dialogue()}/prompts/new", QUESTION)
    assert len({each["prompt"] for each in seminar.board()["answers"]} - asked) == 1
    empty = seminar.prompt(2)
    gone = [each["id"] for each in seminar.board()["answers"] if each["prompt"] == empty]
    leading.post(f"/programme/prompts/{empty}/remove")
    changes = seminar.seats[0].get(
        f"/api/v1/rooms/{seminar.rooms[0]['id']}/changes", params={"since": version}
    )
    assert set(gone) <= set(changes.json()["gone"])


def test_a_new_dialogue_sits_like_the_first(seminar: Afternoon) -> None:
    leading = signed_in(seminar.server)
    leading.path = f"/seminars/{seminar.id}"
    leading.post("/programme/dialogues/new", {"title": "Dialog 3"})
    third = dialogue_ids(leading)[2]
    sent = QUESTION | {"per_member": "true"}
    leading.post(f"/programme/dialogues/{third}/prompts/new", sent)
    answers = [each for each in seminar.board()["answers"] if each["dialogue"] == third]
    assert len(answers) == 1 + len(seminar.rooms[0]["members"])


def test_the_last_dialogue_stays(server: Server) -> None:
    leading = new_seminar(server, preset="blank")
    (only,) = dialogue_ids(leading)
    assert leading.post(f"/programme/dialogues/{only}/remove").status_code == 422
    assert dialogue_ids(leading) == [only]


def test_a_question_that_asks_two_things_gets_kind_advice(server: Server) -> None:
    leading = new_seminar(server)
    sent = QUESTION | {"text": "Hvem gjør hva, og når skjer det?"}
    assert "og når" in leading.post("/programme/preview", sent).text.split("advice")[1]
    assert "advice" not in leading.post("/programme/preview", QUESTION).text


def test_the_preview_tells_minutes_as_the_clock_does_and_not_as_a_time_of_day(
    server: Server,
) -> None:
    html = new_seminar(server).post("/programme/preview", QUESTION | {"round": "8"}).text
    head = html.split("preview-head")[1].split("</p>")[0]
    assert " min" in head
    assert ".00" not in head


def test_another_seminars_question_is_not_found(seminar: Afternoon) -> None:
    leading = new_seminar(seminar.server)
    foreign = seminar.prompt()
    assert leading.client.get(f"{leading.path}/programme/prompts/{foreign}").status_code == 404
    assert leading.post(f"/programme/prompts/{foreign}", QUESTION).status_code == 404
    assert leading.post(f"/programme/prompts/{foreign}/remove").status_code == 404


def test_seats_and_strangers_find_no_set_up(seminar: Afternoon) -> None:
    for client in (seminar.seats[0], seminar.server.client()):
        for more in ("", "/programme", "/rooms", "/duties", "/use", "/share", "/settings"):
            answer = client.get(f"/seminars/{seminar.id}{more}")
            assert answer.status_code == 404


def test_the_phases_of_a_dialogue_are_held_against_the_time_there_is(server: Server) -> None:
    leading = new_seminar(server)
    first = dialogue_ids(leading)[0]
    head = {"title": "Økt 1"}
    leading.post(f"/programme/dialogues/{first}", head | {"minutes": "45"})
    assert "45 av 45 min" in leading.page("/programme")
    leading.post(f"/programme/dialogues/{first}", head | {"minutes": "40"})
    assert "45 av 40 min: 5 for mye" in leading.page("/programme")
    second = prompt_ids(leading)[1]
    leading.post(f"/programme/prompts/{second}", QUESTION | {"joined": "true"})
    assert "30 av 40 min" in leading.page("/programme")
    leading.post(f"/programme/dialogues/{first}", head | {"minutes": ""})
    assert "av 40 min" not in leading.page("/programme")


def test_the_first_question_of_a_dialogue_is_taken_with_nothing(server: Server) -> None:
    leading = new_seminar(server)
    first, second, *_ = prompt_ids(leading)
    assert 'name="joined"' not in leading.page(f"/programme/prompts/{first}")
    assert 'name="joined"' in leading.page(f"/programme/prompts/{second}")


def test_minutes_to_think_are_kept_and_minutes_beyond_the_day_refused(server: Server) -> None:
    leading = new_seminar(server)
    first = prompt_ids(leading)[0]
    leading.post(f"/programme/prompts/{first}", QUESTION | {"think": "3"})
    assert 'name="think"' in leading.page(f"/programme/prompts/{first}")
    assert 'value="3"' in leading.page(f"/programme/prompts/{first}")
    answer = leading.post(f"/programme/prompts/{first}", QUESTION | {"think": "601"})
    assert answer.status_code == 422
    assert 'value="601"' in answer.text
