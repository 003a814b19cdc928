"""On Record in the browser: one page a file in views/, each with its own address; downloads have a route beside them.

`streamlit run` finds the `app` below and serves its routes; for each reader it runs this file again, as `__main__`.
"""

if __name__ == "__main__":
    from dashboard import navigation

    navigation.show()
elif __name__ != "__mp_main__":  # a process that reads articles for *Add* runs this file too, and needs none of it
    import streamlit as st
    from starlette.middleware import Middleware

    from dashboard.guard import Guard
    from dashboard.streams import ROUTES

    app = st.App(__file__, routes=ROUTES, middleware=[Middleware(Guard)])
