"""Statements: every quote in exactly one, every member verified against the canonical wording, whatever the order."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.matching.encoder import default_encoder
from extract.matching.link import statements
from extract.model import Quote, Statement

WIRE = "The dredging of the northern channel has been postponed until the heron colony leaves in October"
QUOTES = (
    Quote(
        id="1", text=WIRE, language="en", outlet="Tarn Post", date="2024-05-02", speaker="Ilse Marrow", kind="direct"
    ),
    Quote(id="2", text=WIRE + ".", language="en", outlet="Fjord Wire", date="2024-05-02", speaker="Marrow"),
    Quote(id="3", text="postponed until the heron colony leaves", language="en", outlet="Echo", date="2024-05-03"),
    Quote(id="4", text="The fish market keeps its Sunday hours all summer", language="en", outlet="Echo"),
    Quote(
        id="5",
        text="Le dragage du chenal nord est reporté jusqu’au départ de la colonie de hérons en octobre",
        language="fr",
        outlet="La Digue",
        date="2024-05-03",
        speaker="Ilse Marrow",
        kind="direct",
    ),
)


def together(found: tuple[Statement, ...], *ids: str) -> bool:
    return any(set(ids) <= {member.attribution for member in statement.members} for statement in found)


def test_copies_fragments_and_translations_are_one_statement() -> None:
    found = statements(QUOTES, default_encoder())
    assert together(found, "1", "2", "3", "5")
    assert not together(found, "1", "4")


def test_without_an_encoder_each_language_still_matches() -> None:
    found = statements(QUOTES)
    assert together(found, "1", "2", "3")
    assert not together(found, "1", "5")


def test_the_canonical_wording_is_a_member_and_comes_first() -> None:
    for statement in statements(QUOTES, default_encoder()):
        texts = {quote.id: quote.text for quote in QUOTES}
        assert texts[statement.members[0].attribution] == statement.canonical
        assert statement.members[0].score == 1


def test_the_order_of_the_quotes_changes_nothing() -> None:
    expected = statements(QUOTES, default_encoder())
    for seed in range(5):
        shuffled = random.Random(seed).sample(QUOTES, len(QUOTES))
        assert statements(shuffled, default_encoder()) == expected


WORDS = st.sampled_from(
    ["the", "heron", "colony", "leaves", "in", "October", "but", "never", "before", "dredging", "20", "ships"]
)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
MADE = st.lists(
    st.tuples(
        TEXTS, st.sampled_from([None, "en", "fr", "xx"]), st.sampled_from([None, "2024-05-02", "--05-03", "soon"])
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(made=MADE, seed=st.integers(0, 9))
def test_every_quote_is_in_exactly_one_statement_whatever_the_order(made: list, seed: int) -> None:  # type: ignore[type-arg]
    quotes = [Quote(id=str(i), text=text, language=code, date=day) for i, (text, code, day) in enumerate(made)]
    found = statements(quotes)
    members = [member.attribution for statement in found for member in statement.members]
    assert sorted(members) == sorted(quote.id for quote in quotes)
    assert statements(random.Random(seed).sample(quotes, len(quotes))) == found


def test_ten_thousand_copies_are_one_statement() -> None:
    quotes = [Quote(id=str(i), text=WIRE, language="en", date=f"2024-05-{1 + i % 28:02}") for i in range(10_000)]
    found = statements(quotes)
    assert [len(statement.members) for statement in found] == [10_000]


def test_odd_quotes_are_statements_of_their_own() -> None:
    texts = ["", "No", "of the and to", "heron " * 20_000, "…", "12"]
    quotes = [Quote(id=str(i), text=text, language="en", date="--13-45") for i, text in enumerate(texts)]
    assert len(statements(quotes, default_encoder())) == len(texts)


def test_no_quotes_give_no_statements() -> None:
    assert statements((), default_encoder()) == ()


def test_twenty_speeches_of_twenty_thousand_words_are_compared_in_bounded_time() -> None:
    texts = [f"{number} heron colony leaves " * 5_000 for number in range(20)]
    quotes = [Quote(id=str(number), text=text, language="en") for number, text in enumerate(texts)]
    assert sum(len(statement.members) for statement in statements(quotes)) == len(quotes)


def test_a_denial_is_flagged_and_its_contrary_is_a_changed_negation() -> None:
    said = "the sluice at Marrow had been left open for nineteen nights"
    quotes = [
        Quote(id="a", text=said, language="en", kind="indirect", cue="said", speaker="Ilse Marrow", article_id="1"),
        Quote(id="b", text=said, language="en", kind="indirect", cue="denied", speaker="Ilse Marrow", article_id="2"),
    ]
    (statement,) = statements(quotes)
    flags = {member.attribution: member.flags for member in statement.members}
    assert sorted(flags.values()) == [(), ("denied", "negation changed")]
    assert flags["b"] == ("denied", "negation changed")


def test_a_denial_alone_is_flagged_too() -> None:
    quote = Quote(id="a", text="que la vanne était ouverte", language="fr", kind="indirect", cue="a démenti")
    (statement,) = statements([quote])
    assert statement.members[0].flags == ("denied",)


def said(id: str, speaker: str | None, date: str, kind: str = "direct", speaker_kind: str = "person") -> Quote:
    return Quote(
        id=id,
        text=WIRE,
        article_id=id,
        language="en",
        date=date,
        speaker=speaker,
        kind=kind,
        speaker_kind=speaker_kind,
    )


def test_an_outlet_has_the_wrong_name_on_the_day_and_days_later_somebody_else_quotes() -> None:
    first = said("1", "Ilse Marrow", "2024-05-02")
    assert together(statements([first, said("2", "Otto Brack", "2024-05-03")]), "1", "2")
    assert not together(statements([first, said("2", "Otto Brack", "2024-05-09")]), "1", "2")


def test_two_groups_of_people_who_say_the_same_are_two() -> None:
    fishers = said("1", "59 percent of fishers", "2024-05-02", "indirect", "group")
    anglers = replace(said("2", "most anglers of the bay", "2024-05-02", "indirect", "group"), text=f"{WIRE} again")
    again = said("3", "59 percent of fishers", "2024-05-03", "indirect", "group")
    assert not together(statements([fishers, anglers]), "1", "2")
    assert together(statements([fishers, again]), "1", "3")


def test_what_unknown_speakers_say_at_second_hand_days_apart_is_not_one() -> None:
    first = said("1", None, "2024-05-02", "indirect")
    assert together(statements([first, said("2", None, "2024-05-03", "indirect")]), "1", "2")
    assert not together(statements([first, said("2", "Otto Brack", "2024-05-09", "indirect")]), "1", "2")
