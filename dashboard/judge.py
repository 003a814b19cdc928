"""Who judges: asked once, kept for the visit and by the browser, and written with each judgement.

Every page is a visit of its own to the server, so the browser keeps the name in a cookie. The page's own script sets it
and no address of the server does: no link and no other site can put somebody else's name there. It is a name that was
typed, as good as one that is typed now, and proves nothing.
"""

from urllib.parse import quote, unquote

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.components.text import escape
from dashboard.words import _

LONGEST = 80
COOKIE = "onrecord-judge"
DAYS = 180
_GIVEN = "judge"
# What is written is letters, digits, "_.-~" and "%" alone: it can end neither the string nor the script.
KEEP = (
    "<script>document.cookie = '{cookie}={written}; path=/; max-age={seconds}; SameSite=Lax' + "
    "(location.protocol === 'https:' ? '; Secure' : '')</script>"
)


def judge() -> str:
    """Return who judges: what was said in this visit, else what the browser kept; "" where nobody has said yet."""
    if _GIVEN in st.session_state:
        return str(st.session_state[_GIVEN])
    return kept()


def say(name: str) -> None:
    """Judge as somebody from now on; as nobody where the name is blank."""
    st.session_state[_GIVEN] = plain(name)


def kept() -> str:
    """Return the name that the browser has kept; "" where it keeps none, or what is no name."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return ""
    return plain(unquote(str(st.context.cookies.get(COOKIE, "")), errors="ignore"))


def keep() -> None:
    """Let the browser keep what was said in this visit, where it keeps something else."""
    if judge() != kept():
        st.html(script(judge()), unsafe_allow_javascript=True)


def script(name: str) -> str:
    """Return the script with which the browser keeps a name; that of "" forgets what it kept."""
    return KEEP.format(cookie=COOKIE, written=quote(name, safe=""), seconds=DAYS * 86_400 if name else 0)


def plain(name: str) -> str:
    """Return a name on one line, without what cannot be seen, of at most `LONGEST` characters."""
    return " ".join("".join(one if one.isprintable() else " " for one in name).split())[:LONGEST].rstrip()


def ask() -> bool:
    """Draw who judges, or ask for it; return whether it is known."""
    if name := judge():
        with st.container(horizontal=True, vertical_alignment="center", key="judging-as"):
            said = _("You judge as {name}.", name=f"<b>{escape(name)}</b>")
            st.html(f'<p class="small judging">{said}</p>', width="content")
            st.button(_("Somebody else"), key="not-me", type="tertiary", on_click=say, args=("",))
        return True
    with st.form("who-judges", border=False):
        words = _("Who judges? Your name is written with each decision.")
        typed = st.text_input(words, key="judge-name", max_chars=LONGEST, width=360, autocomplete="name")
        if st.form_submit_button(_("Start"), type="primary"):
            if plain(typed):
                say(typed)
                st.rerun()
            st.html(f'<p class="small">{_("Type a name first.")}</p>')
    return False
