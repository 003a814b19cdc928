"""Why a store cannot be shown, in the language of the page: the errors that the store raises, each said anew."""

import re

from dashboard.words import N_, _

# What stands in groups (paths, versions, commands) stays as it is.
FORMS = tuple(
    (re.compile(form), words)
    for form, words in (
        (
            r"(?P<path>.+): of an older version \((?P<version>\d+)\); bring it up to date with: (?P<command>.+)",
            N_("{path}: of an older version ({version}); bring it up to date with: {command}"),
        ),
        (
            r"(?P<path>.+): written by a newer On Record \(store version (?P<version>\d+), "
            r"this one reads (?P<own>\d+)\); update it with: (?P<command>.+)",
            N_(
                "{path}: written by a newer On Record (store version {version}, this one reads {own}); "
                "update it with: {command}"
            ),
        ),
        (
            r"(?P<path>.+): a database, but not a store of On Record; name another file with --store",
            N_("{path}: a database, but not a store of On Record; name another file with --store"),
        ),
        (
            r"(?P<path>.+): a folder, not a store; name a file with --store",
            N_("{path}: a folder, not a store; name a file with --store"),
        ),
        (
            r"(?P<path>.+): not a database; name the store with --store, or move the file away to start anew",
            N_("{path}: not a database; name the store with --store, or move the file away to start anew"),
        ),
        (
            r"(?P<path>.+): another program is writing to the store; wait until it has ended, then try again",
            N_("{path}: another program is writing to the store; wait until it has ended, then try again"),
        ),
        (
            r"(?P<path>.+): the store is damaged; restore a backup, or move the file away and ingest again",
            N_("{path}: the store is damaged; restore a backup, or move the file away and ingest again"),
        ),
        (
            r"(?P<path>.+): the store cannot be read; check the permissions of the file and of its folder",
            N_("{path}: the store cannot be read; check the permissions of the file and of its folder"),
        ),
        (
            r"(?P<path>.+): the store cannot be opened; check that the folder exists and its permissions",
            N_("{path}: the store cannot be opened; check that the folder exists and its permissions"),
        ),
    )
)


def said(error: Exception) -> str:
    """Return an error of the store in the language of the page, not escaped; one that is unknown here as it stands."""
    for form, words in FORMS:
        if found := form.fullmatch(str(error)):
            return _(words, **found.groupdict())
    return str(error)
