"""A dossier as one page of HTML to print or to send: nothing in it is fetched, and no word of an article is markup."""

import html
import re
from collections.abc import Callable, Iterable, Iterator

from extract.export.columns import link
from extract.export.dossier import Entry, Source, on_the_web, state

Say = Callable[[str], str]
"""Returns what the document says for a `state` and for "speaker", "outlet", "title" (not known), "place" and "checked".

The last has {name} and {date} in it, which come escaped."""

_UNSEEN = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]")
MARKS = {"fr": ("«\u202f", "\u202f»")}
STYLE = """
@page { size: A4; margin: 20mm 18mm; }
body { font: 11pt/1.5 Georgia, "Times New Roman", serif; color: #1b1d1f; max-width: 42rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: break-word; font-variant-numeric: tabular-nums; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
.about, .by, .sources { font-family: system-ui, sans-serif; font-size: .85rem; color: #44494e; }
ol.things { list-style: none; margin: 1.5rem 0 0; padding: 0; }
ol.things > li { border-top: 1px solid #d8dbde; padding: 1rem 0; break-inside: avoid-page; }
q { quotes: none; display: block; font-size: 1.15rem; line-height: 1.4; }
q.words { font-size: 1rem; color: inherit; font-family: Georgia, "Times New Roman", serif; }
.note { white-space: pre-line; margin: .5rem 0 0; border-left: 3px solid #0072b2; padding-left: .75rem; }
.sources { margin: .5rem 0 0; padding-left: 1.25rem; }
.sources li { margin: 0 0 .5rem; }
a { color: #0072b2; }
@media print { body { margin: 0; max-width: none; } a { color: inherit; } a.out::after { content: none; } }
"""


def document(
    title: str, note: str, about: str, entries: Iterable[Entry], say: Say, date: Callable[[str | None], str],
    *, language: str = "en", base_url: str = "",
) -> Iterator[bytes]:  # fmt: skip
    """Yield the document in pieces, in UTF-8.

    `about` is the line under the title; `say` and `date` give words and dates in the `language` of the document,
    `date` escaped. `base_url` is the dashboard's address with its last slash.
    """
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    yield (
        f'<!doctype html>\n<html lang="{_escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{_escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<h1>{_escape(title)}</h1>\n<p class="about">{_escape(about)}</p>\n'
        f'{_note(note)}<ol class="things">\n'
    ).encode("utf-8", "replace")
    for number, entry in enumerate(entries, 1):
        yield _entry(number, entry, say, date, base_url).encode("utf-8", "replace")
    yield b"</ol>\n</body>\n</html>\n"


def _entry(number: int, entry: Entry, say: Say, date: Callable[[str | None], str], base_url: str) -> str:
    who = _escape(entry.speaker) if entry.speaker else _escape(say("speaker"))
    by = f'<p class="by">{who}</p>' if entry.speaker or entry.kind == "statement" else ""
    figure = f"<p><b>{_escape(entry.figure)}</b></p>" if entry.figure else ""
    sources = "".join(_source(source, entry, say, date, base_url) for source in entry.sources)
    return (
        f"<li>{_state(entry, say)}{figure}{_quoted(entry.text, entry.language, entry.quote_kind)}{by}"
        f'{_note(entry.note)}<ul class="sources">{sources}</ul></li>\n'
    )


def _state(entry: Entry, say: Say) -> str:
    told = say(state(entry))
    return f'<p class="about">{_escape(told)}</p>' if told else ""


def _source(source: Source, entry: Entry, say: Say, date: Callable[[str | None], str], base_url: str) -> str:
    outlet = _escape(source.outlet) if source.outlet else _escape(say("outlet"))
    title = _escape(source.title) if source.title else _escape(say("title"))
    web = on_the_web(source.uri, source.words)
    place = link(base_url, source.article_id, source.start, source.end) if base_url else ""
    ways = [
        f'<a class="out" href="{_escape(web)}" rel="noreferrer">{_escape(source.uri)}</a>' if web else "",
        f'<a href="{_escape(place)}">{_escape(say("place"))}</a>' if place else "",
        "" if web else _escape(source.uri),
    ]
    words = "" if source.words == entry.text else _quoted(source.words, source.language, source.kind, "words")
    checked = say("checked").format(name=_escape(source.checked_by), date=date(source.checked_at))
    ways += [checked] if source.checked_by else []
    return f"<li><b>{outlet}</b>, {date(source.date)}: {title}{words}<br>{' · '.join(filter(None, ways))}</li>"


def _quoted(text: str, language: str | None, kind: str, name: str = "") -> str:
    opening, closing = MARKS.get(language or "", ("“", "”")) if kind == "direct" else ("", "")
    spoken = f' lang="{_escape(language)}"' if language else ""
    named = f' class="{name}"' if name else ""
    return f'<q{named}{spoken} dir="auto">{opening}{_escape(text)}{closing}</q>'


def _note(note: str) -> str:
    return f'<p class="note" dir="auto">{_escape(note)}</p>' if note.strip() else ""


def _escape(text: object) -> str:
    return html.escape(_UNSEEN.sub("", str(text)), quote=True)
