"""Two occasions: what stands against one, and what speaks for it."""

from extract.matching.occasions import Occasion, apart, together

ARTICLE = 1_000


def on(first: int, last: int | None = None, **more: object) -> Occasion:
    return Occasion(days=(first, first if last is None else last), latest=ARTICLE, **more)  # type: ignore[arg-type]


def of(**more: object) -> Occasion:
    return Occasion(latest=ARTICLE, **more)  # type: ignore[arg-type]


def test_what_is_not_told_stands_against_nothing() -> None:
    for one in (on(990), of(hosts=frozenset({"cnn"})), of(media=frozenset({"post"})), of(place=frozenset({"Kessel"}))):
        assert not apart(one, Occasion())
        assert not apart(Occasion(), one)


def test_two_days_are_two_occasions_and_a_week_holds_its_days() -> None:
    assert apart(on(990), on(991))
    assert not apart(on(990), on(984, 993))


def test_nothing_is_reported_before_it_is_said() -> None:
    assert apart(on(990), Occasion(latest=980))
    assert not apart(on(990), Occasion(latest=989))  # another time zone
    assert not apart(on(990), Occasion(latest=995))


def test_two_hosts_are_two_and_one_host_is_one_whatever_the_medium() -> None:
    cnn, nbc = frozenset({"cnn"}), frozenset({"nbc"})
    stage, talk = frozenset({"stage"}), frozenset({"interview"})
    assert apart(of(hosts=cnn), of(hosts=nbc))
    assert apart(of(media=stage), of(media=talk))
    assert not apart(of(hosts=cnn, media=stage), of(hosts=cnn, media=talk))
    assert together(of(hosts=cnn, media=stage), of(hosts=cnn, media=talk))


def test_what_was_posted_was_not_said_in_a_debate_but_may_stand_in_a_statement() -> None:
    assert apart(of(media=frozenset({"post"})), of(media=frozenset({"debate"})))
    assert not apart(of(media=frozenset({"post"})), of(media=frozenset({"writing"})))


def test_two_towns_are_two_and_a_region_may_hold_a_town() -> None:
    kessel = of(place=frozenset({"Kessel", "N.D"}), town=True)
    assert apart(kessel, of(place=frozenset({"Marrow"})))
    assert not apart(kessel, of(place=frozenset({"Kessel"})))
    assert not apart(kessel, of(place=frozenset({"North Dakota"})))
    assert not apart(of(place=frozenset({"Ohio"})), of(place=frozenset({"Kessel"})))


def test_one_who_recalls_an_old_line_tells_of_the_same_occasion() -> None:
    assert together(on(800, 830), Occasion(latest=900))
    assert not together(on(800, 830), Occasion(latest=700))
    assert not together(on(995), Occasion(latest=ARTICLE))
