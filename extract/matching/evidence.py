"""Why two claims stand as they do, in one sentence for the reader."""

from extract.matching.intervals import interval_of, middle, written
from extract.matching.reported import SLIPS, Reported, figure, source


def evidence(first: Reported, second: Reported, kind: str) -> str:
    """Return one sentence that says why, with both figures and who stands behind them."""
    one, other = (f"{_shown(report)} ({_behind(report)})" for report in (first, second))
    match kind:
        case "agree":
            return f"{one} and {other} give the same figure."
        case "compatible":
            return f"{one} and {other} leave room for one and the same figure."
        case "update":
            return f"{one} and {other} differ, and {_why_update(first, second)}."
        case "scale":
            return f"{one} and {other} differ by a factor near {_factor(first, second):,}: a likely slip."
    return f"{one} and {other} do not meet; {_gap(first, second)}."


def _shown(one: Reported) -> str:
    surface = " ".join(one.reported.surface.split())
    unit = one.reported.claim.quantity.unit
    exact = one.reported.claim.quantity
    value = middle(exact)
    if exact.value is not None and exact.comparator == "=" and value is not None and abs(value) < 100:
        return f"“{surface}”"
    shown = interval_of(exact)
    return f"“{surface}”, that is {shown}{f' {unit}' if unit else ''}"


def _behind(one: Reported) -> str:
    outlet = one.reported.outlet or "outlet not given"
    behind = source(one.reported)
    return f"{outlet}, {behind}" if behind else outlet


def _why_update(first: Reported, second: Reported) -> str:
    years = ["/".join(sorted(one.thing.years)) for one in (first, second)]
    if all(years) and years[0] != years[1]:
        return f"they are for different times, {years[0]} and {years[1]}"
    if first.thing.revised or second.thing.revised:
        return "one of them says that it revises the figure"
    if first.thing.former or second.thing.former:
        return "one of them is an earlier figure"
    if first.thing.forecast != second.thing.forecast:
        return "one of them was a forecast"
    if first.thing.level or second.thing.level:
        return "one of them is the level that was reached that day"
    return "the later report counts more"


def _factor(first: Reported, second: Reported) -> int:
    one, other = figure(first), figure(second)
    if not one or not other:
        return 1
    factor = max(abs(one), abs(other)) / min(abs(one), abs(other))
    return min(SLIPS, key=lambda slip: abs(factor / slip - 1))


def _gap(first: Reported, second: Reported) -> str:
    one, other = figure(first), figure(second)
    if one is None or other is None or not min(one, other):
        return "the gap has no share of the lower value"
    low, high = sorted((one, other))
    return f"they lie {written(round((high - low) / abs(low) * 100, 1))} % of the lower value apart"
