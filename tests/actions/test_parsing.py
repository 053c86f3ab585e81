"""An action is read as people write it, and nothing that they wrote is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.actions.dates import due
from app.actions.parsing import FIELDS, action, actions
from app.documents.text import Line, Run

TODAY = date(2026, 11, 27)


def day(year: int, month: int, day: int) -> tuple[date, date]:
    return date(year, month, day), date(year, month, day)


@pytest.mark.parametrize(
    ("text", "words", "days"),
    [
        ("vår 2027", "vår 2027", (date(2027, 3, 1), date(2027, 5, 31))),
        ("Vi ses hausten 2027, da", "hausten 2027", (date(2027, 9, 1), date(2027, 11, 30))),
        ("uke 38", "uke 38", (date(2027, 9, 20), date(2027, 9, 26))),
        ("innan veke 5, 2028", "innan veke 5, 2028", (date(2028, 1, 31), date(2028, 2, 6))),
        ("innen 1.2.", "innen 1.2.", day(2027, 2, 1)),
        ("1.2.28", "1.2.28", day(2028, 2, 1)),
        ("15/3 2027", "15/3 2027", day(2027, 3, 15)),
        ("senest 1. desember", "senest 1. desember", day(2026, 12, 1)),
        ("3. mai", "3. mai", day(2027, 5, 3)),
        ("by 3 March", "by 3 March", day(2027, 3, 3)),
        ("2027-02-01", "2027-02-01", day(2027, 2, 1)),
        (
            "innen utgangen av mai 2027",
            "innen utgangen av mai 2027",
            (date(2027, 5, 1), date(2027, 5, 31)),
        ),
        ("i januar", "i januar", (date(2027, 1, 1), date(2027, 1, 31))),
        ("i 2028", "i 2028", (date(2028, 1, 1), date(2028, 12, 31))),
        ("29.2.", "29.2.", day(2028, 2, 29)),
        ("vinter 2027", "vinter 2027", (date(2026, 12, 1), date(2027, 2, 28))),
        ("27. november", "27. november", day(2026, 11, 27)),
        ("Vi møtes i vår", "i vår", (date(2027, 3, 1), date(2027, 5, 31))),
        ("I vår starter vi", "I vår", (date(2027, 3, 1), date(2027, 5, 31))),
        ("vår", "vår", (date(2027, 3, 1), date(2027, 5, 31))),
        ("We meet in the fall", "in the fall", (date(2026, 9, 1), date(2026, 11, 30))),
    ],
)
def test_a_time_is_the_days_that_its_words_mean(
    text: str, words: str, days: tuple[date, date]
) -> None:
    found = due(text, TODAY)
    assert found is not None
    assert (found.words, (found.first, found.last)) == (words, days)


@pytest.mark.parametrize(
    "text",
    [
        *("", "31.2.", "99.99.99", "uke 60", "kl. 14.20", "2027", "Spør 3 skoler", "snart"),
        *("1.13.2027", "i vår kommune", "Vår nye plan", "i så fall", "Det er vår oppgave"),
    ],
)
def test_what_is_no_day_is_no_time(text: str) -> None:
    assert due(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Hvem: Rektor. Hva: Kaller inn til møte. Når: uke 38. Trenger: lokale",
            ("Rektor", "Kaller inn til møte.", "uke 38.", "lokale"),
        ),
        ("Kven: Skulen\nKva: Øving\nNår: vår 2027", ("Skulen", "Øving", "vår 2027", "")),
        (
            "Kulturskolen – lager årshjul – innen 1.2. – penger",
            ("Kulturskolen", "lager årshjul", "innen 1.2.", "penger"),
        ),
        ("Granli | inviterer naboene", ("Granli", "inviterer naboene", "", "")),
        ("Vi lager et årshjul - vår 2027", ("", "Vi lager et årshjul", "vår 2027", "")),
        ("Kari: ringer Granli i uke 2", ("Kari", "ringer Granli i uke 2", "i uke 2", "")),
        ("Møtes i uke 5 for å planlegge", ("", "Møtes i uke 5 for å planlegge", "i uke 5", "")),
        ("Ansvar: Fjellvik, Granli\nFrist: 1.2.", ("Fjellvik, Granli", "", "1.2.", "")),
        ("Når: snart", ("", "", "snart", "")),
        ("Kl 14: alle møtes", ("", "Kl 14: alle møtes", "", "")),
        ("a – b – c – d – e", ("", "a – b – c – d – e", "", "")),
        ("Det blir spennende :-)", ("", "Det blir spennende :-)", "", "")),
        ("Hvem følger opp: rektor i Granli", ("", "Hvem følger opp: rektor i Granli", "", "")),
        ("- Granli: øver mer", ("Granli", "øver mer", "", "")),
        ("• Øve mer", ("", "Øve mer", "", "")),
        ("Ansvar: Fjellvik m.fl. Frist: 1.2.", ("Fjellvik m.fl.", "", "1.2.", "")),
        (
            "Vi må alle være med på dette. Det er viktig – ellers stopper det",
            ("", "Vi må alle være med på dette. Det er viktig – ellers stopper det", "", ""),
        ),
        (
            "Granli – øver – og så må vi se hvordan det går med alle andre etter hvert",
            (
                "",
                "Granli – øver – og så må vi se hvordan det går med alle andre etter hvert",
                "",
                "",
            ),
        ),
        (
            "Lage plan for barne- og ungdomsarbeid",
            ("", "Lage plan for barne- og ungdomsarbeid", "", ""),
        ),
    ],
)
def test_an_action_is_read_with_labels_with_dashes_or_as_it_stands(
    text: str, fields: tuple[str, ...]
) -> None:
    said = action(text, TODAY)
    assert tuple(getattr(said, name) for name in FIELDS) == fields


@pytest.mark.parametrize(
    ("text", "who", "when"),
    [
        ("Søke om midler", "", ""),
        ("Søkje midlar saman", "", ""),
        ("Å få med politikerne", "", ""),
        ("Støtte lærerne", "", ""),
        ("Finne naturlige møtepunkter", "", ""),
        ("Invitere inn samarbeidspartnere – få innspill", "", ""),
        ("Vi skal invitere ungdomsrådet", "", ""),
        ("Vi rydder i havna", "", ""),
        ("Rektor møter foreldrene", "", ""),
        ("Skulesjefen og rektor tek kontakt", "Skulesjefen og rektor", ""),
        ("Vi skriv ein søknad", "", ""),
        ("Rektor skal invitere ungdomsrådet", "Rektor", ""),
        ("Kultursjefen og rektor tar dette videre. Det er fint", "Kultursjefen og rektor", ""),
        ("Folkehelsekoordinatoren som drar arbeidet vidare", "Folkehelsekoordinatoren", ""),
        ("Rektor tek ansvaret", "Rektor", ""),
        ("Kultursjefen, før påske", "", "før påske"),
        ("Det må vi se nærmere på neste måned", "", "på neste måned"),
        ("The head will invite everybody", "The head", ""),
        ("Hva: Møte med rektor", "", ""),
        ("What: A meeting", "", ""),
        ("Vi må snakke med skolene", "", ""),
        ("Me bør òg invitere foreldra", "", ""),
        ("Rektor må invitere ungdomsrådet", "Rektor", ""),
        ("Finn Hansen – ordner buss", "Finn Hansen", ""),
        ("Skriv brev til politikerne", "", ""),
        ("Lag en plan", "", ""),
        ("Call the schools", "", ""),
        ("We should also write to the mayor", "", ""),
    ],
)
def test_a_note_is_an_action_where_it_says_who_or_when_or_what_is_done(
    text: str, who: str, when: str
) -> None:
    said = action(text, TODAY)
    assert (said.free, said.who, said.when) == (False, who, when)


@pytest.mark.parametrize(
    "text",
    [
        "Gode verktøy",
        "Støtte fra ledelsen",
        "Møte med rektor",
        "Bedre samarbeid",
        "Være med i et prosjekt",
        "Kulturskolen må bli synlig",
        "Flere møter",
        "Kommunens planer",
        "Vi trenger penger",
        "Endring ligger i den enkelte",
        "Lærerne underviste på skolen før",
        "Det er viktig at alle skal være med",
        "Vi avventer staten – så får vi se",
        "Vi skal være gode på dette",
        "Hvem tar ballen videre hos oss?",
        "Granli: Hva kan vi gjøre?",
        "Granli: Kulturskolen er viktig",
        "Granli – vi må bli synlige",
        "Rektors ansvar å drøfte dette i vår kommune",
        "",
    ],
)
def test_an_answer_that_says_none_of_these_is_free_text(text: str) -> None:
    said = action(text, TODAY)
    assert said.free
    assert not said.when


def test_a_name_above_list_items_says_who_does_what_they_say() -> None:
    text = ["Granli:", "- øver mer", "- Rektor: kaller inn", "- Vi er nye", "Vi ses igjen"]
    text.append("Fjellvik:")
    found = list(actions(notes(text), TODAY))

    assert [(said.who, said.what) for _, said in found] == [
        ("Granli", "øver mer"),
        ("Rektor", "kaller inn"),
        ("", "Vi er nye"),
        ("", "Vi ses igjen"),
        ("", "Fjellvik:"),
    ]


def test_a_heading_that_asks_is_nobody() -> None:
    found = list(actions(notes(["Hvem tar ballen videre?:", "- kulturskolen"]), TODAY))

    assert [(said.who, said.what) for _, said in found] == [("", "kulturskolen")]


def notes(texts: list[str]) -> list[Line]:
    return [Line(None, None, 0, "", (Run(text),)) for text in texts]


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(["Hvem:", "Når:", "–", "uke 5", "1.2.", "Gol", "\n", ";", "31.2."]),
        max_size=12,
    ).map(" ".join)
)
def test_no_word_of_a_note_is_lost_whatever_it_says(text: str) -> None:
    said = action(text, TODAY)
    told = " ".join(getattr(said, name) for name in FIELDS)
    labels = {"hvem", "kven", "hva", "kva", "når", "trenger"}
    wanted = {word for word in words_of(text) if word not in labels}
    assert wanted <= set(words_of(told))


def words_of(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.lower()).split()
