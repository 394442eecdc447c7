# makebook in a container, which reads and writes the folder that is mounted at /project:
#
#     docker build -t makebook .
#     docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/project" makebook build

FROM python:3.11-slim-bookworm AS wheel
COPY . /makebook
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels /makebook

FROM python:3.11-slim-bookworm
# Debian mends its packages; their versions are those of its release.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=wheel /wheels /wheels
RUN pip install --no-cache-dir /wheels/*.whl \
    && useradd --uid 1000 makebook \
    && install -d -m 1777 /var/cache/makebook
# Whoever runs it may keep what fontconfig knows of the fonts.
ENV XDG_CACHE_HOME=/var/cache/makebook
USER 1000
WORKDIR /project
ENTRYPOINT ["makebook"]
CMD ["--help"]
