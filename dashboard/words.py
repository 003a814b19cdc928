"""The interface's own words, in English or French, and numbers, dates and lists as the language writes them.

The English sentence is the key of its translation; `dashboard/locale/fr.po` holds the French. Which language a page
speaks stands in its address (`lang=fr`); without it, the browser's first language decides.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

import streamlit as st
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol, get_group_symbol
from streamlit.runtime.scriptrunner import get_script_run_ctx

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")
PARAMETER = "lang"
LOCALE = Path(__file__).parent / "locale"
NARROW = "\u202f"


def interface() -> Language:
    """Return the language of the page: the address's, else the browser's; English where there is no page."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return "en"
    given = st.query_params.get(PARAMETER)
    return next((one for one in LANGUAGES if one == given), None) or preferred()


def preferred() -> Language:
    """Return French where the browser's first language is French, else English."""
    return "fr" if (st.context.locale or "").lower().startswith("fr") else "en"


def _(msgid: str, **values: object) -> str:
    """Return the interface's words for an English sentence with its {values} put in; they are not escaped here."""
    words = catalogue(interface()).get(msgid, msgid)
    return words.format(**values) if values else words


def n_(one: str, many: str, n: int, **values: object) -> str:
    """Return the words for one or for many, with {n} as the language writes it: "1,204 outlets"."""
    language = interface()
    forms = plurals(language).get(one, (one, many))
    # French counts nought as one: "0 article".
    alone = n in (0, 1) if language == "fr" else n == 1
    return forms[0 if alone else 1].format(n=decimal(n), **values)


def N_(msgid: str) -> str:  # noqa: N802 - what gettext calls it
    """Return an English sentence as it is: it stands in a table here, and is translated where it is shown."""
    return msgid


def decimal(value: int | float | Decimal) -> str:
    """Return a number with its thousands set off: "1,150.5" or "1 150,5"; no digit is rounded away."""
    locale = interface()
    whole, _point, part = f"{value:,f}".partition(".") if isinstance(value, Decimal) else f"{value:,}".partition(".")
    part = part.rstrip("0")
    grouped = whole.replace(",", get_group_symbol(locale))
    return f"{grouped}{get_decimal_symbol(locale)}{part}" if part else grouped


def day(moment: date) -> str:
    """Return "3 May 2026", "3 mai 2026"."""
    return f"{ordinal(moment.day)} {format_date(moment, 'MMMM y', locale=interface())}"


def ordinal(number: int) -> str:
    """Return the day of a month as it stands before the month: the first is "1er" in French."""
    return "1er" if number == 1 and interface() == "fr" else str(number)


def month(number: int) -> str:
    """Return the name of a month, 1 to 12."""
    return str(Locale(interface()).months["format"]["wide"][number])


def language(code: str | None) -> str:
    """Return the name of an article's language ("French", "français"), or the code of one without a name."""
    if not code:
        return _("language not known")
    try:
        return Locale.parse(code.replace("-", "_")).get_language_name(interface()) or code
    except (ValueError, UnknownLocaleError):
        return code


def listed(names: Sequence[str], at_most: int = 4) -> str:
    """Return "A, B and C", or "A, B, C and 5 more"."""
    names = list(names)
    if len(names) > at_most:
        names = [*names[: at_most - 1], n_("{n} more", "{n} more", len(names) - at_most + 1)]
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


@cache
def catalogue(language: Language, part: str = "") -> Mapping[str, str]:
    """Return the sentences of a language by the English one; nothing for English. `part` "engine" is what it says."""
    found = (message for message in _read(language, part) if isinstance(message.id, str))
    return {str(message.id): spaced(str(message.string)) for message in found}


@cache
def plurals(language: Language) -> Mapping[str, tuple[str, str]]:
    """Return the words for one and for many by the English ones for one."""
    found = (message for message in _read(language) if not isinstance(message.id, str))
    return {message.id[0]: (spaced(message.string[0]), spaced(message.string[1])) for message in found}


def _read(language: Language, part: str = "") -> list[Message]:
    """Return the translated messages of a language's catalogue, or of a part that has its own."""
    path = LOCALE / ".".join(filter(None, (language, part, "po")))
    if not path.exists():
        return []
    with path.open("rb") as lines:
        return [message for message in read_po(lines, locale=language) if message.id and all(_strings(message.string))]


def _strings(string: str | Sequence[str]) -> Sequence[str]:
    return (string,) if isinstance(string, str) else string


def spaced(words: str) -> str:
    """Return French as it is printed: narrow no-break spaces before ; : ! ? and within « », typographic apostrophes."""
    return re.sub(r"(?<=[^\W\d_])'(?=[\w<{«“])", "’", re.sub(r"(?<=«) | (?=[;:!?»%])", NARROW, words))
