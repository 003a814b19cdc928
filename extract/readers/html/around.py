"""Where an element of a page stands: inside the article's own container, in an aside, and under which names."""

from collections.abc import Iterator
from typing import Any

_ASIDE = frozenset(["aside", "footer", "nav", "form", "figcaption", "figure", "button", "label", "address"])


class Around:
    """What is known of the elements around the article's container `main`, each looked at once."""

    def __init__(self, main: Any) -> None:
        self.main = main
        self.above = set() if main is None else {main, *main.iterancestors()}
        self._names: dict[Any, str] = {}
        self._inside: dict[Any, bool] = {None: False}

    def names(self, element: Any) -> str:
        """Return tags, classes and ids from the element up to what holds the container as well, in one line."""
        return " / ".join(map(self._name, self._path(element)))

    def aside(self, element: Any) -> bool:
        """Whether the element is in furniture by its tag: a footer, a form, a figure."""
        return any(above.tag in _ASIDE for above in self._path(element))

    def inside(self, element: Any) -> bool:
        """Whether it is in the container, or in a twin of that: sites part long texts for advertisements."""
        path = []
        while element not in self._inside:
            path.append(element)
            if self.main is not None and (element is self.main or _twins(element, self.main)):
                self._inside[element] = True
                break
            element = element.getparent()
        found = self._inside[element]
        self._inside.update(dict.fromkeys(path, found))
        return found

    def _path(self, element: Any) -> Iterator[Any]:
        while element is not None and element not in self.above:
            yield element
            element = element.getparent()

    def _name(self, element: Any) -> str:
        name = self._names.get(element)
        if name is None:
            name = f"{element.tag} {element.get('class') or ''} {element.get('id') or ''}"
            self._names[element] = name
        return name


def _twins(one: Any, other: Any) -> bool:
    named = one.get("class")
    beside = one.getparent() is other.getparent() or bool(named)
    return beside and one.tag == other.tag and named == other.get("class")
