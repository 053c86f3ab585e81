"""Both written forms of Norwegian, and every ending, are one term; what differs in sense is not."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.reading.fold import fold, fold_query
from app.reading.spelling_variants import PARTS, WORDS

ALIKE = """
kulturskole kulturskule kulturskolen kulturskulen kulturskulane kulturskolene
kulturskuler kulturskular kulturskoler Kulturskolens kulturskole
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
sang song sanger songar
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
skole skolt
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


@pytest.mark.parametrize("family", lines(ALIKE))
def test_forms_of_one_word_are_one_term(family: str) -> None:
    terms = {word: fold(word) for word in family.split()}

    assert len({tuple(term) for term in terms.values()}) == 1, terms


@pytest.mark.parametrize("pair", lines(APART))
def test_different_words_stay_apart(pair: str) -> None:
    one, other = pair.split()

    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "written",
    ["Kulturskule", "KULTURSKOLE", "kultur\u00adskole", "kultur\u200bskulen", "ｋulturskole"],
)
def test_how_a_word_is_written_does_not_matter(written: str) -> None:
    assert fold(written) == fold("kulturskole")


@pytest.mark.parametrize("text", ["håp på blå ås", "Tromsø Málatvuopmi", "æ ø å"])
def test_letters_in_one_piece_or_two_are_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_marks_without_end_are_folded_as_few_are() -> None:
    assert fold("skole" + "\u0315\u0300" * 100_000) == fold("skole")


def test_a_ring_is_part_of_its_letter() -> None:
    assert fold("på") == ["på"]
    assert fold("gård") != fold("gard")


def test_every_word_gives_one_term_in_its_place() -> None:
    assert fold("Vi treng fleire lærarar – i 3 av 5 kulturskular!") == [
        *fold("vi"),
        *fold("trenger"),
        *fold("flere"),
        *fold("lærere"),
        "i",
        "3",
        "av",
        "5",
        *fold("kulturskoler"),
    ]


def test_a_query_is_not_narrowed_by_small_words() -> None:
    assert fold_query("samarbeid med barnehagen og skolen, samarbeid") == fold(
        "samarbeid barnehage skole"
    )


def test_a_query_of_small_words_alone_is_still_a_query() -> None:
    assert fold_query("til og med") == fold("til og med")


@pytest.mark.parametrize("query", ["", " ", "–?!", "\u0301"])
def test_a_query_without_words_asks_for_nothing(query: str) -> None:
    assert fold_query(query) == []


@given(st.text(st.characters(codec=None)) | st.text("skuleoåÅaA ´\u030a\u00ad½ﬁ²-_'\n"))
@example("ſ ŉ ﷺ ᾳ ㎢")
@example("a" * 10_000)
def test_any_text_is_folded_to_plain_terms(text: str) -> None:
    for term in fold(text):
        assert re.fullmatch(r"\w+", term)
        assert len(term) <= 80
    assert set(fold_query(text)) <= set(fold(text))


@given(st.lists(st.sampled_from(re.findall(r"\w+", ALIKE + APART)), max_size=8))
def test_a_word_is_folded_the_same_in_any_company(words: list[str]) -> None:
    assert fold(" ".join(words)) == [term for word in words for term in fold(word)]


@pytest.mark.parametrize("table", [WORDS, PARTS])
def test_each_line_of_the_tables_is_a_form_and_its_fellow(table: str) -> None:
    pairs = [line.split() for line in lines(table)]

    assert all(len(pair) == 2 for pair in pairs)
    assert len({form for form, _ in pairs}) == len(pairs)
