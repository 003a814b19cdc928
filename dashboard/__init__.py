"""The screen of On Record: `streamlit run dashboard/app.py`."""
