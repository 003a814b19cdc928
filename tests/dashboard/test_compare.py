"""Compare: outlets side by side, in the events they share."""

from pathlib import Path

from tests.dashboard.conftest import Open, shown


def test_the_two_outlets_that_share_most_stand_side_by_side_at_first(visit: Open) -> None:
    page = shown(visit("compare"))
    assert "events that both report" in page or "event that both report" in page
    assert "Who is quoted" in page
    assert "Tilda Maron" in page


def test_the_address_chooses_the_outlets_and_the_event(visit: Open, store: Path) -> None:
    two = ["Canal Times", "Le Halage"]
    page = shown(visit("compare", outlet=two))
    assert "Canal Times and Le Halage" in page
    event = page.split("event=")[1].split("&")[0].split('"')[0]
    chosen = shown(visit("compare", outlet=two, event=event))
    assert "on one event:" in chosen
    assert "none of these outlets" in shown(visit("compare", outlet=two, event="gone"))


def test_one_outlet_or_too_many_are_asked_for_others(visit: Open) -> None:
    assert "Choose two to four outlets" in shown(visit("compare", outlet=["Canal Times"]))
    assert "Choose two to four outlets" in shown(visit("compare", outlet=[f"Outlet {n}" for n in range(5)]))


def test_outlets_that_say_nothing_alike_are_told_so(visit: Open) -> None:
    assert "Nothing passes these filters" in shown(visit("compare", outlet=["Nobody", "No one"]))


def test_hostile_words_stay_words(visit: Open, hostile_store: Path) -> None:
    page = shown(visit("compare", hostile_store, all="1"))
    assert "<script>alert" not in page
    assert "<img" not in page


def test_french_counts_agree_with_how_many_they_are(visit: Open) -> None:
    assert '<br><span class="quiet small">1 directe' in shown(visit("compare", lang="fr", all="1"))
