"""DataFrame → plotly Figure, no Streamlit. What articles say is escaped, because plotly reads some HTML in labels."""

import html
import math
import textwrap

import pandas as pd
import plotly.graph_objects as go

from dashboard.words import decimal

# Heights: of a row whose label has two lines, and of one with a third.
ROW, TALL_ROW = 48, 62
MARGIN = 44
LINE = 22  # letters of a name before it is broken, so that a narrow screen keeps room for the plot
CLEAR = "rgba(0,0,0,0)"
# Plotly's own template would be sent with every chart, and is larger than the chart.
BARE = go.layout.Template(layout={"xaxis": {"automargin": True}, "yaxis": {"automargin": True}})
LIGHT = ("#0072b2", "#1b1d1f", "#d8dbde")  # accent, ink, hairline
DARK = ("#6cbcec", "#e6e7e8", "#3a3f44")
COLUMNS = ["row", "low", "high", "said", "conflict", "about"]
SMALL = 12
BAR = 0.62  # of a row's height: the highest bar, with its count over it
TICKS = 3  # words under the axis, few enough for a narrow screen


def plain(text: object) -> str:
    """Return text that plotly shows as it stands: no markup, no maths."""
    return html.escape(str(text), quote=False).replace("$", "$\u2060")


def broken(text: object) -> str:
    """Return a name on one or two lines, fit for plotly; what is longer ends in an ellipsis."""
    return "<br>".join(plain(line) for line in textwrap.wrap(str(text), LINE, max_lines=2, placeholder=" …"))


def number(count: object) -> str:
    return decimal(int(str(count)))


def separators() -> str:
    """Return the mark before decimals and the one between thousands, as the page's language has them."""
    return decimal(0.5)[1] + decimal(1000)[1]


def tick(name: object, about: object) -> str:
    """Return what stands beside a row: the outlet, and below it in small letters the date and who is named."""
    above = broken(name)
    day, apart, who = str(about).partition(" · ")
    whole = len(str(about)) <= LINE + 10 or "<br>" in above or not apart
    below = [textwrap.shorten(part, LINE + 10, placeholder=" …") for part in ([str(about)] if whole else [day, who])]
    return "<br>".join([above, *(f'<span style="font-size:{SMALL}px">{plain(part)}</span>' for part in below if part)])


def row_height(frame: pd.DataFrame) -> int:
    """Return the height of a row in pixels: no label may run into the next."""
    names = zip(frame["row"], frame["about"], strict=True)
    return TALL_ROW if any(tick(name, about).count("<br>") > 1 for name, about in names) else ROW


def dots(frame: pd.DataFrame, dark: bool = False) -> go.Figure:
    """Return a dot plot, a claim a row, with its figure as a label; a bar where a figure is a range.

    Columns: `row` (the outlet), `low` and `high` (floats, equal for one figure, infinite where open), `said`
    (the label), `conflict` (bool) and `about` (date and source). What stands in a conflict is a full dot, the rest is
    hollow.
    """
    ink, hair = DARK[1:] if dark else LIGHT[1:]
    start, end = reach(frame)
    figure = go.Figure(bars(frame, start, end, dark) + marks(frame, start, end, dark))
    figure.update_layout(
        height=row_height(frame) * len(frame) + MARGIN,
        margin={"l": 0, "r": 0, "t": 4, "b": 28},
        showlegend=False,
        template=BARE,
        plot_bgcolor=CLEAR,
        paper_bgcolor=CLEAR,
        font={"family": "Source Sans, sans-serif", "size": 14, "color": ink},
        separators=separators(),
    )
    figure.update_xaxes(
        range=[start, end],
        showgrid=False, zeroline=False, showline=True, linecolor=hair, linewidth=1,
        ticks="outside", tickcolor=hair, ticklen=4, nticks=5, tickformat=",~r", fixedrange=True,
    )  # fmt: skip
    figure.update_yaxes(
        range=[len(frame) - 0.3, -0.7], automargin=True, showgrid=False, showline=False, zeroline=False,
        ticks="outside", ticklen=8, tickcolor=CLEAR, fixedrange=True,
        tickmode="array", tickvals=list(range(len(frame))), 
        ticktext=[tick(*row) for row in zip(frame["row"], frame["about"], strict=True)],
    )  # fmt: skip
    return figure


