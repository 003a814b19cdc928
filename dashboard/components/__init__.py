"""The parts that pages are made of; what comes from an article passes through `text` before it is drawn."""
