"""Sheets as a browser prints them: one page a room, whatever stands on it."""

from playwright.sync_api import Page

from tests.server import Server, afternoon

# What stands beyond its own sheet, and so over the next one or in no margin.
BEYOND = """() => [...document.querySelectorAll(".sheet")].flatMap((sheet) => {
  const { bottom, right } = sheet.getBoundingClientRect();
  return [...sheet.querySelectorAll("p, h2, svg")].map((each) => [each, each.getBoundingClientRect()])
    .filter(([, box]) => box.bottom > bottom + 1 || box.right > right + 1).map(([each]) => each.textContent.slice(0, 40));
})"""
THIN = "document.querySelector('.sheet-seminar > b').getBoundingClientRect().width"


def test_a_room_of_forty_and_long_names_stay_on_their_own_sheet(
    leading: Page, server: Server
) -> None:
    title = "Hvordan kan kulturskolen, biblioteket, barnehagene og de frivillige gi alle et sted?"
    asked = [{"title": "Dialog 1 – om kulturskolen i oppveksten", "prompts": [{"text": title}] * 3}]
    roster = [
        {"number": 1, "members": [f"Evjemo og Hornvik kommune {at}" for at in range(40)]},
        {"number": 2, "members": [f"Midtre-Gauldal kommune {at}" for at in range(8)]},
        {"number": 3, "members": ["Tangen"]},
    ]
    seminar = afternoon(server, roster=roster, dialogues=asked, title=title)
    leading.goto(f"{server.url}/seminars/{seminar.id}/sheets")
    leading.emulate_media(media="print")
    assert leading.evaluate(BEYOND) == []

    leading.emulate_media(media="screen")
    leading.set_viewport_size({"width": 360, "height": 740})
    assert leading.evaluate(THIN) > 120
