"""The style sheets of the pages, as short as they go over the wire with each page."""

from functools import cache
from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).parents[1]


def wear(name: str) -> None:
    """Let the page look as a style sheet of the dashboard says."""
    st.html(f"<style>{sheet(name)}</style>")


@cache
def sheet(name: str) -> str:
    """Return a style sheet without its comments and indents."""
    first, *behind = (FOLDER / name).read_text(encoding="utf-8").split("/*")
    text = first + "".join(part.partition("*/")[2] for part in behind)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
