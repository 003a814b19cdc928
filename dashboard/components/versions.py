"""The versions of an article: which one is shown, what changed, and where else it was read."""

from collections.abc import Sequence

from dashboard.components import address, diff
from dashboard.components.text import date_words, escape, lang, one_line
from dashboard.words import _, n_
from extract import word_diff
from extract.store.queries.versions import VersionView


def of_article(versions: Sequence[VersionView], id: str, language: str | None) -> str:
    """Return the versions of the article with this id as HTML; nothing where it has one, read at one address."""
    own = next((version for version in versions if version.id == id), None)
    if own is None or (len(versions) == 1 and len(own.addresses) == 1):
        return ""
    parts = _older(versions, own), _listed(versions, own), _changed(versions, own, language)
    return f'<section class="versions">{"".join(parts)}</section>'


def _older(versions: Sequence[VersionView], own: VersionView) -> str:
    """Return that another version stands in the lists, with a link to it."""
    if own.stands:
        return ""
    newest = next(version for version in versions if version.stands)
    link = f'<a href="{address.link("article", id=newest.id)}">{_("the one that counts")}</a>'
    return f"<p>{_('This is kept beside {link}: lists and matching leave it out.', link=link)}</p>"


def _listed(versions: Sequence[VersionView], own: VersionView) -> str:
    items = "".join(f"<li>{_named(version, own)}</li>" for version in versions)
    title = n_("{n} reading of this article", "{n} readings of this article", len(versions))
    return f'<details class="fold"><summary>{title}</summary><ul>{items}</ul></details>'


def _named(version: VersionView, own: VersionView) -> str:
    """Return a version: its day, whether it is this one, and where it was read."""
    day = date_words(version.updated_at or version.published_at)
    name = day if version.id == own.id else f'<a href="{address.link("article", id=version.id)}">{day}</a>'
    said = [
        _("shown here") if version.id == own.id else "",
        _("the same text") if version.relation == "same" else "",
        *(one_line(uri) for uri in version.addresses),
    ]
    return " · ".join([name, *(part for part in said if part)])


def _changed(versions: Sequence[VersionView], own: VersionView, language: str | None) -> str:
    """Return what changed since the version before, word by word, folded."""
    earlier = [version for version in versions[: versions.index(own)] if version.body != own.body]
    if not earlier:
        return ""
    words = diff.changes(word_diff(earlier[-1].body, own.body), language, "indirect")
    title = escape(_("What changed since the version before"))
    return f'<details class="fold"><summary>{title}</summary><div{lang(language)}>{diff.key()}{words}</div></details>'
