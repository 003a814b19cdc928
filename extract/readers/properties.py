"""What a file says of itself beside its text."""

from extract.readers.decode import storable

# The longest title that is one, in characters.
TITLE = 300
# Where a title or an author stands in a text, if it does.
_HEAD = 5000


def said(words: str | None, content: str) -> str | None:
    """Return a title or an author that a file names where the head of its text has it too.

    Else it is of whoever made the file, or of the program: "Microsoft Word - draft3", "jdoe".
    """
    plain = " ".join((words or "").split())
    inside = 3 < len(plain) <= TITLE and plain.casefold() in " ".join(content[:_HEAD].split()).casefold()
    return storable(plain) if inside else None
