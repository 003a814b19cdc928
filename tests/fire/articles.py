"""Invented articles, small: what outlets of a harbour town print, some of it in each other's words.

Most are lines of JSON; every tenth is a message, whose bytes a store keeps beside its text.
"""

import json
import random
from pathlib import Path

OUTLETS = ("The Estuary Post", "Morning Ledger", "Harbour Radio")
PEOPLE = ("Ada Brunel", "Mina Okoro", "Tom Alder", "Lise Moreau")
WORDS = (
    *("tide", "rope", "gull", "storm", "crew", "pilot", "mast", "crane", "fog", "net", "anchor", "buoy", "chart"),
    *("deck", "engine", "fleet", "gale", "helm", "island", "jetty", "keel", "lantern", "mooring", "north", "oar"),
    *("port", "quarter", "reef", "sail", "tug", "vessel", "wharf", "yard"),
)
THINGS = ("ferry", "quay", "bridge", "lighthouse", "market")


def write_articles(folder: Path, numbers: range) -> Path:
    """Write the articles with these numbers into a folder, and return it; one number is always one article."""
    folder.mkdir(exist_ok=True)
    lines = [json.dumps(_article(number), ensure_ascii=False) + "\n" for number in numbers if number % 10]
    (folder / "articles.jsonl").write_text("".join(lines), encoding="utf-8")
    for number in numbers:
        if number % 10 == 0:
            (folder / f"message{number}.eml").write_text(_message(number), encoding="utf-8")
    return folder


def _article(number: int) -> dict[str, str]:
    event = number // len(OUTLETS)
    dice = random.Random(event)
    person, thing, figure = dice.choice(PEOPLE), dice.choice(THINGS), dice.randrange(40, 9000)
    words, more = (" ".join(dice.choices(WORDS, k=length)) for length in (9, dice.randrange(10, 300)))
    said = f"“The {thing} {words} for {event} days,” said {person}, the harbour master."
    return {
        "text": f"{said}\n\nAbout {figure} people waited, report {number} says.\n\nOn board: {more}.",
        "outlet": OUTLETS[number % len(OUTLETS)],
        "title": f"The {thing} on day {event}",
        "date": f"2026-05-{event % 28 + 1:02d}",
        "url": f"https://estuary.example/{number}",
    }


def _message(number: int) -> str:
    article = _article(number)
    return (
        f"From: {article['outlet']} <news@outlet{number % len(OUTLETS)}.example>\n"
        f"Subject: {article['title']}\nDate: {article['date']}T10:00:00+00:00\n"
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{article['text']}\n"
    )
