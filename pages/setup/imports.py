"""Files come in here."""

import streamlit as st

st.title("Imports", anchor=False)
