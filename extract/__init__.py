"""On Record's engine: who said what, in which words, where; which numbers were claimed, and where they disagree."""
