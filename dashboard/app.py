"""On Record in the browser: one page a file in views/, each with its own address; downloads have a route beside them.

`streamlit run` finds the `app` below and serves its routes; for each reader it runs this file again, as `__main__`.
"""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent


def show() -> None:
    """Draw the page that the address asks for."""
    from dashboard import data, judge, login, navigation
    from dashboard.components import states
    from extract.errors import OnRecordError

    st.html(HERE / "style.css")
    page = st.navigation(navigation.pages(), position="hidden")
    st.set_page_config(page_title=f"{page.title} · On Record", layout="wide", initial_sidebar_state="auto")
    if not login.passed():
        return
    navigation.draw(page)
    judge.keep()
    states.notice(data.summary())
    try:
        page.run()
    except OnRecordError as error:
        states.problem(error, data.store_path())


if __name__ == "__main__":
    show()
else:
    from starlette.middleware import Middleware

    from dashboard.guard import Guard
    from dashboard.streams import ROUTES

    app = st.App(__file__, routes=ROUTES, middleware=[Middleware(Guard)])