def over_time(frame: pd.DataFrame, moments: dict[str, str], dark: bool = False) -> go.Figure:
    """Return bars over time, an outlet a row with its name beside it and the count over the highest bars.

    Columns: `when` (ISO day or month), `outlet` (in the order of the rows) and `count`; `moments` are all days or
    months from the first to the last, in order, with the words for each.
    """
    accent, ink, hair = DARK if dark else LIGHT
    places = {when: at for at, when in enumerate(moments)}
    outlets = list(dict.fromkeys(frame["outlet"]))
    most = int(frame["count"].max())
    rows = [outlets.index(outlet) for outlet in frame["outlet"]]
    heights = [BAR * count / most for count in frame["count"]]
    peaks = frame.groupby("outlet")["count"].transform("max")
    figure = go.Figure(
        go.Bar(
            x=[places[when] for when in frame["when"]],
            y=heights,
            base=[-row for row in rows],
            width=min(0.8, 0.04 * len(places) + 0.2),
            marker={"color": accent, "line": {"width": 0}},
            text=[number(count) if count == peak else "" for count, peak in zip(frame["count"], peaks, strict=True)],
            textposition="outside",
            textangle=0,
            constraintext="none",
            textfont={"size": SMALL, "color": ink},
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    shown = sorted({round(at * (len(places) - 1) / (TICKS - 1)) for at in range(TICKS)})
    figure.update_layout(
        height=ROW * len(outlets) + MARGIN,
        margin={"l": 0, "r": 32, "t": 16, "b": 32},
        showlegend=False,
        template=BARE,
        plot_bgcolor=CLEAR,
        paper_bgcolor=CLEAR,
        font={"family": "Source Sans, sans-serif", "size": 14, "color": ink},
    )
    figure.update_xaxes(
        range=[-0.7, len(places) - 0.3], showgrid=False, zeroline=False, fixedrange=True, tickangle=0,
        tickmode="array", tickvals=shown,
        ticktext=[broken(words) for at, words in enumerate(moments.values()) if at in shown],
        tickfont={"size": SMALL}, ticklabeloverflow="allow",
    )  # fmt: skip
    figure.update_yaxes(
        range=[0.9 - len(outlets), 1.05], automargin=True, showgrid=True, gridcolor=hair, zeroline=False,
        fixedrange=True, ticks="outside", ticklen=8, tickcolor=CLEAR,
        tickmode="array", tickvals=[-row for row in range(len(outlets))], ticktext=[broken(name) for name in outlets],
    )  # fmt: skip
    return figure


def bars(frame: pd.DataFrame, start: float, end: float, dark: bool) -> list[go.Scatter]:
    """Return a line for each figure that is a range; an open one runs to the edge of what is shown."""
    line = {"color": (DARK if dark else LIGHT)[0], "width": 2}
    found = []
    for row, (low, high) in enumerate(zip(frame["low"], frame["high"], strict=True)):
        if high > low:
            reached = [max(low, start), min(high, end)]
            found.append(go.Scatter(x=reached, y=[row] * 2, mode="lines", line=line, hoverinfo="skip"))
    return found


def marks(frame: pd.DataFrame, start: float, end: float, dark: bool) -> list[go.Scatter]:
    """Return the dots, in the middle of a range or at its known end, and the labels where there is room for them."""
    accent, ink, _ = DARK if dark else LIGHT
    ends = list(zip(frame["low"], frame["high"], strict=True))
    middles = [high if math.isinf(low) else low if math.isinf(high) else (low + high) / 2 for low, high in ends]
    dot = go.Scatter(
        x=middles,
        y=list(range(len(frame))),
        mode="markers",
        marker={
            "size": 11,
            "color": [accent if conflict else CLEAR for conflict in frame["conflict"]],
            "line": {"color": accent, "width": 2},
        },
        cliponaxis=False,
        hoverinfo="skip",
    )
    # Right of the middle of the plot, the room is to the left.
    left = [middle > (start + end) / 2 for middle in middles]
    label = go.Scatter(
        x=[max(low, start) if turned else min(high, end) for turned, (low, high) in zip(left, ends, strict=True)],
        y=list(range(len(frame))),
        mode="text",
        text=[
            f"{plain(said)}   " if turned else f"   {plain(said)}"
            for turned, said in zip(left, frame["said"], strict=True)
        ],
        textposition=["middle left" if turned else "middle right" for turned in left],
        textfont={"size": 14, "color": ink},
        cliponaxis=False,
        hoverinfo="skip",
    )
    return [dot, label]


def reach(frame: pd.DataFrame) -> tuple[float, float]:
    """Return the least and the greatest figure with a little room; figures far apart start at zero."""
    known = [value for value in [*frame["low"], *frame["high"]] if math.isfinite(value)]
    least, most = (min(known), max(known)) if known else (0.0, 1.0)
    if 0 <= least < 0.75 * most:
        least = 0.0
    room = 0.06 * (most - least or abs(most) or 1.0)
    return least - (0.0 if least == 0.0 else room), most + room


def alt(entity: str, frame: pd.DataFrame) -> str:
    """Return in words what the plot shows."""
    rows = zip(frame["row"], frame["about"], frame["said"], strict=True)
    said = "; ".join(f"{row}{f' ({about})' if about else ''}: {words}" for row, about, words in rows)
    return f"{entity}. {said}."
