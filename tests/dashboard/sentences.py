"""The sentences of the engine that can reach a page: what went wrong, and what to do; read from its sources.

python -m tests.dashboard.sentences      prints those without French, ready to go into dashboard/locale/fr.engine.po

An error is "cause; remedy", and a `Failure` has both apart, so each half is a sentence of its own. What the code puts
in stands as {0}, {1} …; where it puts in words of its own (a name that is given a sentence a few lines above), these
are collected too.
"""

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tests.dashboard.catalogue import ENGINE, french, quoted

EXTRACT = Path(__file__).parents[2] / "extract"
# What these raise is printed by a command and reaches no page; no page asks for an order that there is not.
OF_COMMANDS = ("cli/", "training/", "store/backup.py", "store/takedown.py", "intake/tellers.py", "jsonlines.py")
OF_COMMANDS += ("store/queries/statements.py",)
BUILTIN = frozenset({"ValueError", "TypeError", "OSError", "AttributeError", "KeyError", "IndexError", "RuntimeError"})
RAISE = ("_refused", "_kind")
"""Functions that make an error of a sentence, or a sentence of an error."""
KEPT = {"Failure": ("cause", "remedy", "place"), "Extraction": ("note",), "Result": ("message",)}
"""What of a result is a sentence that pages show."""
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
Scope = dict[str, list[ast.expr]]


def said() -> dict[str, str]:
    """Return the sentences with the place where each is written."""
    found: dict[str, str] = {}
    for path in sorted(EXTRACT.rglob("*.py")):
        name = str(path.relative_to(EXTRACT))
        if not name.startswith(OF_COMMANDS):
            for line, template in sentences(ast.parse(path.read_text(encoding="utf-8"))):
                for half in template.split("; "):
                    if " " in literal(half) and any(one.isalpha() for one in literal(half)):
                        found.setdefault(half, f"{name}:{line}")
    return found


def literal(template: str) -> str:
    """Return what of a template is always there."""
    return "".join(part for part in template.replace("}", "{").split("{")[::2])


def sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the templates that a module raises or fails with, each with its line."""
    named = bound(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for argument in told(node):
                for template in expanded(argument, named, frozenset()):
                    yield node.lineno, template


def told(call: ast.Call) -> list[ast.expr]:
    """Return the arguments of a call that tell a person what went wrong."""
    function = call.func.func if isinstance(call.func, ast.Call) else call.func
    name = getattr(function, "id", getattr(function, "attr", ""))
    if (name.endswith("Error") and name not in BUILTIN) or name in RAISE:
        return call.args[:1]
    if name == "failed":
        return call.args[1:3]
    return [one.value for one in call.keywords if one.arg in KEPT.get(name, ())]


def bound(tree: ast.Module) -> Scope:
    """Return what each name of a module is given, and what each of its functions returns."""
    scope: Scope = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for name, value in chain.from_iterable(pairs(target, node.value) for target in targets):
                scope.setdefault(name, []).append(value)
        elif isinstance(node, FUNCTIONS):
            returns = [one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value is not None]
            scope.setdefault(node.name, []).extend(returns)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
            for name, value in pairs(node.func.value, node.args[0]):
                scope.setdefault(name, []).append(value)
    return scope


def pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name | ast.Attribute):
        yield target.id if isinstance(target, ast.Name) else target.attr, value
    elif isinstance(target, ast.Tuple):
        # Of what a name cannot tell apart, each name may be each.
        same = isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts)
        for number, one in enumerate(target.elts):
            yield from pairs(one, value.elts[number] if same else value)


def expanded(value: ast.expr, named: Scope, seen: frozenset[str]) -> Iterator[str]:
    """Yield the templates that an expression may be, and those of the names that stand in them."""
    match value:
        case ast.Constant(value=str(words)):
            yield words.replace("{", "{{").replace("}", "}}")
        case ast.JoinedStr(values=parts):
            yield template(parts)
            for part in parts:
                if isinstance(part, ast.FormattedValue):
                    yield from expanded(part.value, named, seen)
        case ast.IfExp(body=body, orelse=other):
            yield from chain(expanded(body, named, seen), expanded(other, named, seen))
        case ast.BoolOp(values=values) | ast.Tuple(elts=values) | ast.List(elts=values) | ast.Dict(values=values):
            yield from chain.from_iterable(expanded(one, named, seen) for one in values)
        case ast.Name(id=name) | ast.Call(func=ast.Name(id=name)) | ast.Attribute(attr=name) if name not in seen:
            for given in named.get(name, ()):
                yield from expanded(given, named, seen | {name})
        case ast.Call(func=ast.Attribute(value=inner, attr="get"), args=arguments):
            yield from expanded(inner, named, seen)
            yield from chain.from_iterable(expanded(one, named, seen) for one in arguments[1:])
        case ast.Call(func=ast.Attribute(value=inner, attr="format")):
            yield from (words.replace("{{", "{").replace("}}", "}") for words in expanded(inner, named, seen))
        case ast.Call(func=ast.Attribute(attr="join"), args=[inner]):
            yield from expanded(inner, named, seen)
        case ast.GeneratorExp(generators=[ast.comprehension(iter=inner)]):
            yield from expanded(inner, named, seen)
        case ast.Subscript(value=inner) | ast.NamedExpr(value=inner):
            yield from expanded(inner, named, seen)


def template(parts: list[ast.expr]) -> str:
    """Return an f-string with its fields numbered."""
    words, fields = "", 0
    for part in parts:
        if isinstance(part, ast.Constant):
            words += str(part.value).replace("{", "{{").replace("}", "}}")
        else:
            words += f"{{{fields}}}"
            fields += 1
    return words


def main() -> None:
    """Print the sentences without French, as entries of the catalogue."""
    have = {str(message.id) for message in french(ENGINE)}
    for sentence, place in said().items():
        if sentence not in have:
            print(f'\n#: {place}\nmsgid {quoted(sentence)}\nmsgstr ""')


if __name__ == "__main__":
    main()
