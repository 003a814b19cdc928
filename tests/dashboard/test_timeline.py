"""Reports over time: the chart, its words and its table."""

from dashboard import charts
from dashboard.components import timeline
from dashboard.components.address import View
from extract.store.queries import Filters
from extract.store.queries.results import Reported

FOUND = (
    Reported(when="2026-03-01", outlet="Vale Herald", count=2),
    Reported(when="2026-03-03", outlet="Vale Herald", count=5),
    Reported(when="2026-03-02", outlet="Canal <b>Times", count=1),
    Reported(when="2026-03-02", outlet="", count=1),
)

ALL = View()


def test_the_chart_has_a_row_an_outlet_and_a_place_a_day():
    frame = timeline.frame_of(FOUND)
    bars = charts.over_time(frame, timeline.moments("2026-03-01", "2026-03-03")).data[0]
    assert list(bars.x) == [0, 2, 1, 1]
    assert list(bars.base) == [0, 0, -1, -2]
    assert list(bars.text) == ["", "5", "1", "1"]


def test_names_of_outlets_never_become_markup_in_the_chart_or_the_table():
    frame = timeline.frame_of(FOUND)
    labels = charts.over_time(frame, timeline.moments("2026-03-01", "2026-03-03")).layout.yaxis.ticktext
    assert labels[1] == "Canal &lt;b&gt;Times"
    assert "Canal &lt;b&gt;Times" in timeline.table(FOUND, ALL)


def test_the_chart_is_told_in_words():
    told = timeline.alt(timeline.frame_of(FOUND))
    assert told.startswith(
        "Reports a day, by outlet. Vale Herald: 7 reports, from 1 March 2026 to 3 March 2026, most (5)"
    )
    assert "outlet not given: 1 report" in told


def test_the_smallest_outlets_are_one_row():
    many = tuple(Reported(when="2026-03-01", outlet=f"Outlet {n:02}", count=100 - n) for n in range(30))
    outlets = list(dict.fromkeys(timeline.frame_of(many)["outlet"]))
    assert len(outlets) == timeline.MOST
    assert outlets[-1] == "23 other outlets"


def test_months_without_a_report_have_their_place_too():
    assert list(timeline.moments("2025-11", "2026-02").values()) == [
        "November 2025", "December 2025", "January 2026", "February 2026",
    ]  # fmt: skip


def test_the_table_sums_every_outlet_and_ends_with_what_has_no_date():
    table = timeline.table((*FOUND, Reported(when="", outlet="Vale Herald", count=3)), ALL)
    assert table.index("3 March 2026") < table.index("no date given")
    assert '<td class="total">10</td>' in table


def test_each_count_of_the_table_leads_to_what_it_counts():
    own = View(filters=Filters(speakers=("ada",)), page=3)
    daily = timeline.table(FOUND, own)
    assert '<a href="./?speaker=ada&amp;outlet=Vale+Herald&amp;from=2026-03-03&amp;to=2026-03-03">5</a>' in daily
    undated = timeline.table(
        (Reported(when="", outlet="", count=1), Reported(when="2026-03", outlet="A", count=2)), own
    )
    assert '<a href="./?speaker=ada&amp;outlet=A&amp;month=2026-03">2</a>' in undated
    assert '<a href="./?speaker=ada&amp;outlet=&amp;month=">1</a>' in undated


def test_outlets_without_a_row_of_the_table_share_its_last_one():
    found = [
        Reported(when=when, outlet=f"Outlet {at:03}", count=2)
        for at in range(timeline.ROWS + 3)
        for when in ("2026-05", "2026-06")
    ]
    last = timeline.table(found, View()).rpartition("<tr>")[2]
    assert "3 other outlets" in last
    assert last.count("<td>6</td>") == 2
    assert '<td class="total">12</td>' in last
