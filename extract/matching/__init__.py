"""The same utterance and the same measure across articles, and how they vary."""
