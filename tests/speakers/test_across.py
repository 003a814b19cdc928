"""Across articles: one speaker for every spelling of one person, and never one for two people."""

from dataclasses import replace
from itertools import combinations, count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Judgement, Speaker, SpeakerMention
from extract.speakers.across import cluster
from extract.speakers.likeness import likeness
from extract.speakers.names import person_form

NUMBER = count()


def said(
    name: str, article: str = "a", *roles: str, kind: str = "person", language: str | None = None
) -> SpeakerMention:
    return SpeakerMention(
        attribution_id=f"q{next(NUMBER):06}", article_id=article, name=name, kind=kind, roles=roles, language=language
    )


def body(name: str, article: str, language: str) -> SpeakerMention:
    return said(name, article, kind="organisation", language=language)


def names(speakers: tuple[Speaker, ...]) -> list[list[str]]:
    return sorted([alias.text for alias in speaker.aliases] for speaker in speakers)


def verdict(left: str, right: str, kind: str, at: str = "2020-01-01", deleted: str | None = None) -> Judgement:
    return Judgement(left=left, right=right, verdict=kind, evidence="", author="me", created_at=at, deleted_at=deleted)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Helen Marlowe", "Helen P. Marlowe", "Helen Marlowe"),
        ("Karim Abdel Nour Mostafa", "Karim Abdel Nour Mustafa"),
        ("José Núñez", "Jose Nunez"),
        ("Walid al-Masri", "Walid Masri"),
        ("MARLOWE, Helen", "Helen Marlowe"),
    ],
)
def test_the_spellings_of_one_person_are_one_speaker(spellings: tuple[str, ...]) -> None:
    (speaker,) = cluster([said(name, f"article {i}") for i, name in enumerate(spellings)])
    assert {alias.text for alias in speaker.aliases} == set(spellings)


@pytest.mark.parametrize(
    ("a", "b"),
    [("Anna Berg", "Thomas Berg"), ("Thomas Berg Sr.", "Thomas Berg Jr."), ("John P. Marlowe", "John Q. Marlowe")],
)
def test_two_people_of_one_surname_are_two(a: str, b: str) -> None:
    assert names(cluster([said(a, "a"), said(b, "b")])) == sorted([[a], [b]])


def test_a_name_between_two_people_joins_neither() -> None:
    speakers = cluster([said("John P. Marlowe", "a"), said("John Marlowe", "b"), said("John Q. Marlowe", "c")])
    assert names(speakers) == [["John Marlowe"], ["John P. Marlowe"], ["John Q. Marlowe"]]


def test_a_person_is_never_an_organisation() -> None:
    assert len(cluster([said("Marlowe", "a"), said("Marlowe", "a", kind="organisation")])) == 2


def test_an_organisation_is_one_in_both_languages() -> None:
    spellings = [
        "IOM",
        "OIM",
        "International Organisation for Migration",
        "Organisation internationale pour les migrations",
    ]
    (speaker,) = cluster([said(name, name, kind="organisation") for name in spellings])
    assert len(speaker.attributions) == 4


def test_a_name_read_word_by_word_is_one_organisation_in_both_languages() -> None:
    for english, french in [
        ("Dorrick Canal Authority", "Autorité du canal de Dorrick"),
        ("Orvane Water Board", "Régie des eaux de l’Orvane"),
        ("Brelle Fishermen's Union", "Syndicat des pêcheurs de Brelle"),
    ]:
        assert len(cluster([body(english, "a", "en"), body(french, "b", "fr")])) == 1
    assert len(cluster([body("Dorrick Port Authority", "a", "en"), body("Dorrick Harbour Authority", "b", "en")])) == 2


def test_a_name_without_its_place_is_not_carried_over() -> None:
    assert len(cluster([body("Brelle Seafarers Union", "a", "en"), body("Syndicat des marins", "b", "fr")])) == 2


def test_a_name_that_two_translate_joins_neither() -> None:
    bodies = [body("Brelle Port Authority", "a", "en"), body("Brelle Harbour Authority", "b", "en")]
    assert len(cluster([*bodies, body("Autorité portuaire de Brelle", "c", "fr")])) == 3


def test_a_short_form_of_the_other_language_joins_its_long_name() -> None:
    bodies = [body("Orvane Harbour Authority", "a", "en"), body("Autorité portuaire de l'Orvane", "b", "fr")]
    assert len(cluster([*bodies, body("APO", "c", "fr")])) == 1


