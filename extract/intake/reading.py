"""By what articles are read here: the version of the rules, and the network of the tagger."""

from functools import cache

from extract import __version__
from extract.errors import ModelError
from extract.quotes.tagger.model import NETWORK, load
from extract.store.provenance import Reading


@cache
def reading() -> Reading:
    """Return what the store notes beside each article that is searched in this process."""
    try:
        network = load().manifest["sha256"][NETWORK]
    except ModelError:
        network = None
    return Reading(onrecord=__version__, model=network)
