"""The Markdown report says page one's facts first and then everything that was written."""

from dataclasses import replace

from markdown_it import MarkdownIt

from app.exports.markdown import markdown
from app.exports.outline import Outline, ReportDialogue
from app.exports.report import report as manuscript
from app.web.pages import catalogue
from tests.exports.outlines import BY_ROOM, OUTLINE


def report(outline: Outline, language: str = "nb") -> str:
    return markdown(manuscript(outline, catalogue(language))).decode()


def headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]


def test_it_begins_with_event_coverage_time_and_order() -> None:
    assert report(OUTLINE).split("\n\n## ")[0] == "\n".join(
        [
            "# Kulturskole for alle: vårsamling",
            "",
            "**Svar fra 4 av 5 rom**",
            "",
            "*8 av 9 medlemmer satt i dem*",
            "",
            "*Rom uten tekst: 7*",
            "",
            "**Om rapporten**",
            "",
            "- Laget: 21. november 2026 kl. 14.20",
            "- Rekkefølge: Etter spørsmål",
            "- Slik blir svarene brukt: "
            "Svarene blir en rapport til styret og sendes alle deltakerne.",
            "",
            "**Dekning**",
            "",
            "- *Spørsmål:* Dialog 1 · 1. Hva er relevant?; *Rom som svarte:* 3 av 5; "
            "*Medlemmer i dem:* 6 av 9",
            "- *Spørsmål:* Dialog 1 · 2. Rammer og verdier; *Rom som svarte:* 1 av 5; "
            "*Medlemmer i dem:* 2 av 9",
            "- *Spørsmål:* Dialog 2 · 1. Hvem og når?; *Rom som svarte:* 2 av 5; "
            "*Medlemmer i dem:* 6 av 9",
            "- *Spørsmål:* Dialog 2 · Råd; *Rom som svarte:* 1 av 5; *Medlemmer i dem:* 1 av 9",
        ]
    )


def test_a_question_holds_its_rooms_and_names_the_silent_ones() -> None:
    chapter = report(OUTLINE).split("\n\n## ")[4]

    assert chapter == "\n".join(
        [
            "Dialog 1 · 2. Rammer og verdier",
            "",
            "> Hvilke rammer og verdier skal arbeidet hvile på?",
            "",
            "*Svar fra 1 av 5 rom*",
            "",
            "*Rom uten tekst: 1 (ingenting å legge til), 2, 3, 7*",
            "",
            "### Rom 4",
            "",
            "*Tangen, Vestdal*",
            "",
            "1. Likeverd",
            "2. Åpne dører",
            "3. Godt humør",
        ]
    )


def test_a_members_answers_stand_under_the_members_name() -> None:
    chapter = report(OUTLINE).split("\n\n## ")[5]

    assert headings(chapter) == [
        "### Rom 1",
        "#### Granli",
        "#### Fjellvik",
        "### Rom 2 · Biblioteket",
        "#### Øyra",
    ]


def test_what_breaks_off_is_marked() -> None:
    assert "*Myrland*\n\n**Ikke ferdig skrevet**\n\nVi rekker ikke mer enn" in report(OUTLINE)
    assert "\n\n**Rakk ikke**\n\n#### Øyra" in report(OUTLINE)


def test_by_room_leaves_out_rooms_without_text_but_names_them() -> None:
    text = report(BY_ROOM)

    assert [each for each in headings(text) if each.startswith("## ")] == [
        "## Tiltak",
        "## Dekning",
        "## Rom 1",
        "## Rom 2 · Biblioteket",
        "## Rom 3",
        "## Rom 4",
    ]
    assert "Rom uten tekst: 7" in text


def test_the_report_speaks_the_outlines_language_and_leaves_the_answers_alone() -> None:
    text = report(replace(OUTLINE, language="nn"), "nn")

    assert "**Svar frå 4 av 5 rom**" in text
    assert "*Frå Granli:* Kulturskolen er alt inne" in text


def test_english_needs_no_catalogue() -> None:
    text = report(replace(OUTLINE, language="en"), "en")

    assert "**Answers from 4 of 5 rooms**" in text
    assert "- Made: 21 November 2026 at 14.20" in text


def test_one_dialogue_is_not_named_again_and_again() -> None:
    text = report(replace(OUTLINE, dialogues=OUTLINE.dialogues[:1]))

    assert "## 1. Hva er relevant?" in text


def test_a_seminar_without_questions_still_has_a_report() -> None:
    outline = replace(OUTLINE, dialogues=(ReportDialogue("Dialog 1", OUTLINE.dialogues[0].rooms),))

    assert "Rom uten tekst: 1–4, 7" in report(outline)


def test_the_file_is_stable_and_ends_with_a_newline() -> None:
    assert report(OUTLINE) == report(OUTLINE)
    assert report(OUTLINE).endswith("Møt oss igjen til høsten.\n")


def test_headings_are_headings_to_a_markdown_reader() -> None:
    parsed = MarkdownIt().parse(report(OUTLINE))

    assert sum(token.type == "heading_open" for token in parsed) == len(headings(report(OUTLINE)))
