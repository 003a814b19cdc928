"""What the filters show, or all of it, as a file: what stands in it first, then the download."""

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from dashboard import data, login, streams
from dashboard.components import address, filters, states
from dashboard.components.text import escape
from dashboard.streams import Order
from dashboard.words import N_, _, decimal
from extract.export.columns import TABLES
from extract.export.formats import FORMATS, tables_of
from extract.export.jsonl import plain
from extract.export.jsonld import claim_node, statement_node
from extract.store import queries
from extract.store.queries import Filters

ROWS = 5
WHAT = {"all": N_("everything"), "quotes": N_("quotes"), "claims": N_("claims")}
NAMES = {
    "csv": "CSV",
    "csv-plain": N_("CSV without a byte order mark"),
    "xlsx": "XLSX",
    "jsonl": "JSON Lines",
    "parquet": "Parquet",
    "jsonld": "JSON-LD",
    "zip": N_("one described zip"),
}
ABOUT = {
    "csv": N_("One table, as Excel and other spreadsheets open it; no cell can be taken for a formula."),
    "csv-plain": N_("One table, for programs; no cell can be taken for a formula."),
    "xlsx": N_("A workbook with a sheet a table; text stays text, figures are numbers."),
    "jsonl": N_("One table, one JSON object a line; figures are numbers, unknown is null."),
    "parquet": N_("One table with typed columns, for pandas, DuckDB or Arrow."),
    "jsonld": N_(
        "Statements and claims in the words of schema.org, ready for a ClaimReview; its rating is yours to give."
    ),
    "zip": N_(
        "All tables as CSV, described for machines (CSVW, Frictionless), with the query and whose the words are."
    ),
}
SHOWN = {
    "quotes": ("text", "speaker", "outlet", "date", "kind", "relation", "flags"),
    "claims": ("surface", "unit", "entity", "speaker", "outlet", "date", "sentence"),
}


def show() -> None:
    """Draw the page."""
    st.html(f"<h1>{escape(_('Export'))}</h1>")
    if not data.ask(queries.summary).articles:
        states.empty(_("Nothing to export yet"), _("The store holds no article yet. Add some, and take them out here."))
        return
    view = address.current()
    filters.sidebar(view, data.ask(queries.facets, view.filters))
    states.misread(view.notes + tuple(_unknown()))
    what, format = _chosen("what", tuple(WHAT)), _chosen("format", ())
    what = _choice("what", _("What"), {name: _(words) for name, words in WHAT.items()}, what)
    offered = {name: _(words) for name, words in NAMES.items() if what != "all" or not FORMATS[name].single}
    format = _choice("format", _("Format"), offered, format if format in offered else next(iter(offered)))
    st.html(f'<p class="quiet">{escape(_(ABOUT[format]))}</p>')
    counts = _preview(what, format, view)
    if any(counts.values()):
        _download(what, format, view)
    else:
        states.nothing_left()


def _chosen(name: str, known: Sequence[str]) -> str:
    """Return what the address asks for, or what is first."""
    given = st.query_params.get(name, "")
    return given if given in known or not known else known[0]


def _unknown() -> Iterator[str]:
    """Yield what the address asks for and there is not."""
    if (given := st.query_params.get("what", "")) and given not in WHAT:
        yield _("there is nothing called “{given}” to export", given=address.short(given))
    if (given := st.query_params.get("format", "")) and given not in NAMES:
        yield _("there is no format “{given}”", given=address.short(given))


def _choice(name: str, title: str, words: Mapping[str, str], chosen: str) -> str:
    """Draw a choice whose value the address holds, and return it."""
    st.session_state[f"choice:{name}"] = chosen

    def changed() -> None:
        st.query_params[name] = st.session_state[f"choice:{name}"]

    found = st.radio(
        title, list(words), key=f"choice:{name}", format_func=lambda one: words[one], horizontal=True, on_change=changed
    )
    return str(found)


