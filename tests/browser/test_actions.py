"""An action is written field by field by whoever wants to, and is plain text in the answer."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Sit
from tests.leading import signed_in
from tests.patience import until
from tests.server import Afternoon, Server, afternoon

PROGRAMME = [
    {
        "title": "Økt",
        "prompts": [{"text": "Hvem gjør hva?", "kind": "actions"}, {"text": "Noe mer?"}],
    }
]


@pytest.fixture
def seminar(server: Server) -> Afternoon:
    return afternoon(server, dialogues=PROGRAMME)


def test_an_action_written_field_by_field_stands_in_the_answer_and_in_the_list(
    sit: Sit, seminar: Afternoon
) -> None:
    kari, ola = sit("Kari", **PHONE), sit("Ola")
    form = kari.page.locator(".prompt[data-active] .send-note")
    form.locator("summary").click()
    form.get_by_label("Hva").fill("Inviterer naboene")
    form.get_by_label("Hvem").fill("Granli")
    form.get_by_label("Når").fill("uke 38 2027")
    form.get_by_role("button", name="Send").click()

    until(lambda: "Hva: Inviterer naboene; Hvem: Granli; Når: uke 38 2027" in ola.text())
    expect(form.get_by_label("Hva")).to_have_value("")
    assert kari.page.evaluate("document.activeElement.name") == "Hva"
    client = signed_in(seminar.server).client
    (said,) = client.get(f"/api/v1/seminars/{seminar.id}/actions").json()["actions"]
    assert (said["who"], said["what"], said["due"]["last"]) == (
        "Granli",
        "Inviterer naboene",
        "2027-09-26",
    )
    other = kari.page.locator(".prompt:not([data-active]) .send-note")
    expect(other.locator("textarea")).to_have_count(1)
    expect(other.locator("[name=Hva]")).to_have_count(0)
