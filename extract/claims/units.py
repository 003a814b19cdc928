"""Units and currencies: units.toml and the words of a language, as phrases that name a unit."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from extract.claims.lexemes import Phrases


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or currency; `factor` is the worth of one in the dimension's base, None where there is no product."""

    name: str
    dimension: str
    factor: Decimal | None = None

    @property
    def kind(self) -> str:
        """Return the kind of quantity that it makes: money, percent, duration or measure."""
        if self.dimension == "money":
            return "money"
        if self.dimension in ("share", "share change"):
            return "percent"
        return "duration" if self.dimension == "duration" else "measure"


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(resources.files("extract").joinpath("units.toml").read_text(encoding="utf-8"))


@cache
def units() -> Mapping[str, Unit]:
    """Return every unit and currency of units.toml by name."""
    data = _file()
    found = {row["name"]: Unit(row["name"], row["dimension"], _factor(row)) for row in data["unit"]}
    codes = [row["code"] for row in data["currency"]] + data["codes"]["iso"]
    return found | {code: Unit(code, "money") for code in codes}


def _factor(row: Mapping[str, Any]) -> Decimal | None:
    return Decimal(row["factor"]) if "factor" in row else None


@cache
def signs() -> Phrases[Unit]:
    """Return the currency signs and codes that stand before or after a number, in their own case."""
    data, known = _file(), units()
    found = {sign: known[row["code"]] for row in data["currency"] for sign in row["signs"]}
    codes = [row["code"] for row in data["currency"] if len(row["code"]) == 3 and row["code"].isupper()]
    for code in codes + data["codes"]["iso"]:
        found.setdefault(code, known[code])
        if code not in ("TRY", "MAD", "COP", "PEN", "ALL"):
            found.setdefault(code.lower(), known[code])
    for sign in [sign for sign in found if len(sign) > 2 and sign[0].isalpha() and sign.endswith("$")]:
        found.setdefault(sign.lower(), found[sign])
    return Phrases(found, exact=True)


@cache
def million_codes() -> Phrases[Unit]:
    """Return codes with an M before them, as bankers write millions ("30 MUSD")."""
    codes = [row["code"] for row in _file()["currency"] if len(row["code"]) == 3 and row["code"].isupper()]
    return Phrases({f"M{code}": units()[code] for code in codes}, exact=True)


@cache
def symbols() -> Phrases[Unit]:
    """Return the symbols of units, in their own case."""
    return Phrases(
        {sign: units()[row["name"]] for row in _file()["unit"] for sign in row.get("symbols", ())}, exact=True
    )


def words(section: Mapping[str, Any]) -> Phrases[Unit]:
    """Return a language's words for units and currencies; a name that units.toml has not is a unit of its own."""
    known = units()
    found = {w: known.get(name, Unit(name, name)) for name, listed in section["unit_words"].items() for w in listed}
    for name, listed in section["currency_words"].items():
        found |= {word: known.get(name, Unit(name, "money")) for word in listed}
    return Phrases(found)
