"""Every page, run by Streamlit from streamlit_app.py without a browser."""
