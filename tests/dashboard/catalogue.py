"""What the sources of the dashboard say, and what the French catalogue says of it.

python -m tests.dashboard.catalogue      prints the sentences without French, ready to go into dashboard/locale/fr.po
"""

import json
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

DASHBOARD = Path(__file__).parents[2] / "dashboard"
FRENCH = DASHBOARD / "locale/fr.po"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "n_": (1, 2)}


def said() -> dict[str, tuple[str, str | tuple[str, ...]]]:
    """Return the sentences of the sources by their key (the one for one, where there is one for many): place, id."""
    found = extract_from_dir(DASHBOARD, method_map=[("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True)
    return {key(id): (f"{name}:{line}", id) for name, line, id, _, _ in found}


def key(id: str | tuple[str, ...] | list[str]) -> str:
    return id if isinstance(id, str) else id[0]


def french() -> Catalog:
    """Return the French catalogue."""
    with FRENCH.open("rb") as lines:
        return read_po(lines, locale="fr")


def translated() -> dict[str, Message]:
    """Return the messages of the French catalogue by their key."""
    return {key(message.id): message for message in french() if message.id}


def main() -> None:
    """Print what is missing, as entries of the catalogue."""
    have = translated()
    for name, (place, id) in said().items():
        if name not in have:
            print(f"\n#: {place}\nmsgid {quoted(name)}")
            print('msgstr ""' if isinstance(id, str) else f'msgid_plural {quoted(id[1])}\nmsgstr[0] ""\nmsgstr[1] ""')


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    main()
