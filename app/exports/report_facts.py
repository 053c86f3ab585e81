"""What a report says of itself: its coverage, when it was made, and what was chosen for it."""

from datetime import datetime

from app.exports.wording import Wording


def report_facts(words: Wording) -> list[tuple[str, str]]:
    """What page one states, as name and value."""
    facts = [
        (words.gettext("Coverage"), words.answered(words.outline.coverage)),
        (words.gettext("Made"), words.made_at()),
        (words.gettext("Order"), order(words)),
        (words.gettext("Extent"), _extent(words)),
        (words.gettext("Names in the text"), _names(words)),
        (words.gettext("How the answers will be used"), words.outline.how_used),
        *((_corrected(words, each.at), each.note) for each in words.outline.corrections),
    ]
    return [(name, value) for name, value in facts if value]


def file_details(words: Wording) -> str:
    """What tells this file from the seminar's others: order, extent, names, language, day."""
    chosen = [order(words).lower(), _extent(words).lower()]
    chosen.append(
        {
            "keep": "",
            "initial": words.gettext("initials"),
            "role": words.gettext("duties for names"),
            "remove": words.gettext("without names"),
        }[words.outline.names]
    )
    chosen.append("" if words.outline.in_own_language else words.outline.language)
    return f"– {' '.join(filter(None, chosen))} {words.outline.made_at:%Y-%m-%d}"


def order(words: Wording) -> str:
    return {
        "question": words.gettext("By question"),
        "theme": words.gettext("By theme"),
        "member": words.gettext("By member"),
        "room": words.gettext("By room"),
        "addressee": words.gettext("By addressee"),
    }[words.outline.order]


def _extent(words: Wording) -> str:
    return {
        "full": "",
        "summaries": words.gettext("Only summaries"),
        "themes": words.gettext("Themes alone"),
    }[words.outline.extent]


def _names(words: Wording) -> str:
    """What was done with names of people in what was written; nothing where nothing was."""
    return {
        "keep": "",
        "initial": words.gettext("Initials instead of the names of people known to Samtavle"),
        "role": words.gettext("Duties instead of the names of people known to Samtavle"),
        "remove": words.gettext("The names of people known to Samtavle are taken out"),
    }[words.outline.names]


def _corrected(words: Wording, at: datetime) -> str:
    return words.gettext("Corrected %(date)s") % {"date": words.day(at)}
