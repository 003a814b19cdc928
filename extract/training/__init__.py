"""Trains the tagger of `extract.quotes.tagger`; needs the extra `train` (torch), which nothing at run time does."""
