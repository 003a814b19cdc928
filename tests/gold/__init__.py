"""The annotation of the sample in data/gold, and how far the product agrees with it (`python -m tests.gold`)."""
