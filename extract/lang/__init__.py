"""Languages as data: one TOML file each, with a section for every package that needs words of the language.

A package turns its section into a typed lexicon of its own (`quotes.cues.lexicon(language)`, say), so that this module
knows nothing of what the sections hold.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from extract.errors import LanguageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """An ISO 639-1 `code`, the English `name`, the spaCy `model` package, and the `sections` of the file.

    Two languages are equal when their codes are; lexicons can be cached by language.
    """

    code: str
    name: str
    model: str
    sections: Mapping[str, Mapping[str, Any]] = field(compare=False, hash=False)

    def section(self, name: str) -> Mapping[str, Any]:
        """Return a section; raises `LanguageError` if the file has none of that name."""
        try:
            return self.sections[name]
        except KeyError:
            raise LanguageError(f"extract/lang/{self.code}.toml: no section [{name}]; add it") from None


@cache
def supported() -> tuple[str, ...]:
    """Return the codes of the languages that have a file, sorted."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


@cache
def load(code: str) -> Language:
    """Return the language with this code; raises `LanguageError` where it has no file or a broken one."""
    if code not in supported():
        raise LanguageError(f"language {code!r} is not supported; there is {', '.join(supported())}")
    source = resources.files(__name__).joinpath(f"{code}.toml")
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
        return Language(code=code, name=data.pop("name"), model=data.pop("model"), sections=data)
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise LanguageError(f"extract/lang/{code}.toml: {error}; correct the file") from error
