# One app process. The database, the object store and the proxy are others': compose.yaml, docs/deploying.md.
FROM python:3.13-slim

# a volume mounted at /rows belongs to whom the folder belongs to
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/leadloop leadloop \
 && mkdir /rows && chown leadloop /rows
WORKDIR /opt/leadloop
# packages first: they change less often than the code
COPY requirements.lock ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements.lock
COPY . .
RUN python -m compileall -q dashboard

USER leadloop
ENV LEADLOOP_WORKSPACE=/var/lib/leadloop/practice PYTHONUNBUFFERED=1
EXPOSE 8501
HEALTHCHECK --interval=15s --timeout=15s --start-period=60s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/healthz', timeout=12)"]
CMD ["python", "-m", "streamlit", "run", "streamlit_app.py", "--server.address", "0.0.0.0", "--server.port", "8501", \
     "--server.headless", "true", "--secrets.files", "/run/secrets/leadloop.toml"]
