"""What the sources of the dashboard say, and what the French catalogue says of it.

python -m tests.dashboard.catalogue      prints the sentences without French, ready to go into dashboard/locale/fr.po
"""

import ast
import json
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

DASHBOARD = Path(__file__).parents[2] / "dashboard"
FRENCH = DASHBOARD / "locale/fr.po"
ENGINE = DASHBOARD / "locale/fr.engine.po"
KEYWORDS = {"_": 1, "N_": 1, "n_": 2}
"""What marks a sentence in the sources, and how many of its arguments are one."""


def said() -> dict[str, tuple[str, str | tuple[str, ...]]]:
    """Return the sentences of the sources by their key (the one for one, where there is one for many): place, id.

    Read from the syntax tree, because babel's own extraction passes over what stands inside an f-string.
    """
    found: dict[str, tuple[str, str | tuple[str, ...]]] = {}
    for path in sorted(DASHBOARD.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                strings = [constant(argument) for argument in node.args[: KEYWORDS[node.func.id]]]
                if None not in strings and strings:
                    id = strings[0] if len(strings) == 1 else tuple(strings)
                    found.setdefault(key(id), (f"{path.relative_to(DASHBOARD)}:{node.lineno}", id))
    return found


def constant(argument: ast.expr) -> str | None:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def key(id: str | tuple[str, ...] | list[str]) -> str:
    return id if isinstance(id, str) else id[0]


def french(path: Path = FRENCH) -> Catalog:
    """Return a French catalogue."""
    with path.open("rb") as lines:
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
