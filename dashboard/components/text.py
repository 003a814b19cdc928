"""Words for the screen: escaping, quotation marks of each language, dates and figures as people read them.

What an article says is never trusted: it goes through `escape` into `st.html`, or through `label` where Streamlit takes
nothing but Markdown.
"""

import html
import re
from decimal import Decimal, InvalidOperation

_YEAR = "January February March April May June July August September October November December"
MONTHS = tuple(_YEAR.split(" "))
LANGUAGES = {"en": "English", "fr": "French", "": "language not known"}
NO_DATE = "no date given"
WORD_JOINER = "\u2060"
MARKS = {"fr": ("«\u202f", "\u202f»")}
_ENGLISH_MARKS = ("“", "”")
_OUTER = (("“", "”"), ("«", "»"), ('"', '"'), ("‘", "’"), ("„", "“"), ("‹", "›"), ("''", "''"))
_COMPARATORS = {"~": "about ", ">": "more than ", ">=": "at least ", "<": "less than ", "<=": "up to "}
_INVISIBLE = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]")


def escape(text: object) -> str:
    """Return text fit for `st.html`: no markup, and no control character that could turn the line around."""
    return html.escape(_INVISIBLE.sub("", str(text)), quote=True)


def one_line(text: object) -> str:
    """Return a name or a message, escaped, as one line: what would break it or cannot be seen is a space."""
    return escape(" ".join(_INVISIBLE.sub(" ", str(text)).split()))


def label(text: object) -> str:
    """Return text that Streamlit's Markdown shows as it stands: no link, image, colour, maths, emoji or list.

    Backslashes stop Markdown itself; a word joiner (invisible) after some characters stops what Streamlit and GitHub's
    Markdown look for in the finished text: `:smile:`, `->`, bare addresses. No more than needed is escaped, because a
    screen reader is given the label as it is written.
    """
    clean = " ".join(_INVISIBLE.sub("", str(text)).split())
    escaped = re.sub(r"([\\`*_{}\[\]<>$:~|#&^=@!])|^([-+])|(?<=^\d)([.)])", r"\\\g<0>", clean)
    return re.sub(r"[:@]|[-<>=~](?=\\?[-<>=~])|(?<=[wW]{3})\.", rf"\g<0>{WORD_JOINER}", escaped)


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


def date_words(date: str | None) -> str:
    """Return "3 May 2026" for an ISO date or time, "10 September, no year given" for "--09-10"."""
    if not date:
        return NO_DATE
    found = re.match(r"(\d{4}|-)-(\d{2})(?:-(\d{2}))?", date)
    if not found or not 1 <= int(found[2]) <= 12:
        return escape(date)
    day = f"{int(found[3])} " if found[3] else ""
    month = MONTHS[int(found[2]) - 1]
    return f"{day}{month}, no year given" if found[1] == "-" else f"{day}{month} {found[1]}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return "1 outlet", "2 outlets", "1,204 outlets"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: list[str], at_most: int = 4) -> str:
    """Return "A, B and C", or "A, B, C and 5 more"; the names come escaped."""
    if len(names) > at_most:
        names = [*names[: at_most - 1], f"{len(names) - at_most + 1} more"]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def number(value: object) -> str:
    """Return a number with thousands set off and no needless zeros: "1,150", "0.5"."""
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return escape(value)
    if not exact.is_finite():
        return escape(value)
    written = f"{exact:,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def figure(value: object, low: object, high: object, comparator: str = "=", unit: str | None = None) -> str:
    """Return a quantity as people say it: "about 800", "750 to 850", "at least 63%", "USD 5,000"; escaped."""
    if value is not None:
        said = _COMPARATORS.get(comparator, "") + _with_unit(number(value), unit)
    elif low is not None and high is not None:
        said = _with_unit(f"{number(low)} to {number(high)}", unit)
    elif low is not None or high is not None:
        said = _with_unit(f"{number(low)} or more" if low is not None else f"up to {number(high)}", unit)
    else:
        said = "no figure"
    return said


def plural(unit: str, said: str) -> str:
    """Return an English unit as it stands after a figure: "months" after 3, "km" after any."""
    spelled = re.fullmatch(r"[a-z][a-z ]{2,}[a-rt-z]", unit)
    return f"{unit}s" if spelled and said != "1" else unit


def _with_unit(said: str, unit: str | None) -> str:
    if not unit:
        return said
    if unit == "percent":
        return f"{said}%"
    return f"{escape(unit)} {said}" if re.fullmatch(r"[A-Z]{3}", unit) else f"{said} {escape(plural(unit, said))}"
