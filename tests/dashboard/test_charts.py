import math

import pandas as pd

from dashboard import charts


def frame(*rows):
    return pd.DataFrame([(*row, "")[:6] for row in rows], columns=charts.COLUMNS)


def test_every_figure_is_a_dot_with_its_words_and_a_range_has_a_bar():
    figure = charts.dots(frame(("Vale Herald", 40.0, 40.0, "40", True), ("Canal Times", 80.0, 90.0, "80 to 90", True)))
    bar, points, labels = figure.data
    assert list(bar.x) == [80.0, 90.0]
    assert list(points.x) == [40.0, 85.0]
    assert list(figure.layout.yaxis.ticktext) == ["Vale Herald", "Canal Times"]
    assert [said.strip() for said in labels.text] == ["40", "80 to 90"]


def test_an_open_figure_has_its_dot_at_the_end_that_is_known():
    figure = charts.dots(frame(("A", 63.0, math.inf, "at least 63", False), ("B", 80.0, 80.0, "80", False)))
    assert list(figure.data[1].x) == [63.0, 80.0]
    assert figure.data[0].x[0] == 63.0


def test_what_is_in_a_conflict_is_a_full_dot_and_the_rest_hollow():
    colors = charts.dots(frame(("A", 1.0, 1.0, "1", True), ("B", 2.0, 2.0, "2", False))).data[0].marker.color
    assert list(colors) == ["#0072b2", "rgba(0,0,0,0)"]


def test_names_of_an_article_never_become_markup_or_maths():
    figure = charts.dots(frame(("<a href='http://evil.example'>x</a>", 1.0, 1.0, "$x$", False)))
    assert figure.layout.yaxis.ticktext[0].startswith("&lt;a href=")
    assert "$x$" not in figure.data[-1].text[0]


def test_a_label_stands_where_there_is_room_for_it():
    figure = charts.dots(frame(("A", 10.0, 10.0, "10", False), ("B", 100.0, 100.0, "100", False)))
    assert list(figure.data[-1].textposition) == ["middle right", "middle left"]


def test_a_long_name_leaves_room_for_the_plot_and_rows_of_one_name_stay_apart():
    name = "The Very Long Gazette of Upper and Lower Marlune"
    figure = charts.dots(frame((name, 1.0, 1.0, "1", False), (name, 2.0, 2.0, "2", False)))
    lines = figure.layout.yaxis.ticktext[0].split("<br>")
    assert len(lines) == 2
    assert max(map(len, lines)) <= charts.LINE
    assert list(figure.data[0].y) == [0, 1]


def test_beside_a_dot_stand_outlet_date_and_source():
    row = ("Vale Herald", 40.0, 40.0, "40", True, "3 May 2026 · <b>harbour authority</b>")
    label = charts.dots(frame(row)).layout.yaxis.ticktext[0]
    assert label.startswith("Vale Herald<br>")
    assert "3 May 2026</span>" in label
    assert "&lt;b&gt;harbour authority&lt;/b&gt;</span>" in label
    assert charts.alt("Boats", frame(row)).startswith("Boats. Vale Herald (3 May 2026")


def test_the_plot_is_also_told_in_words():
    assert charts.alt("Boats", frame(("A", 1.0, 1.0, "1", True), ("B", 2.0, 2.0, "2", True))) == "Boats. A: 1; B: 2."


def test_figures_far_apart_are_seen_from_zero():
    assert charts.reach(frame(("A", 10.0, 10.0, "10", False), ("B", 100.0, 100.0, "100", False)))[0] == 0.0
    assert charts.reach(frame(("A", 90.0, 90.0, "90", False), ("B", 100.0, 100.0, "100", False)))[0] > 80


def test_a_label_of_three_lines_makes_its_rows_taller():
    short = charts.dots(frame(("Vale Herald", 1.0, 1.0, "1", False, "3 May 2026")))
    long = charts.dots(frame(("Vale Herald: Harbour Authority of the North", 1.0, 1.0, "1", False, "3 May 2026")))
    assert long.layout.height > short.layout.height


def test_who_is_named_beside_a_day_stands_on_a_line_of_its_own_where_both_are_long():
    label = charts.tick("Vale Herald", "12 September 2026 · The Association of Lock Keepers")
    assert "The Association of Lock Keepers</span>" in label
    assert label.count("<br>") == 2
    assert charts.tick("Vale Herald", "2 March 2026 · Maron").count("<br>") == 1