def test_a_body_without_a_name_stays_in_its_article() -> None:
    assert len(cluster([body("fire service", "a", "en"), body("fire service", "b", "en")])) == 2
    assert len(cluster([body("fire service", "a", "en"), body("fire service", "a", "en")])) == 1


def test_two_transliterations_are_one_where_a_role_agrees_and_two_where_none_does() -> None:
    assert len(cluster([said("Sergei Markov", "a", "engineer"), said("Sergueï Markoff", "b", "engineer")])) == 1
    assert len(cluster([said("Sergei Markov", "a", "engineer"), said("Sergueï Markoff", "b", "painter")])) == 2


def test_a_short_form_joins_the_one_long_name_that_it_abbreviates() -> None:
    alliance, short = (
        said("Coastal Fisheries Alliance", "a", kind="organisation"),
        said("CFA", "b", kind="organisation"),
    )
    assert len(cluster([alliance, short])) == 1
    assert len(cluster([alliance, short, said("Canal Freight Agency", "c", kind="organisation")])) == 3


def test_a_bare_surname_that_its_article_left_open_beside_a_full_name_stays_open() -> None:
    assert len(cluster([said("Anna Berg", "a"), said("Berg", "a"), said("Thomas Berg", "b")])) == 3


def test_a_bare_surname_joins_no_full_name_of_another_article() -> None:
    assert len(cluster([said("Anna Berg", "a"), said("Berg", "b")])) == 2


def test_a_bare_surname_with_the_role_of_the_only_bearer_joins() -> None:
    mentions = [said("Anna Berg", "a", "Ambassador"), said("Berg", "b", "Ambassadeur")]
    assert len(cluster(mentions)) == 1
    assert len(cluster([*mentions, said("Thomas Berg", "c")])) == 3


def test_a_bare_surname_with_two_bearers_in_its_article_stays_alone() -> None:
    assert len(cluster([said("Anna Berg", "a"), said("Thomas Berg", "a"), said("Berg", "a")])) == 3


def test_every_role_is_kept_with_the_articles_that_give_it() -> None:
    (speaker,) = cluster(
        [said("Anna Berg", "a", "mayor"), said("Anna Berg", "b", "Mayor"), said("Anna Berg", "c", "judge")]
    )
    assert [(role.text, role.articles) for role in speaker.roles] == [("judge", ("c",)), ("Mayor", ("a", "b"))]


@pytest.mark.parametrize("kind", ["group", "document", "unnamed"])
def test_what_has_no_name_is_one_only_in_its_article(kind: str) -> None:
    mentions = [said("A report", "a", kind=kind), said("a report", "a", kind=kind), said("a report", "b", kind=kind)]
    assert sorted(len(speaker.attributions) for speaker in cluster(mentions)) == [1, 2]


@pytest.mark.parametrize("name", ["", " ", "12345", "12 345", "x" * 10_000, "Anna " * 2_000, "\x00", "—"])
def test_what_is_no_name_matches_nothing(name: str) -> None:
    assert len(cluster([said(name, "a"), said(name, "b")])) == 2


def test_people_may_join_two_and_undo_it() -> None:
    a, b = said("Anna Berg", "a"), said("Anne Bergh", "b")
    joined = verdict(a.attribution_id, b.attribution_id, "same")
    assert len(cluster([a, b], [joined])) == 1
    assert len(cluster([a, b], [verdict(joined.left, joined.right, "same", deleted="2020-01-02")])) == 2


def test_people_may_join_two_speakers_by_their_ids() -> None:
    a, b = said("Anna Berg", "a"), said("Anne Bergh", "b")
    left, right = (speaker.id for speaker in cluster([a, b]))
    assert len(cluster([a, b], [verdict(left, right, "same")])) == 1


def test_people_may_part_two_people_of_one_name() -> None:
    a, b = said("Anna Berg", "a", "mayor of Lund"), said("Anna Berg", "b", "goalkeeper")
    c = said("Anna Berg", "c", "a goalkeeper")
    parted = cluster([a, b, c], [verdict(a.attribution_id, b.attribution_id, "different")])
    assert sorted(len(speaker.attributions) for speaker in parted) == [1, 2]
    assert len({speaker.id for speaker in parted}) == 2
    assert next(s for s in parted if c.attribution_id in s.attributions).attributions == (
        b.attribution_id,
        c.attribution_id,
    )


def test_one_article_may_be_parted_quote_by_quote() -> None:
    a, b, c = (said("Anna Berg", "a") for _ in range(3))
    parted = cluster([a, b, c], [verdict(a.attribution_id, b.attribution_id, "different")])
    assert sorted(speaker.attributions for speaker in parted) == [(m.attribution_id,) for m in (a, b, c)]
    assert len({speaker.id for speaker in parted}) == 3


