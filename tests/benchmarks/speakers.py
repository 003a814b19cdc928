"""What it costs to recognise 100,000 names, and how well: `python -m tests.benchmarks.speakers [NAMES]`.

The names are made: given names of the project's list before surnames put together from syllables, some common, most
rare. A fifth of them are planted spellings of others (initials, accents, order, particles, transliteration, short
names), with the same role in seven of ten, if there is one; one in a hundred names is borne by two people of two
worlds. Three names speak in an article. Recall is over the planted pairs, precision over all pairs that were joined.
"""

import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations, islice

from extract.model import SpeakerMention
from extract.speakers.across import cluster
from extract.speakers.lexicon import given_names
from extract.speakers.names import nicknames

SEED = 20261122
ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr r s sch st t tr v w z"
VOWELS = "a e i o u au ei ie"
CODAS = "n r l s t ck nd rt ng mm ll sky ov ez ini eau ard"
COMMON = "Marlowe Bergson Tarrant Quillan Fournelle Halden Okorie Varganis Lindhal Castellan Brandt Mirelle"
PARTICLES = ["de", "van", "al-", "bin", "el "]
WORLDS = {
    "politics": ["mayor of {}", "senator for {}", "minister", "governor of {}"],
    "sport": ["goalkeeper of {}", "coach", "striker"],
    "arts": ["painter", "singer", "novelist from {}"],
    "health": ["surgeon at {} hospital", "nurse", "cardiologist"],
    "craft": ["baker in {}", "plumber", "carpenter"],
    "land": ["farmer near {}", "beekeeper"],
}
ACCENTS = str.maketrans("aeiou", "áéíóú")
SOUNDS = [("k", "q"), ("ou", "u"), ("ch", "tch"), ("ll", "l"), ("mm", "m"), ("ie", "i"), ("ck", "k"), ("o", "ou")]
PLANTED, HOMONYMS, AGREEING, ROLED = 0.2, 0.01, 0.7, 0.6
Spelling = Callable[[random.Random, str, str], str | None]


def one_of(dice: random.Random, words: str) -> str:
    return dice.choice(words.split())


def accented(dice: random.Random, given: str, surname: str) -> str | None:
    return f"{given} {surname.translate(ACCENTS)}"


def with_initial(dice: random.Random, given: str, surname: str) -> str | None:
    return f"{given} {dice.choice('ABCDEFGHJKLMNPRSTW')}. {surname}"


def turned(dice: random.Random, given: str, surname: str) -> str | None:
    return f"{surname}, {given}" if dice.random() < 0.5 else f"{surname.upper()} {given}"


def shouted(dice: random.Random, given: str, surname: str) -> str | None:
    return f"{given} {surname}".upper()


def with_particle(dice: random.Random, given: str, surname: str) -> str | None:
    particle = dice.choice(PARTICLES)
    return f"{given} {particle}{'' if particle.endswith(('-', ' ')) else ' '}{surname}"


def transliterated(dice: random.Random, given: str, surname: str) -> str | None:
    fits = [(a, b) for a, b in SOUNDS if a in surname[1:]]
    a, b = dice.choice(fits) if fits else ("", "")
    return f"{given} {surname[0]}{surname[1:].replace(a, b)}" if a else None


def initials(dice: random.Random, given: str, surname: str) -> str | None:
    return f"{given[0]}. {surname}"


def shortened(dice: random.Random, given: str, surname: str) -> str | None:
    fits = [short for short, names in nicknames().items() if given.lower() in names]
    return f"{dice.choice(fits).capitalize()} {surname}" if fits else None


SPELLINGS: list[Spelling] = [
    accented,
    with_initial,
    turned,
    shouted,
    with_particle,
    transliterated,
    initials,
    shortened,
]


def surnames(dice: random.Random) -> Iterator[str]:
    """Yield surnames, one in twelve a common one."""
    while True:
        if dice.random() < 1 / 12:
            yield one_of(dice, COMMON)
        else:
            parts = [one_of(dice, ONSETS) + one_of(dice, VOWELS) for _ in range(dice.choice((1, 2, 2)))]
            yield ("".join(parts) + one_of(dice, ONSETS) + one_of(dice, VOWELS) + one_of(dice, CODAS)).capitalize()


def role(dice: random.Random, world: str) -> str:
    return dice.choice(WORLDS[world]).format(one_of(dice, COMMON) + "ville")


def made(count: int) -> tuple[list[SpeakerMention], dict[str, int], dict[str, str]]:
    """Return mentions of `count` names, who is meant by each (by attribution), and how each planted one was spelled."""
    dice = random.Random(SEED)
    givens = sorted(name.capitalize() for name in given_names() if name.isalpha() and len(name) > 3)
    seen: set[str] = set()
    mentions: list[SpeakerMention] = []
    person_of: dict[str, int] = {}
    planted: dict[str, str] = {}

    def add(name: str, person: int, roles: tuple[str, ...]) -> str:
        id = f"q{len(mentions):07}"
        article = f"a{dice.randrange(count // 3):07}"
        date = f"2026-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
        told = {"language": dice.choice(("en", "fr")), "outlet": f"outlet {dice.randrange(40)}", "date": date}
        mentions.append(
            SpeakerMention(attribution_id=id, article_id=article, name=name, kind="person", roles=roles, **told)
        )
        person_of[id] = person
        seen.add(name)
        return id

    people = surnames(dice)
    while len(seen) < count:
        given, surname = dice.choice(givens), next(people)
        name, person = f"{given} {surname}", len(mentions)
        if name in seen:
            continue
        world = dice.choice(list(WORLDS))
        roles = (role(dice, world),) if dice.random() < ROLED else ()
        add(name, person, roles)
        if dice.random() < HOMONYMS and roles:
            add(name, len(mentions), (role(dice, next(other for other in islice(WORLDS, 6) if other != world)),))
        elif dice.random() < PLANTED / (1 - PLANTED):
            spelling = dice.choice(SPELLINGS)
            other = spelling(dice, given, surname)
            if other and other not in seen:
                planted[add(other, person, roles if dice.random() < AGREEING else ())] = spelling.__name__
    return mentions, person_of, planted


def main(count: int) -> None:
    mentions, person_of, planted = made(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start, busy = time.perf_counter(), time.process_time()
    speakers = cluster(mentions)
    took, busy = time.perf_counter() - start, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len({m.name for m in mentions}):,} distinct names, {len(mentions):,} mentions, {len(speakers):,} speakers")
    print(f"{took:.1f} s ({busy:.1f} s of CPU), peak {peak:,.0f} MB ({before:,.0f} MB before clustering)")

    speaker_of = {id: speaker.id for speaker in speakers for id in speaker.attributions}
    first: dict[int, str] = {}
    for id, person in person_of.items():
        first.setdefault(person, id)
    found: dict[str, list[bool]] = defaultdict(list)
    for id, spelling in planted.items():
        found[spelling].append(speaker_of[id] == speaker_of[first[person_of[id]]])
    joined = Counter(
        person_of[a] == person_of[b] for speaker in speakers for a, b in combinations(speaker.attributions, 2)
    )
    for spelling, ones in sorted(found.items()):
        print(f"  {spelling:16} {sum(ones):6,} of {len(ones):6,} ({sum(ones) / len(ones):.1%})")
    hits, total = sum(map(sum, found.values())), sum(map(len, found.values()))
    print(f"recall {hits / total:.4f} of {total:,} planted pairs, precision {joined[True] / joined.total():.4f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
