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
    forgetting.add_argument("name", metavar="ARTICLE|OUTLET", help="the id of an article, or the name of an outlet")
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
    from extract.store.backup import restore as run

    run(options.backup, options.store, options.replace)
    say(f"{options.store}: restored from {options.backup}")
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
    from extract.pipeline import derive
    from extract.store import open_store
    from extract.store.takedown import articles_of, take_down

    with open_store(options.store) as store:
        what = "article" if store.one("SELECT 1 FROM articles WHERE id = ?", (options.name,)) else "outlet"
        count = len(articles_of(store, what, options.name))
        if not options.yes and not _agreed(f"{count} articles of {what} {options.name} go for good, and with them"):
            say("nothing was taken out; --yes says so beforehand")
            return PARTIAL
        take_down(store, what, options.name, options.reason)
        derive(store)
    say(f"{count} articles taken out; backups made before still hold them")
    return 0


def _agreed(what: str) -> bool:
    """Ask on a terminal whether to go on; nobody who is not there agrees."""
    if not sys.stdin.isatty():
        return False
    say(f"{what} all that was found in them. Type yes to go on:")
    return sys.stdin.readline().strip().lower() == "yes"
