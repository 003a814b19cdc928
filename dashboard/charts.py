"""DataFrame → plotly Figure, no Streamlit. What articles say is escaped, because plotly reads some HTML in labels."""

import html
import math

import pandas as pd
import plotly.graph_objects as go

ROW = 34
MARGIN = 44
COLUMNS = ["row", "low", "high", "said", "conflict"]


def plain(text: object) -> str:
    """Return text that plotly shows as it stands: no markup, no maths."""
    return html.escape(str(text), quote=False).replace("$", "$\u2060")


def dots(frame: pd.DataFrame, dark: bool = False) -> go.Figure:
    """Return a dot plot, a claim a row, with its figure as a label; a bar where a figure is a range.

    Columns: `row` (the outlet, unique), `low` and `high` (floats, equal for one figure, infinite where open), `said`
    (the label) and `conflict` (bool). What stands in a conflict is a full dot, the rest is hollow.
    """
    accent, ink, hair = ("#6cbcec", "#e6e7e8", "#3a3f44") if dark else ("#0072b2", "#1b1d1f", "#d8dbde")
    start, end = reach(frame)
    low = frame["low"].clip(lower=start)
    high = frame["high"].clip(upper=end)
    middle = [
        b if math.isinf(a) else a if math.isinf(c) else (b + d) / 2
        for a, b, c, d in zip(frame["low"], low, frame["high"], high, strict=True)
    ]
    figure = go.Figure()
    for at, (first, last) in enumerate(zip(low, high, strict=True)):
        if last > first:
            line = {"color": accent, "width": 2}
            rows = [plain(frame["row"].iloc[at])] * 2
            figure.add_scatter(x=[first, last], y=rows, mode="lines", line=line, hoverinfo="skip")
    fill = [accent if conflict else "rgba(0,0,0,0)" for conflict in frame["conflict"]]
    figure.add_scatter(
        x=middle,
        y=[plain(name) for name in frame["row"]],
        mode="markers+text",
        text=[f"  {plain(said)}" for said in frame["said"]],
        textposition="middle right",
        textfont={"size": 14, "color": ink},
        marker={"size": 11, "color": fill, "line": {"color": accent, "width": 2}},
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_layout(
        height=ROW * len(frame) + MARGIN,
        margin={"l": 0, "r": 0, "t": 4, "b": 28},
        showlegend=False,
        plot_bgcolor="rgba(0,0,0,0)",
        paper_bgcolor="rgba(0,0,0,0)",
        font={"family": "Source Sans, sans-serif", "size": 14, "color": ink},
        separators=".,",
    )
    figure.update_xaxes(
        range=[start, end + 0.22 * (end - start)],
        showgrid=False, zeroline=False, showline=True, linecolor=hair, linewidth=1,
        ticks="outside", tickcolor=hair, ticklen=4, nticks=5, tickformat=",~r", fixedrange=True,
    )  # fmt: skip
    figure.update_yaxes(
        range=[len(frame) - 0.3, -0.7], automargin=True, showgrid=True, gridcolor=hair, griddash="dot",
        showline=False, ticks="", fixedrange=True, type="category",
    )  # fmt: skip
    return figure


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
    said = "; ".join(f"{row}: {words}" for row, words in zip(frame["row"], frame["said"], strict=True))
    return f"{entity}. {said}."