def test_who_is_neither_of_two_parted_people_stays_one_speaker() -> None:
    mentions = [said("Anna Berg", article) for article in "abcdef"]
    ids = [mention.attribution_id for mention in mentions]
    parted = cluster(mentions, [verdict(ids[0], ids[1], "different")])
    assert sorted(len(speaker.attributions) for speaker in parted) == [1, 1, 4]
    odd = cluster(mentions, [verdict(ids[0], one, "different") for one in ids[1:3]])
    assert sorted(len(speaker.attributions) for speaker in odd) == [1, 5]


def test_a_later_article_follows_a_judgement() -> None:
    a, b = said("Anna Berg", "a", "mayor"), said("Anne Bergh", "b", "painter")
    judged = [verdict(a.attribution_id, b.attribution_id, "same")]
    later = said("Anne Bergh", "c", "painter")
    (speaker,) = cluster([a, b, later], judged)
    assert later.attribution_id in speaker.attributions


def test_unsure_changes_nothing() -> None:
    a, b = said("Anna Berg", "a"), said("Anne Bergh", "b")
    mentions, ids = [a, b], (a.attribution_id, b.attribution_id)
    assert cluster(mentions, [verdict(*ids, "unsure")]) == cluster(mentions)
    assert len(cluster(mentions, [verdict(*ids, "same"), verdict(*ids, "unsure", at="2020-02-01")])) == 1


def test_a_judgement_about_something_else_or_about_nothing_known_changes_nothing() -> None:
    a, b = said("Anna Berg", "a"), said("Anne Bergh", "b")
    other = replace(verdict(a.attribution_id, b.attribution_id, "same"), about="statement")
    assert cluster([a, b], [other, verdict("gone", a.attribution_id, "same")]) == cluster([a, b])


def test_every_name_says_why_it_is_the_speakers() -> None:
    mentions = [
        said("Sergei Markovsky", "a", "engineer"),
        said("Sergey Markovski", "b", "engineer"),
        said("Sergei Markovsky", "c"),
    ]
    (speaker,) = cluster(mentions)
    why = {alias.text: alias.evidence for alias in speaker.aliases}
    assert why["Sergei Markovsky"] == ""
    assert why["Sergey Markovski"].startswith("alike in sound: sergei / sergey")
    assert "both engineer (+2)" in why["Sergey Markovski"]


def test_a_name_that_somebody_joined_says_who_and_when() -> None:
    a, b = said("Anna Berg", "a"), said("Ruth Okorie", "b")
    told = replace(verdict(a.attribution_id, b.attribution_id, "same"), author="Mina", evidence="her married name")
    (speaker,) = cluster([a, b], [told])
    assert {alias.evidence for alias in speaker.aliases} == {"", "Mina judged so on 2020-01-01: her married name"}


def test_what_two_outlets_call_a_person_is_kept_with_both_sources() -> None:
    a, b = said("Amara Nkemel", "a", "harbour master"), said("Amara Nkemel", "b", "director of the Harbour Authority")
    (speaker,) = cluster([a, b])
    assert {(role.text, role.articles) for role in speaker.roles} == {
        ("harbour master", ("a",)),
        ("director of the Harbour Authority", ("b",)),
    }


def test_no_chain_of_weak_links_joins_two_people() -> None:
    """Each name fits the next, and the first does not fit the last."""
    for chain in (
        ["Anna B. Kolrid", "Anna Kolrid", "Anna C. Kolrid", "Anna C. D. Kolrid"],
        ["Karim Sorel", "Karym Sorel", "Karym Soral", "Karim P. Soral", "Karim Q. Sorel"],
        ["Jon Abel Marsden", "Jon A. Marsden", "Jon Adam Marsden", "Jon Marsden"],
    ):
        for speaker in cluster([said(name, f"article {i}") for i, name in enumerate(chain)]):
            forms = [person_form(alias.text) for alias in speaker.aliases]
            assert all(a and b and likeness(a, b) for a, b in combinations(forms, 2))


def test_a_chain_of_near_worlds_joins_no_far_ones() -> None:
    mentions = [said("Ivo Maas", article, role) for article, role in zip("abc", ROLES_IN_A_CHAIN, strict=True)]
    painter, _, judge = mentions
    assert not any({painter.attribution_id, judge.attribution_id} <= set(s.attributions) for s in cluster(mentions))


ROLES_IN_A_CHAIN = ("painter", "journalist", "judge")