def _preview(what: str, format: str, view: address.View) -> dict[str, int]:
    """Show what the file holds, and return how many rows its tables have."""
    counts: dict[str, int] = {}
    shown = [name for name in ("quotes", "claims") if what in ("all", name)]
    for name in shown:
        total, rows = data.ask(queries.preview, name, view.filters, ROWS)
        counts[name] = total
        st.html(f"<h2>{escape(_count(name, total))}</h2>{_table(name, rows) if format != 'jsonld' else ''}")
        if rows and format == "jsonld":
            _node(name, rows)
    others = [name for name in tables_of(what, format) if name not in counts]
    if others and not FORMATS[format].single and format != "jsonld":
        listed = ", ".join(f"<b>{escape(_(LINKED[name]))}</b>" for name in others if name in LINKED)
        st.html(f'<p class="quiet">{escape(_("With them, each in a table of its own:"))} {listed}.</p>')
    return counts


LINKED = {
    "articles": N_("the articles"),
    "speakers": N_("the speakers with all their names"),
    "relations": N_("which claims agree and which do not"),
}


def _count(name: str, total: int) -> str:
    words = {"quotes": _("Quotes: {n}", n=decimal(total)), "claims": _("Claims: {n}", n=decimal(total))}
    return words[name]


def _table(name: str, rows: Sequence[Mapping[str, object]]) -> str:
    """Return the first rows as a table, the columns that say most first; escaped."""
    if not rows:
        return ""
    columns = SHOWN[name]
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(
        "<tr>"
        + "".join(f'<td{_broad(column)} dir="auto">{escape(_short(row[column]))}</td>' for column in columns)
        + "</tr>"
        for row in rows
    )
    more = len(TABLES[name].columns) - len(columns)
    foot = escape(_("The first {rows} rows, and {columns} more columns in the file.", rows=len(rows), columns=more))
    caption = escape(_("Preview: {table}", table=_(WHAT[name])))
    return (
        f'<div class="scrolled" tabindex="0" role="region" aria-label="{caption}"><table class="plain preview">'
        f'<caption class="hidden">{caption}'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div><p class='quiet'>{foot}</p>"
    )


def _broad(column: str) -> str:
    """Return the class of a column that wants room; "" of the others."""
    return f' class="{column}"' if column in ("text", "sentence", "date") else ""


def _short(value: object) -> str:
    words = "" if value is None else str(value)
    return words if len(words) <= 120 else f"{words[:119]}…"


def _node(name: str, rows: Sequence[Mapping[str, object]]) -> None:
    node = statement_node(str(rows[0]["statement_id"]), [rows[0]], {}) if name == "quotes" else claim_node(rows[0], {})
    st.code(json.dumps(plain(node), ensure_ascii=False, indent=2), language="json")


def _download(what: str, format: str, view: address.View) -> None:
    order = Order(
        what=what,
        format=format,
        filters=view.filters,
        base_url=streams.base_url(st.context.url),
    )
    link = escape(streams.address(order, data.store_path(), login.holder(st.context.cookies)))
    st.html(
        f'<p><a class="download" href="{link}" target="_self">{escape(_("Download {name}", name=order.name))}</a></p>'
    )
    command = _command(what, format, view.filters)
    same = f"{escape(_('The same from the command line:'))} <code>{escape(command)}</code>" if command else ""
    told = escape(_("It is made while it is downloaded, so that a large one begins at once."))
    st.html(f'<p class="quiet">{told} {same}</p>')


def _command(what: str, format: str, filters: Filters) -> str:
    """Return the command that writes the very same; "" where it has no word for one of the filters."""
    one = {"words": filters.words, "outlet": first(filters.outlets), "language": first(filters.languages)}
    if filters != Filters(words=filters.words, outlets=some(one["outlet"]), languages=some(one["language"])):
        return ""
    path = data.store_path()
    asked = {"format": format, **one, "store": "" if path == data.DEFAULT else str(path)}
    asked["output"] = f"onrecord-{what}.{FORMATS[format].suffix}"
    given = (part for name, value in asked.items() if value for part in (f"--{name}", value))
    return shlex.join(["onrecord", "export", what, *given])


def first(values: Sequence[str]) -> str:
    return values[0] if values else ""


def some(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


show()
