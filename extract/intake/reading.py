"""By what articles are read here: the version of the rules, and the network of the tagger."""

from functools import cache

from extract import __version__
from extract.errors import ModelError
from extract.quotes.tagger.model import NETWORK, checked
from extract.store.provenance import Reading


@cache
def reading() -> Reading:
    """Return what the store notes beside each article that is searched here, in this process or in workers of it.

    The network itself is not loaded: a process that only writes what workers find has no use for it.
    """
    try:
        network = checked()[0]["sha256"][NETWORK]
    except ModelError:
        network = None
    return Reading(onrecord=__version__, model=network)
