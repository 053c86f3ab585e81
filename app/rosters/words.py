"""The words of a line of headings, in the languages that lists come in."""

import re

ROOM_WORDS = {
    *("rom", "romnr", "romnummer", "room", "roomno", "roomnumber", "bord"),
    *("gruppe", "gruppenr", "grupperom", "group", "breakoutroom", "preassignroomname"),
}
COUNT_WORDS = {"nr", "nummer", "number"}
"""Of the room, or only of the line where another column is called by the room."""
NUMBER_WORDS = ROOM_WORDS | COUNT_WORDS
ROOM_NAME = re.compile(
    r"(breakout)?(romnavn|romnamn|roomname|romtittel|roomtitle)|(gruppe|group)(navn|namn|name)|"
    r"(navn|namn)(på)?(rom(met)?|grupp(e|a|en))|nameof(the)?(room|group)"
)
ANY_NAME = {"navn", "namn", "name", "tittel", "title"}
KNOWN = ANY_NAME | COUNT_WORDS
PERSON = re.compile(
    r"(for|etter|full|fulle?t)(navn|namn)|(first|last|full|sur|display)name|person\w*|"
    r"ansatt|deltaker(navn)?|deltakarnamn|participantname|name\w+name"
)
MAIL = re.compile(r"(user)?e?(mail|post)\w*")
ORGANISATIONS = (
    *("kommun", "skole", "skule", "organi", "virksomhet", "verksemd", "municipal", "school"),
)
MEMBERS = ("deltak", "deltag", "medlem", "member", "participant", "gruppemedlem")
# What lists tell of people beside their names; it is never a member, and some of it is nobody's
# business.
OF_PEOPLE = re.compile(
    r"(telefon|mobil|tlf|phone|cell|allergi|allergy|diet|kosthold|stilling|yrke|jobtitle)\w*|"
    r"mat|food|rolle|funksjon|verv|position|role|job|alder|age|kjønn|gender"
)
REMARKS = re.compile(
    r"(merknad|kommentar|notat|comment|remark|note)\w*|dato|date|"
    r"\w*(tid|time|timestamp|stempel)|(user|bruker|brukar)?(action|handling)|\w*tidspunkt|id|(first|last)(join|leave)|(første|siste)\w+|inmeeting\w*|"
    r"(participant|deltaker|deltakar)id\w*|upn|(antal|duration|varighet|guest|gjest|status|samtykke)\w*|\w+(nr|nummer|number|kode|code)"
)
# Without a column of numbers a line is a line of headings only when every word of it is one.
SURELY_MEMBERS = re.compile(
    r"deltak(ere?|arar?)|medlem(mer|mar)?|kommun(er?|ar)|sk[ou]l(er?|ar)|members?|participants?|"
    r"municipalit(y|ies)|schools?|organi[sz]ations?|organisasjon(er|ar)?"
)


def heading_key(heading: str) -> str:
    return re.sub(r"\W", "", heading.casefold())
