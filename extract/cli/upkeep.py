"""`backup`, `restore`, `verify`, `compact`, `forget`: keeping a store for years."""

import argparse
import sys
from typing import Any

from extract.cli.commands import PARTIAL, command, store_option
from extract.cli.printing import say, show


def add(commands: Any) -> None:
    """Add the commands."""
    saving = command(commands, "backup", backup, "write a whole, checked copy of the store", store_option())
    saving.add_argument("target", metavar="FILE", help="the file to write; it must not be there yet")
    restoring = command(commands, "restore", restore, "put a backup in the place of the store", store_option())
    restoring.add_argument("backup", metavar="FILE", help="what onrecord backup wrote")
    restoring.add_argument("--replace", action="store_true", help="also where there is a store already")
    command(commands, "verify", verify, "check the store against the texts that it holds", store_option())
    command(commands, "compact", compact, "give back space that the store no longer needs", store_option())
    forgetting = command(commands, "forget", forget, "take an article or an outlet out for good", store_option())
    words = "the id of an article, or the name of an outlet; without one, what was taken out, when and why"
    forgetting.add_argument("name", metavar="ARTICLE|OUTLET", nargs="?", help=words)
    forgetting.add_argument("--reason", default="", metavar="WORDS", help="why, for the log")
    forgetting.add_argument("--yes", action="store_true", help="do not ask")


def backup(options: argparse.Namespace) -> int:
    """Write a whole, checked copy of the store, while others may read and write it."""
    from extract.store.backup import backup as run

    size = run(options.store, options.target)
    say(f"{options.target}: {size:,} bytes, checked; onrecord restore puts it back")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put a backup in the place of the store, in one transaction."""
    from extract.store import open_store, queries
    from extract.store.backup import restore as run

    again = run(options.backup, options.store, options.replace)
    say(f"{options.store}: restored from {options.backup}")
    for entry in again:
        say(f"in it again, and to be forgotten again: {_told(*entry)}")
    with open_store(options.store, readonly=True) as store:
        if queries.underived(store):
            say(f"not matched yet; that does: onrecord ingest --store {options.store}")
    return 0


def verify(options: argparse.Namespace) -> int:
    """Read every article of the store again and name each thing that is not as it should be."""
    from extract.store import open_store
    from extract.store.verify import problems

    found = 0
    with open_store(options.store, readonly=True) as store:
        for line in problems(store):
            found += 1
            show(line)
    count = f"{found:,} problem{'s' if found > 1 else ''}"
    say(f"{options.store}: {count}, each named above; restore a backup" if found else f"{options.store}: sound")
    return PARTIAL if found else 0


def compact(options: argparse.Namespace) -> int:
    """Write the store anew without what it no longer needs; it needs twice its size of free space meanwhile."""
    from extract.store import open_store
    from extract.store.compaction import compact as run

    with open_store(options.store) as store:
        done = run(store)
    saved = f"{done.before - done.after:,} bytes given back"
    say(f"{options.store}: {done.after:,} bytes, {saved if done.after < done.before else 'nothing to give back'}")
    return 0


def forget(options: argparse.Namespace) -> int:
    """Take an article or an outlet out for good: text, original and all that was found; the log says when and why."""
    from extract import pipeline
    from extract.store import open_store
    from extract.store.takedown import articles_of, log

    if options.name is None:
        with open_store(options.store, readonly=True) as store:
            for entry in log(store):
                show(_told(**entry))
        return 0
    with open_store(options.store) as store:
        known = "SELECT 1 FROM articles WHERE id = ?", "SELECT 1 FROM articles WHERE outlet = ?"
        article, outlet = (store.one(sql, (options.name,)) for sql in known)
        what = "article" if article else "outlet" if outlet else "article or outlet"
        count = len(articles_of(store, what, options.name))
        if not options.yes and not _agreed(_goes(what, options.name, count)):
            say("nothing was taken out; --yes says so beforehand")
            return PARTIAL
        pipeline.forget(store, what, options.name, options.reason)
    say(f"{_articles(count)} taken out; {AGAIN}; backups made before still hold what went")
    return 0


AGAIN = "a file of it that is read again comes back, so take it out of the folders that are read, too"


def _goes(what: str, name: str, count: int) -> str:
    if what == "article":
        others = f" and {count - 1} other version{'s' if count > 2 else ''} of it" if count > 1 else ""
        return f"the article {name}{others}"
    return f"{_articles(count)} of the outlet {name}, with their versions,"


def _told(what: str, id: str, articles: int, reason: str, time: str) -> str:
    """Return an entry of the log of takedowns, which does not name outlets."""
    named = f"article {id}" if what == "article" else "an outlet"
    return f"{time}  {named}, {_articles(articles)} in all{f': {reason}' if reason else ''}"


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"


def _agreed(what: str) -> bool:
    """Ask on a terminal whether to go on; nobody who is not there agrees."""
    if not sys.stdin.isatty():
        return False
    say(f"{what} will go for good, and all that was found there. Type yes to go on:")
    return sys.stdin.readline().strip().lower() == "yes"
