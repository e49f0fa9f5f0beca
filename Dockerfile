# letterpress in a container; docs/publish.md shows its use:
#   docker build -t letterpress .
#   docker run --rm -v "$PWD:/letter" -u "$(id -u):$(id -g)" letterpress build
FROM debian:bookworm-slim

RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 && rm -rf /var/lib/apt/lists/*

WORKDIR /opt/letterpress
COPY pyproject.toml requirements.lock README.md ./
COPY ci ci
COPY src src
COPY layouts layouts
COPY fonts fonts
COPY content content

# Everything as the lock file has it, hashes compared; then away with what only developers need.
RUN python3 -m venv /opt/venv && /opt/venv/bin/pip install --no-cache-dir -q --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock && /opt/venv/bin/pip install --no-cache-dir -q --disable-pip-version-check --no-deps --no-build-isolation . && /opt/venv/bin/pip uninstall -q -y $(/opt/venv/bin/python ci/unneeded.py) && rm -rf /opt/letterpress

# Whoever runs it may be a user without a name and a home (docker run -u): the cache lies in the letter's own build/.
ENV PATH=/opt/venv/bin:/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8
WORKDIR /letter
ENTRYPOINT ["letterpress"]
CMD ["--help"]
