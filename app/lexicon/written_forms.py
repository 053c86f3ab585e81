"""Nynorsk and bokmål spellings of the same word, for those that no word list brings together.

Each line is a form and the form that stands for both, which need not be the better one: a search
must only say the same for the two.
"""

import re

# Whole words: small words, and those whose forms have too little in common.
WORDS = """
ikkje ikke
kva hva
kven hvem
kvifor hvorfor
korleis hvordan
noko noe
nokon noen
nokre noen
mykje mye
meir mer
eg jeg
ho hun
me vi
dei de
dykk dere
dykkar deres
ein en
ei en
eit en
et en
annan annen
anna annen
annet annen
vere være
vore vært
vart ble
blei ble
gjere gjøre
gjer gjør
gje gi
gjev gir
sjå se
seie si
seier sier
kome komme
kjem kommer
tek tar
veit vet
meine mene
meiner mener
velje velge
val valg
tal tall
veke uke
fleire flere
vidaregåande videregående
kjenneteikn kjennetegn
opne åpne
rettleiing veiledning
rettleiinga veiledningen
verd verden
heil hel
eigen egen
veg vei
auke øke
berre bare
frå fra
open åpen
gut gutt
då da
difor derfor
anten enten
medan mens
sidan siden
"""

# Parts of words, wherever they stand; ^ is the beginning of a word, (?!g) is "but not before g".
PARTS = """
skul skol
tenest tjenest
tilbod tilbud
forbod forbud
anbod anbud
bodskap budskap
gåv gav
verksemd virksomhet
verknad virkning
verk virk
mogleg mulig
mogeleg mulig
heit het
heilskap helhet
tryggleik trygghet
kjærleik kjærlighet
leik lek
heil hel
einskild enkelt
einskap enhet
eining enhet
einig enig
åleine alene
eigen egen
eigar eier
eigedom eiendom
meining mening
^meir mer
fleirtal flertall
fleir fler
^sein sen
breidd bredd
teikn tegn
^born barn
vaksen voksen
vaksn voksn
heim hjem
stad sted
veg(?!g) vei
kyrkj kirk
leiing ledelse
leiar leder
vegleiing veiledning
vegleiar veileder
vegleie veilede
rettleiing veiledning
rettleiar veileder
gjev giv
hald hold
fald fold
gammal gammel
hovud hoved
sjølv selv
sjøl selv
høg høy
låg lav
sjuk syk
mjuk myk
løysing løsning
løys løs
køyr kjør
høyring høring
tilhøyr tilhør
betr bedr
spel spill
song sang
forsking forskning
rekn regn
kjeld kild
straum strøm
draum drøm
jarn jern
ljos lys
ljod lyd
laup løp
hjart hjert
røyr rør
sylv sølv
bylgj bølg
bylg bølg
fylgj følg
fylg følg
fyrst først
idrott idrett
marknad marked
omgrep begrep
bustad bosted
kjøken kjøkken
vindauge vindu
søkj søk
telj tell
skilj skill
lærar lærer
brukar bruker
deltakar deltaker
innbyggar innbygger
arbeidar arbeider
meister mester
ulukk ulykk
morgon morgen
naud nød
skåp skap
opn åpn
gong gang
klår klar
gamal gammel
vald vold
semd somhet
nykel nøkkel
setj sett
løns lønns
vatn vann
namn navn
handverk håndvirk
bilet bild
billed bild
byrj begynn
ynskj ønsk
ønskj ønsk
deltag deltak
saman sammen
utan uten
innan innen
ovan oven
nedan neden
vidare videre
^kvar hver
^frå fra
fremmed framand
frem fram
noreg norge
månad måned
måndag mandag
laurdag lørdag
sundag søndag
^haust høst
sommar sommer
sumar sommer
kkj kk
ggj gg
lgj lg
nkj nk
ngj ng
rkj rk
rgj rg
"""

# Ends of lemmas, with the class they have in bokmål: trengja, trengje and trenge; politikar.
ENDINGS = (
    ("kja", "ke", "2"),
    ("gja", "ge", "2"),
    ("kje", "ke", "2"),
    ("gje", "ge", "2"),
    ("ja", "e", "2"),
    ("je", "e", "2"),
    ("a", "e", "2"),
    ("ast", "es", "2"),
    ("ar", "er", "1"),
    ("heit", "het", "1"),
    ("leik", "het", "1"),
    ("leg", "lig", "3"),
    ("sam", "som", "3"),
    ("al", "el", "3"),
)

COMPOUNDS = frozenset({"allsang", "barnehage", "fotball", "håndball", "folkehøgskole"})
"""Compounds although the dictionary tells an origin of the whole."""

WORD_PAIRS = dict(line.split() for line in WORDS.split("\n") if line)
_PATTERNS = dict(line.split() for line in PARTS.split("\n") if line)
_PART = re.compile("|".join(sorted(_PATTERNS, key=len, reverse=True)))
_OTHER = {re.sub(r"\^|\(.*\)", "", pattern): part for pattern, part in _PATTERNS.items()}


def respelled(word: str) -> str:
    """A plain word as the other written form would spell it: a guess, to be looked up."""
    return WORD_PAIRS.get(word) or _PART.sub(lambda part: _OTHER[part[0]], word)


def lemmas_like(word: str) -> list[tuple[str, str]]:
    """How bokmål may end a lemma of nynorsk, each with the class that it would have."""
    spellings = dict.fromkeys((word, respelled(word)))
    return [
        (spelling.removesuffix(end) + other, word_class)
        for spelling in spellings
        for end, other, word_class in ENDINGS
        if spelling.endswith(end)
    ]


# Forms that no list has, as the base they would be of: hagar, politikarane.
FORMS = (
    ("arane", "er"),
    ("arane", "ar"),
    ("arar", "er"),
    ("arar", "ar"),
    ("aren", "er"),
    ("ar", "er"),
    ("ane", "e"),
    ("ane", ""),
    ("ar", "e"),
    ("ar", ""),
    ("ene", "e"),
    ("ene", ""),
    ("er", "e"),
    ("er", ""),
    ("en", "e"),
    ("en", ""),
    ("et", "e"),
    ("et", ""),
    ("ret", "er"),
    ("a", "e"),
    ("a", ""),
    ("inga", "ing"),
    ("ingane", "ing"),
    ("ingar", "ing"),
    ("legare", "lig"),
    ("legast", "lig"),
    ("lege", "lig"),
    ("leg", "lig"),
)


def bases(form: str) -> list[str]:
    """What the base of an unknown noun or adjective may be."""
    return [form.removesuffix(end) + base for end, base in FORMS if form.endswith(end)]
