"""A printed wall is read from its PDF: paper that was left free tells where posts begin."""

import typst

from app.imports.interpreter import understood
from app.imports.reading import read
from app.rosters.text import read_roster
from tests.imports.programmes import programme
from tests.imports.test_interpreter import ROSTER

PRINTED = """
#set page(width: 12cm, height: 9cm)
#block(below: 0.6em)[*Fjellvik og Granli*]
#block[1. Vi vil at skolen og kulturskolen skal møtes to ganger i året, og at planen sier det.]
#block[2. Rammene er små.]
#v(1.5em)
#block(below: 0.6em)[*Rom 3: Evjemo og Hornvik*]
#block[Dialog 2]
#block[1. Rektor tar det videre.]
"""


def test_a_printed_wall_is_divided_into_its_posts() -> None:
    source = read(typst.compile(PRINTED.encode(), format="pdf"))
    made = understood(source, read_roster(ROSTER).entries, programme())
    assert source.kind == "pdf"
    assert [post.room for post in made.posts] == [1, 3]
    assert [part.place for part in made.posts[1].parts] == [(2, 1)]


def test_addresses_and_pages_without_text_are_told_after_the_text() -> None:
    page = '#link("https://plan.example")[Planen vår] #pagebreak() #rect() #pagebreak() Rom 2'
    source = read(typst.compile(page.encode(), format="pdf"))
    told = {why: source.lines[place].text for place, why in source.aside.items()}
    assert told == {"link": "https://plan.example", "picture": "(2)"}
    assert max(source.lines[place].at for place in source.aside) == len(source.lines)
    assert "plan.example" not in "".join(each.text for each in source.lines[: source.ends])
