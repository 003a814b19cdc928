"""On Record in the browser: one page a file in views/, each with its own address; downloads have a route beside them.

`streamlit run` finds the `app` below and serves its routes; for each reader it runs this file again, as `__main__`.
"""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent


def show() -> None:
    """Draw the page that the address asks for."""
    from dashboard import data
    from dashboard.components import states
    from extract.errors import OnRecordError

    st.html(HERE / "style.css")
    page = st.navigation(
        [
            st.Page(HERE / "views/statements.py", title="Statements", default=True),
            st.Page(HERE / "views/numbers.py", title="Numbers", url_path="numbers"),
            st.Page(HERE / "views/speakers.py", title="Speakers", url_path="speakers"),
            st.Page(HERE / "views/articles.py", title="Articles", url_path="articles"),
            st.Page(HERE / "views/export.py", title="Export", url_path="export"),
            st.Page(HERE / "views/add.py", title="Add", url_path="add"),
            st.Page(HERE / "views/about.py", title="About", url_path="about"),
            st.Page(HERE / "views/statement.py", title="Statement", url_path="statement", visibility="hidden"),
            st.Page(HERE / "views/speaker.py", title="Speaker", url_path="speaker", visibility="hidden"),
            st.Page(HERE / "views/article.py", title="Article", url_path="article", visibility="hidden"),
        ],
        position="top",
    )
    st.set_page_config(page_title=f"{page.title} · On Record", layout="wide", initial_sidebar_state="auto")
    states.notice(data.summary())
    try:
        page.run()
    except OnRecordError as error:
        states.problem(error, data.store_path())


if __name__ == "__main__":
    show()
else:
    from dashboard.streams import ROUTES

    app = st.App(__file__, routes=ROUTES)
