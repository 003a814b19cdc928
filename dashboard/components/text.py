"""Words for the screen: escaping, quotation marks of each language, dates and figures as people read them.

What an article says is never trusted: it goes through `escape` into `st.html`, or through `label` where Streamlit takes
nothing but Markdown.
"""

import html
import re
from datetime import date
from decimal import Decimal, InvalidOperation

from dashboard import words
from dashboard.components import units
from dashboard.words import N_, _, listed

WORD_JOINER = "\u2060"
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")  # what French sets before its marks stays
_DATE = re.compile(r"(\d{4}|-)-(\d{2})(?:-(\d{2}))?")
MARKS = {"fr": ("«\u202f", "\u202f»")}
_ENGLISH_MARKS = ("“", "”")
_OUTER = (("“", "”"), ("«", "»"), ('"', '"'), ("‘", "’"), ("„", "“"), ("‹", "›"), ("''", "''"))
_COMPARATORS = {
    "~": N_("about {figure}"),
    ">": N_("more than {figure}"),
    ">=": N_("at least {figure}"),
    "<": N_("less than {figure}"),
    "<=": N_("up to {figure}"),
}
_INVISIBLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]")


def escape(text: object) -> str:
    """Return text fit for `st.html`: no markup, and no control character that could turn the line around."""
    return html.escape(_INVISIBLE.sub("", str(text)), quote=True)


def one_line(text: object) -> str:
    """Return a name or a message, escaped, as one line: what would break it or cannot be seen is a space."""
    return escape(_BLANKS.sub(" ", _INVISIBLE.sub(" ", str(text))).strip())


def label(text: object) -> str:
    """Return text that Streamlit's Markdown shows as it stands: no link, image, colour, maths, emoji or list.

    Backslashes stop Markdown itself; a word joiner (invisible) after some characters stops what Streamlit and GitHub's
    Markdown look for in the finished text: `:smile:`, `->`, bare addresses. No more than needed is escaped, because a
    screen reader is given the label as it is written.
    """
    clean = _BLANKS.sub(" ", _INVISIBLE.sub("", str(text))).strip()
    escaped = re.sub(r"([\\`*_{}\[\]<>$:~|#&^=@!])|^([-+])|(?<=^\d)([.)])", r"\\\g<0>", clean)
    # An address is looked for by its "www" with the dot right behind it, whatever follows.
    apart = re.sub(r"(?<=[wW]{3})(?=\.)", WORD_JOINER, escaped)
    return re.sub(r"[:@]|[-<>=~](?=\\?[-<>=~])", rf"\g<0>{WORD_JOINER}", apart)


def unmarked(text: str) -> str:
    """Return a wording without the pair of quotation marks around the whole of it."""
    stripped = text.strip()
    for opening, closing in _OUTER:
        inner = stripped[len(opening) : -len(closing)]
        whole = stripped.startswith(opening) and stripped.endswith(closing) and len(stripped) > len(opening)
        if whole and opening not in inner and closing not in inner:
            return inner.strip()
    return stripped


def marks(language: str | None) -> tuple[str, str]:
    """Return the opening and the closing quotation mark of a language; English where it is not known."""
    return MARKS.get(language or "", _ENGLISH_MARKS)


def quotation(text: str, language: str | None, kind: str = "direct") -> str:
    """Return a wording as HTML, in the marks of its language; what is reported indirectly has no marks."""
    opening, closing = marks(language) if kind == "direct" else ("", "")
    return f'<q class="wording"{lang(language)} dir="auto">{opening}{escape(unmarked(text))}{closing}</q>'


def lang(language: str | None) -> str:
    """Return ` lang="fr"`, or nothing where the language is not known."""
    return f' lang="{escape(language)}"' if language else ""


def no_date() -> str:
    return _("no date given")


def no_outlet() -> str:
    return _("outlet not given")


def outlet(name: str | None) -> str:
    """Return an outlet's name, escaped; that it is not given in words."""
    return one_line(name) if name else no_outlet()


def date_words(written: str | None) -> str:
    """Return "3 May 2026" for an ISO date or time, "10 September, no year given" for "--09-10"; escaped."""
    if not written:
        return no_date()
    found = _DATE.match(written)
    if not found or not 1 <= int(found[2]) <= 12:
        return escape(written)
    month = words.month(int(found[2]))
    day = f"{words.ordinal(int(found[3]))} {month}" if found[3] else month
    return _("{day}, no year given", day=day) if found[1] == "-" else f"{day} {found[1]}"


def iso(moment: str | None) -> date | None:
    """Return the day of an ISO date or time; None where it is none, or has no year."""
    try:
        return date.fromisoformat((moment or "")[:10])
    except ValueError:
        return None


def number(value: object) -> str:
    """Return a number with thousands set off and no needless zeros: "1,150", "0.5", "1 150", "0,5"."""
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return escape(value)
    return words.decimal(exact) if exact.is_finite() else escape(value)


def figure(value: object, low: object, high: object, comparator: str = "=", unit: str | None = None) -> str:
    """Return a quantity as people say it: "about 800", "750 to 850", "at least 63%", "USD 5,000"; escaped."""
    if value is not None:
        said = _with_unit(number(value), unit, units.single(value))
        return _(_COMPARATORS[comparator], figure=said) if comparator in _COMPARATORS else said
    if low is not None and high is not None:
        return _with_unit(_("{low} to {high}", low=number(low), high=number(high)), unit)
    if low is not None:
        return _with_unit(_("{figure} or more", figure=number(low)), unit)
    return _with_unit(_("up to {figure}", figure=number(high)), unit) if high is not None else _("no figure")


def _with_unit(said: str, unit: str | None, alone: bool = False) -> str:
    if not unit:
        return said
    if unit == "percent":
        return _("{figure}%", figure=said)
    if re.fullmatch(r"[A-Z]{3}", unit):
        return _("{currency} {figure}", currency=unit, figure=said)
    return f"{said} {escape(units.after(unit, alone))}"


__all__ = [
    "date_words", "escape", "figure", "iso", "label", "lang", "listed", "marks", "no_date", "no_outlet", "number",
    "one_line", "outlet", "quotation", "unmarked",
]  # fmt: skip
