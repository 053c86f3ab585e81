"""Invented Norwegian sentences and place names, the same for the same seed."""

from random import Random
from typing import Literal

Language = Literal["nb", "nn"]

_WHO = {
    "nb": "Korpset|Biblioteket|Rektor|Ungdomsrådet|Elevene|Lærerne|Frivilligsentralen|Foreldrene"
    "|Kommunen|Teatergruppa|Småtrinnet|Koret|Helsestasjonen|Nabobygda|Vaktmesteren",
    "nn": "Korpset|Biblioteket|Rektor|Ungdomsrådet|Elevane|Lærarane|Frivilligsentralen|Foreldra"
    "|Kommunen|Teatergruppa|Småtrinnet|Koret|Helsestasjonen|Nabobygda|Vaktmeisteren",
}
_DOES = {
    "nb": "trenger|deler|savner|ønsker|bygger på|har begynt med|kan ta ansvar for|mangler|bruker"
    "|snakker for lite om|vil prøve|spør etter",
    "nn": "treng|deler|saknar|ønskjer|byggjer på|har byrja med|kan ta ansvar for|manglar|bruker"
    "|snakkar for lite om|vil prøve|spør etter",
}
_WHAT = {
    "nb": "et fast rom om ettermiddagen|en plan som varer i fire år|felles øving|skyss hjem"
    "|instrumenter til utlån|en voksen som alle kjenner|lavere pris|tid til de yngste"
    "|åpne dører i høstferien|en scene ute|flere språk på plakaten|møter uten saksliste",
    "nn": "eit fast rom om ettermiddagen|ein plan som varer i fire år|felles øving|skyss heim"
    "|instrument til utlån|ein vaksen som alle kjenner|lågare pris|tid til dei yngste"
    "|opne dører i haustferien|ei scene ute|fleire språk på plakaten|møte utan sakliste",
}
_WHY = {
    "nb": "||, også om vinteren| før penger deles ut|, for det når flere barn| sammen med skolen"
    "|, og det tåler å bli prøvd| i to år til| når bussen går| slik vi sa i fjor",
    "nn": "||, også om vinteren| før pengar blir delte ut|, for det når fleire barn"
    "| saman med skulen|, og det toler å bli prøvd| i to år til| når bussen går| slik vi sa i fjor",
}
_AWKWARD = (
    "{} 🎵",
    "{} 👩‍🏫🇳🇴",
    "«{}»",
    "=1+1 {}",
    "- {}",
    "+ {}",
    "@kulturhuset: {}",
    "# {}",
    "3. {}",
    "{} <b>ikke fet</b> &amp; slikt",
    "{} *stjerne* _strek_ `kode`",
    "{} [ikke lenke](x) | delt \\ strek",
    "{} café med løs aksent: cafe\u0301",
    "{} 50 % + 2 °C – «så»",
    "{} {{{{ikke mal}}}} {{0}}",
    "{} dobbelt  mellomrom",
)
_FIRST = "Alm|Berg|Dal|Elve|Furu|Grøn|Hav|Is|Klove|Lyng|Myr|Nord|Os|Rav|Skog|Tind|Ulv|Vår|Øy|Å"
_LAST = "vik|bygd|nes|sund|fjell|heim|stad|voll|dalen|øya|vatn|land"


def sentence(random: Random, language: Language) -> str:
    """One plain sentence, 20 to 90 characters."""
    words = [random.choice(table[language].split("|")) for table in (_WHO, _DOES, _WHAT, _WHY)]
    return f"{words[0]} {words[1]} {words[2]}{words[3]}."


def note(random: Random, language: Language) -> str:
    """One or two sentences; one in five holds what escaping, counting or sorting may trip on."""
    text = " ".join(sentence(random, language) for _ in range(random.choice((1, 1, 2))))
    return random.choice(_AWKWARD).format(text) if random.random() < 0.2 else text


def places(random: Random, count: int) -> list[str]:
    """`count` different names of places that do not exist."""
    names = [first + last for first in _FIRST.split("|") for last in _LAST.split("|")]
    random.shuffle(names)
    rounds = range(1 + count // len(names))
    return [f"{name} {turn + 1}" if turn else name for turn in rounds for name in names][:count]
