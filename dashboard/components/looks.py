"""The style sheets of the pages, as short as they go over the wire with each page."""

import re
from functools import cache
from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).parents[1]
COMMENT = re.compile(r"/\*[^*]*(?:\*(?!/)[^*]*)*\*/")


def wear(name: str) -> None:
    """Let the page look as a style sheet of the dashboard says."""
    st.html(f"<style>{sheet(name)}</style>")


@cache
def sheet(name: str) -> str:
    """Return a style sheet without its comments and indents."""
    text = COMMENT.sub("", (FOLDER / name).read_text(encoding="utf-8"))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
