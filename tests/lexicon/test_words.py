"""Both written forms of Norwegian, and every ending, are one word; what differs in sense is not."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.lexicon.letters import LONGEST, plain
from app.lexicon.texts import found_in, places, question
from app.lexicon.words import Why, asked, why, written

ALIKE = """
kulturskole kulturskule kulturskolen kulturskulen kulturskulane kulturskolene
kulturskole kulturskular kulturskoler Kulturskolens
skole skule skolen skulen skular skoler skolene skulane skula skola
grunnskole grunnskulen grunnskulane
kulturskolelærer kulturskulelærar kulturskulelærarane kulturskolelærerne
lærer lærar læreren læraren lærere lærarar lærerne lærarane
leder leiar lederen leiaren ledere leiarar lederne leiarane
deltaker deltakar deltakeren deltakaren deltakere deltakarar deltakerne deltakarane
innbygger innbyggar innbyggerne innbyggarane innbyggere innbyggarar
politiker politikar politikere politikarar politikerne politikarane
tjeneste teneste tjenesten tenesta tjenester tenester tjenestene tenestene
tjenesteområde tenesteområde tjenesteområdet tenesteområda tjenesteområder
tilbud tilbod tilbudet tilbodet tilbudene tilboda
kulturtilbud kulturtilbod kulturtilbudet kulturtilboda
mulighet moglegheit muligheten moglegheita muligheter moglegheiter mulighetene moglegheitene
mulig mogleg mulige moglege
sammenheng samanheng sammenhengen samanhengen sammenhenger samanhengar sammenhengene samanhengane
sammen saman
samarbeid samarbeidet samarbeida
utenforskap utanforskap utenforskapet utanforskapen
utenfor utanfor
oppgave oppgåve oppgaven oppgåva oppgaver oppgåver oppgavene oppgåvene
arbeidsoppgaver arbeidsoppgåver
virksomhet verksemd virksomheten verksemda virksomheter verksemder virksomhetene verksemdene
medvirkning medverknad medvirkningen medverknaden
virkemiddel verkemiddel
påvirke påverke påvirker påverkar
enhet eining enheten eininga enheter einingar enhetene einingane
enig einig enige einige
helhet heilskap helheten heilskapen
hel heil hele heile helt heilt
hjem heim
sykehjem sjukeheim sykehjemmet sjukeheimen
syk sjuk
sted stad steder stader stedet staden
arbeidssted arbeidsstad
vei veg veien vegen veier vegar veiene vegane
veiledning vegleiing rettleiing veiledningen rettleiinga
veileder vegleiar rettleiar
ledelse leiing ledelsen leiinga
kirke kyrkje kirken kyrkja kirker kyrkjer
bedre betre
forbedre forbetre
forbedring forbetring
løsning løysing løsningen løysinga løsninger løysingar løsningene løysingane
høring høyring høringen høyringa
kjøre køyre kjører køyrer
høy høg høye høge
høyskole høgskule høgskole
lav låg lave låge
lavterskeltilbud lågterskeltilbod
selv sjølv sjøl
selvstendig sjølvstendig
tegn teikn tegnet teiknet
kjennetegn kjenneteikn
innhold innhald innholdet innhaldet
forhold forhald
holde halde holder held
mangfold mangfald mangfoldet mangfaldet
hovedmål hovudmål
gammel gammal
fram frem
fremtid framtid fremtiden framtida
fremtidens framtidas
videregående vidaregåande
følge følgje følger følgjer
legge leggje
tenke tenkje tenker tenkjer
bygge byggje
styrke styrkje styrker styrkjer
rekkefølge rekkjefølgje
trenge trengje trenger
ønske ynskje ønskje ønsker ønskjer ynskjer
begynne byrje begynner byrjar
øke auke øker aukar
rolle rolla rollen roller rollene
ramme rammer rammar rammene
verdi verdier verdiar verdiene verdiane
kommune kommunen kommuner kommunar kommunene kommunane
kommunale kommunal kommunalt
offentlig offentleg offentlige offentlege
tydelig tydeleg tydelige tydelege
viktig viktige viktigere viktigare viktigst viktigaste
tidlig tidleg tidligere tidlegare
barnehage barnehagen barnehager barnehagar barnehagene barnehagane
barn born
bibliotek biblioteket biblioteka bibliotekene
frivillighet frivilligheit frivilligheten frivilligheita
fravær fråvær
hverandre kvarandre
hverdag kvardag
ikke ikkje
hva kva
hvem kven
hvordan korleis
hvorfor kvifor
noe noko
noen nokon nokre
jeg eg
dere dykk
en ein ei et eit
fra frå
valg val
uke veke uker veker
måned månad måneder månader
navn namn navnet namnet
bilde bilete bilder bildet biletet
målbilde målbilete
eier eigar eiere eigarar
eierskap eigarskap
egen eigen egne eigne
flere fleire
flertall fleirtal
språk språket språka språkene
rom rommet rommene romma
program programmet programmene programma
forskning forsking
sang song songar
spill spel
trygghet tryggleik
lek leik
håndverk handverk
erfaring erfaringer erfaringar erfaringa erfaringene
plan planen planer planar planene planane
opplæring opplæringen opplæringa
nettverk nettverket nettverka
prosjekt prosjektet prosjekter prosjekta prosjektene
ansvar ansvaret
økonomi økonomien
penger pengar pengene pengane
vedtak vedtaket vedtaka vedtakene
tiltak tiltaket tiltaka tiltakene
råd rådet råda rådene
rådgiver rådgjevar rådgivere rådgjevarar
lærerutdanning lærarutdanning
brukermedvirkning brukarmedverknad
deltakerkommune deltakarkommune deltagerkommunene
åpen open åpne opne åpent ope
åpning opning åpningen opninga
tilgang tilgong tilgangen
drøm draum drømmer draumar
bosted bustad
begrep omgrep begrepet omgrepet
søke søkje søker søkjer
fastsette fastsetje
gutt gut gutter gutar guttene gutane
skulle Skulle
ide idé ideer idéer
"""
APART = """
skole skulle
kommune kommunikasjon
lærer lager
hus høst
hode hjem
veg vegg
plan plass
kirke kirsebær
leder leter
rom råd
bå ba
ål al
år ar
før for
ås as
møte måte
"""


def lines(table: str) -> list[str]:
    return table.strip().splitlines()


def finds(one: str, other: str, *, typing: bool = False) -> Why | None:
    return why(written(other), asked(one, typing=typing))


@pytest.mark.parametrize("family", lines(ALIKE))
def test_a_word_finds_its_forms_in_both_written_forms(family: str) -> None:
    first, *others = family.split()

    assert [word for word in others if finds(first, word) not in (Why.EXACT, Why.FORM)] == []


@pytest.mark.parametrize("pair", lines(APART))
def test_different_words_stay_apart(pair: str) -> None:
    one, other = pair.split()

    assert finds(one, other) is None
    assert finds(other, one) is None


@pytest.mark.parametrize(
    ("part", "compound"),
    [
        ("oppvekst", "oppvekstplan"),
        ("oppvekst", "helhetlig-oppvekst"),
        ("skole", "kulturskule"),
        ("skular", "kulturskolen"),
        ("kulturskole", "kulturskolelærer"),
        ("lærar", "kulturskolelærerne"),
    ],
)
def test_a_part_of_a_compound_finds_it_and_says_so(part: str, compound: str) -> None:
    assert finds(part, compound) == Why.PART
    assert finds(compound, part) is None


@pytest.mark.parametrize(
    ("word", "other"),
    [("Karasjohka", "Kárášjohka"), ("Muller", "Müller"), ("Bjork", "Björk"), ("Bjørk", "Björk")],
)
def test_letters_are_found_with_and_without_their_marks(word: str, other: str) -> None:
    assert finds(word, other) == Why.EXACT
    assert finds(other, word) == Why.EXACT


@pytest.mark.parametrize(("one", "other"), [("på", "pa"), ("Hå", "ha"), ("bør", "bor")])
def test_norwegian_letters_are_letters_of_their_own(one: str, other: str) -> None:
    assert finds(one, other) is None


def test_a_noun_is_not_hidden_by_a_form_that_is_spelled_as_it_is() -> None:
    assert finds("kor", "korene") == Why.FORM
    assert finds("kor", "hvor") is None
    assert finds("planet", "planeten") == Why.FORM
    assert finds("plan", "planet") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("ble", "blir"), ("fekk", "får"), ("orkester", "orkestra"), ("teatra", "teater")],
)
def test_a_form_that_one_list_takes_for_a_word_is_found_as_a_form(one: str, other: str) -> None:
    assert finds(one, other) == Why.FORM


def test_the_beginning_of_a_word_counts_only_while_it_is_typed() -> None:
    assert finds("kul", "kulturskole") is None
    assert finds("kul", "kulturskole", typing=True) == Why.BEGINNING


@pytest.mark.parametrize(
    "other",
    ["Kulturskule", "KULTURSKOLE", "kultur\u00adskole", "kultur\u200bskulen", "ｋulturskole"],
)
def test_how_a_word_is_written_does_not_matter(other: str) -> None:
    assert finds("kulturskole", other) in (Why.EXACT, Why.FORM)


@pytest.mark.parametrize("text", ["håp på blå ås", "Tromsø Málatvuopmi", "æ ø å"])
def test_letters_in_one_piece_or_two_are_the_same(text: str) -> None:
    assert plain(unicodedata.normalize("NFD", text)) == plain(text)


def test_marks_without_end_are_read_as_few_are() -> None:
    assert plain("skole" + "\u0315\u0300" * 100_000) == "skole"


def test_a_question_is_not_narrowed_by_small_words() -> None:
    asked_for = question("samarbeid med barnehagen og skolen, samarbeid")

    assert [word.text for word in asked_for] == ["samarbeid", "barnehagen", "skolen"]
    assert [word.text for word in question("til og med")] == ["til", "og", "med"]


@pytest.mark.parametrize("text", ["", " ", "–?!", "\u0301"])
def test_a_question_without_words_asks_for_nothing(text: str) -> None:
    assert question(text) == []


def test_a_compound_that_was_taken_apart_is_marked_whole() -> None:
    assert found_in("Vår oppvekst plan er god", question("oppvekstplan")) == [(4, 17)]


@given(st.text(st.characters(codec=None)) | st.text("skuleoåÅaA ´\u030a\u00ad½ﬁ²-_'\n"))
@example("ſ ŉ ﷺ ᾳ ㎢")
@example("a" * 10_000)
def test_any_text_is_read_and_finds_itself(text: str) -> None:
    for place in places(text):
        terms = {*place.word.spellings, *place.word.keys, *place.word.parts}
        assert all(re.fullmatch(r"\w+", term) and "_" not in term for term in terms)
        assert all(len(term) <= 6 * LONGEST for term in terms)
        word = text[place.start : place.end]
        if place.word.spellings:
            assert finds(word, word) == Why.EXACT


@pytest.mark.parametrize(
    ("asked_for", "text"),
    [
        ("Nord-Aurdal", "Vi i Nord Aurdal vil mer"),
        ("Nord-Aurdal", "Nord - Aurdal: mer tid"),
        ("Nord Aurdal", "Nord-Aurdal"),
        ("Sør-Varanger", "sør varanger"),
        ("oppvekst-plan", "oppvekst - plan"),
    ],
)
def test_hyphens_and_spaces_inside_a_name_do_not_matter(asked_for: str, text: str) -> None:
    assert found_in(text, question(asked_for))


@pytest.mark.parametrize(
    ("asked_for", "text"),
    [
        ("eng", "England"),
        ("nes", "neste"),
        ("nes", "nesten"),
        ("vei", "veiledning"),
        ("slag", "idrettslag"),
        ("utfor", "utfordring"),
        ("flere", "mange"),
    ],
)
def test_what_only_looks_like_a_part_is_none(asked_for: str, text: str) -> None:
    assert not found_in(text, question(asked_for))


@pytest.mark.parametrize(
    ("asked_for", "text"),
    [
        ("mange", "flere"),
        ("mange", "fleire"),
        ("få", "færre"),
        ("se", "så"),
        ("lag", "idrettslag"),
        ("lys", "lysutstyr"),
        ("rett", "rettar"),
        ("senter", "sentre"),
        ("ligge", "ligg"),
        ("bruke", "brukar"),
        ("bruker", "brukar"),
        ("teste", "testar"),
        ("test", "testar"),
        ("klippe", "klippar"),
        ("grille", "grillar"),
        ("omstarte", "omstartar"),
        ("sjekke", "sjekkar"),
    ],
)
def test_no_other_word_of_the_same_spelling_hides_a_form(asked_for: str, text: str) -> None:
    assert found_in(text, question(asked_for))


@pytest.mark.parametrize(
    ("question", "word"), [("eldre", "eldste"), ("bedre", "best"), ("yngre", "yngst")]
)
def test_a_comparative_that_is_a_word_of_its_own_finds_its_superlative(
    question: str, word: str
) -> None:
    assert why(written(word), asked(question)) is not None


@pytest.mark.parametrize("place", ["Hå", "Bø", "Ål", "Lund", "hå"])
def test_a_place_is_found_in_the_genitive_though_another_word_is_spelled_like_it(
    place: str,
) -> None:
    assert why(written(f"{place.title()}s"), asked(place)) is Why.FORM


@pytest.mark.parametrize(("question", "word"), [("Hå", "hås"), ("Han", "Hans"), ("Mos", "Moss")])
def test_no_name_is_taken_for_anothers_genitive(question: str, word: str) -> None:
    assert why(written(word), asked(question)) is None
