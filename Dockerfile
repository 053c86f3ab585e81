# Three stages, so that neither Node nor the installer is on the server: browser files, Python parts, the image.
FROM node:22-slim AS assets
WORKDIR /srv/samtavle
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY static static
# Styles are chosen by the words of templates and code.
COPY app app
RUN node static/build.mjs

FROM python:3.13-slim AS parts
WORKDIR /srv/samtavle
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_NO_CACHE=1 PIP_NO_CACHE_DIR=1
COPY pyproject.toml LICENSE requirements.txt requirements-build.txt requirements-words.txt ./
COPY bin bin
COPY app/__init__.py app/
COPY rehearsal/__init__.py rehearsal/
COPY app/lexicon app/lexicon
RUN python -m venv .venv \
    && .venv/bin/python bin/setup installer parts words \
    && rm -r .venv/words \
    && .venv/bin/uv pip uninstall --python .venv/bin/python pip setuptools uv

FROM python:3.13-slim
WORKDIR /srv/samtavle
RUN useradd --system --uid 10001 --no-create-home samtavle \
    && install --directory --owner=samtavle --mode=0700 /data
COPY --from=parts /srv/samtavle/.venv .venv
COPY app app
COPY rehearsal rehearsal
COPY --from=parts /srv/samtavle/app/lexicon/words.trie app/lexicon/
COPY migrations migrations
COPY alembic.ini LICENSE ./
COPY --from=assets /srv/samtavle/static/dist static/dist
RUN .venv/bin/python -m compileall -q app rehearsal
ENV PATH=/srv/samtavle/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    SAMTAVLE_DATA=/data \
    SAMTAVLE_HOST=0.0.0.0 \
    SAMTAVLE_PORT=8000
USER samtavle
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s CMD ["python", "-c", \
    "import os, urllib.request as http; http.urlopen('http://127.0.0.1:' + os.environ['SAMTAVLE_PORT'] + '/healthz', timeout=2)"]
CMD ["samtavle", "serve"]
