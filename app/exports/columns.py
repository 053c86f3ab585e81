"""The headings of tables with a row for each note."""

from app.exports.wording import Wording


def note_columns(words: Wording) -> tuple[str, ...]:
    """The headings of a table with a row for each note."""
    return (
        *(words.gettext("Dialogue"), words.gettext("Question number"), words.gettext("Question")),
        *(words.gettext("Room"), words.gettext("Room name"), words.gettext("Members in the room")),
        *(words.gettext("From"), words.gettext("Part"), words.gettext("Text")),
        *(words.gettext("State"), words.gettext("Not finished"), words.gettext("Seminar")),
        *(words.gettext("Made"), words.gettext("Order")),
        *(words.gettext("Rooms that answered"), words.gettext("Rooms in all")),
        words.gettext("Themes"),
    )


def counted_column(words: Wording) -> str:
    """And of a text that stands twice."""
    return words.gettext("Counted in room")


def action_columns(words: Wording) -> tuple[str, ...]:
    """And of an action, in such a table."""
    return (
        *(words.gettext("Who"), words.gettext("What"), words.gettext("When")),
        *(words.gettext("Needs"), words.gettext("First day"), words.gettext("Last day")),
    )
