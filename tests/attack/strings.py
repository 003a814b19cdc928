"""Hostile strings, made from a seed: what SQL, full-text search, spreadsheets and addresses stumble over."""

import random
from collections.abc import Iterator, Sequence

SQL = (
    *("'", '"', ";", "--", "/*", "*/", ")", "(", "' OR 1=1 --", "'); DROP TABLE articles;--", "UNION SELECT", "NULL"),
    *("\\", "\\'", "`x`", "[x]", "?", "?1", ":a", "@b", "$c", "%", "_", "LIKE", "GLOB", "x'00'", "0x00", "ATTACH"),
    *("PRAGMA", "||", "char(39)", "ʼ", "＇", "CASE WHEN", "randomblob(1000000000)"),
)
FTS = (
    *("AND", "OR", "NOT", "NEAR", "NEAR(a,9)", "a*", "*", "^a", "a:b", "words:a", "{a}:b", "-a", "+a", '"a', '""a""'),
    *('"a"', '""', "(a", "(a OR (a))", "a^", "col:*", '?"a"', "＂", "„a‟", "rank", "MATCH", 'a"*b', '"*'),
)
SHEETS = (
    *("=", "+", "-", "@", "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/C calc'!A0", "{=1}", "＝1+1", "＋1", "－1", "＠a"),
    *('=HYPERLINK("http://evil.example","x")', '=WEBSERVICE("http://evil.example")', '=DDE("a";"b";"c")', "−1", "﹣1"),
    *("﹦1", "=A1", "-2+3", "+A1;B2", "=1;2", "'=1", '"=1"', "=1,2", "\ufeff=1", "\u200b=1", "\xa0=1", "\xad=1"),
    *("\u2028=1", "\u202e=1", "1e9", "1/2", "01.02.2026", "1,5", "1;5", "TRUE", "#REF!", "%0A=1", "\x0b=1", "\x0c=1"),
    *("\x1f=1", "\x00=1", "\x85=1", "$A$1", "~", "^", "|", "\u3000=1", "ａ", "=+-@", ",=1", ";=1", "\t=1", "\n=1"),
    *("\r=1", "; =1", ';"=1', ";'=1", "a plain word"),
)
BLANKS = (" ", "\t", "\r", "\n", "\r\n", "\0", "\u00a0", "\u2028", "\u200b", "\ufeff", "\u202e", "", "", "")
BETWEEN = ("", " ", ",", ";", "\t", "\n", '"', "'", "|", ":", "\u00a0")
LETTERS = "aéß中🙂ﷺ\u0301\ud800\udfff\x1b\x7f0١"


def strings(pieces: Sequence[str], seed: int, count: int) -> Iterator[str]:
    """Yield so many strings made of pieces, blanks, separators and letters; the same ones for the same seed."""
    rng = random.Random(seed)
    for _ in range(count):
        parts = [rng.choice(pieces) if rng.random() < 0.7 else _letters(rng) for _ in range(rng.randint(1, 4))]
        text = rng.choice(BLANKS) + rng.choice(BETWEEN).join(parts)
        yield text * rng.choice((2, 20, 400)) if rng.random() < 0.001 else text


def _letters(rng: random.Random) -> str:
    return "".join(chr(rng.randrange(0x11_0000)) if rng.random() < 0.3 else rng.choice(LETTERS) for _ in range(3))
