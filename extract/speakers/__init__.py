"""Who speaks: from the local mention to one speaker, within an article and across all of them."""