def test_the_later_verdict_on_a_pair_counts() -> None:
    a, b = said("Anna Berg", "a"), said("Anne Bergh", "b")
    ids = (a.attribution_id, b.attribution_id)
    assert len(cluster([a, b], [verdict(*ids, "same"), verdict(*ids[::-1], "different", at="2020-02-01")])) == 2


STORIES = st.lists(
    st.builds(
        lambda name, roles, day: (name, roles, day),
        st.sampled_from(
            [
                "Anna Berg",
                "Anna P. Berg",
                "A. Berg",
                "Berg",
                "Anna Bergh",
                "Viktor Orvany",
                "Orvany Viktor",
                "IOM",
                "OIM",
            ]
        ),
        st.sampled_from([(), ("mayor",), ("goalkeeper",), ("mayor of Lund",), ("mayor of Dax", "painter")]),
        st.sampled_from([None, "2026-05-03", "2026-05-04"]),
    ),
    min_size=1,
    max_size=9,
)


@given(stories=STORIES, cut=st.integers(0, 9), data=st.data())
def test_the_same_articles_in_any_order_and_any_batches_give_the_same_speakers(
    stories: list[tuple[str, tuple[str, ...], str | None]], cut: int, data: st.DataObject
) -> None:
    """A store derives from all that it holds: what was clustered before must not matter to what comes after."""
    mentions = [
        SpeakerMention(
            attribution_id=f"q{i}",
            article_id=f"a{i // 2}",
            name=name,
            kind="person",
            roles=roles,
            date=day,
            language="en",
        )
        for i, (name, roles, day) in enumerate(stories)
    ]
    whole = cluster(mentions)
    batches = data.draw(st.permutations(mentions))
    cluster(batches[:cut])
    assert cluster([*batches[cut:], *batches[:cut]]) == whole


@given(stories=STORIES, pairs=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.booleans()), max_size=5))
def test_judgements_hold_and_leave_no_trace_when_they_are_gone(
    stories: list[tuple[str, tuple[str, ...], str | None]], pairs: list[tuple[int, int, bool]]
) -> None:
    mentions = [
        SpeakerMention(attribution_id=f"q{i}", article_id=f"a{i // 2}", name=name, kind="person", roles=roles)
        for i, (name, roles, _) in enumerate(stories)
    ]
    last: dict[frozenset[str], Judgement] = {}
    for at, (i, j, same) in enumerate(pairs):
        if i != j and max(i, j) < len(mentions):
            given = verdict(f"q{i}", f"q{j}", "same" if same else "different", at=f"2020-01-{at + 1:02}")
            last[frozenset((given.left, given.right))] = given
    judged = cluster(mentions, list(last.values()))
    assert sorted(a for s in judged for a in s.attributions) == sorted(m.attribution_id for m in mentions)
    newest = max(last.values(), key=lambda one: one.created_at, default=None)
    if newest:
        joined = any({newest.left, newest.right} <= set(speaker.attributions) for speaker in judged)
        assert joined == (newest.verdict == "same")
    assert len({speaker.id for speaker in judged}) == len(judged)
    gone = [replace(one, deleted_at="2021-01-01") for one in last.values()]
    assert cluster(mentions, gone) == cluster(mentions)


NAMES = [
    "Anna Berg",
    "Anna P. Berg",
    "Thomas Berg",
    "Berg",
    "Mostafa Nour Ali",
    "Mustafa Nour Ali",
    "IOM",
    "",
    "John P. Low",
    "John Low",
    "John Q. Low",
]
MENTIONS = st.lists(
    st.builds(
        SpeakerMention,
        attribution_id=st.integers(0, 10**6).map(str),
        article_id=st.sampled_from("abc"),
        name=st.sampled_from(NAMES),
        kind=st.sampled_from(["person", "organisation", "group"]),
        roles=st.sampled_from([(), ("mayor",), ("ambassador", "mayor")]),
    ),
    max_size=14,
    unique_by=lambda mention: mention.attribution_id,
)


@given(mentions=MENTIONS, data=st.data())
def test_the_order_of_mentions_does_not_matter(mentions: list[SpeakerMention], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(mentions))
    assert cluster(mentions) == cluster(shuffled)


@given(mentions=MENTIONS)
def test_every_attribution_has_one_speaker_and_every_speaker_one_id(mentions: list[SpeakerMention]) -> None:
    speakers = cluster(mentions)
    assert sorted(a for s in speakers for a in s.attributions) == sorted(m.attribution_id for m in mentions)
    assert len({speaker.id for speaker in speakers}) == len(speakers)
