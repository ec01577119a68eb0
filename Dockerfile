# Two stages: what is needed to build stays behind. No container engine was at hand where this was
# written; what it does is tried by tests/kick/test_read_only.py, without an engine.
FROM python:3.12-slim-bookworm AS build
WORKDIR /srv/kick
COPY requirements.txt requirements-setup.txt ./
COPY bin/setup bin/
RUN bin/setup
COPY . .
RUN bin/build

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin kick
# It belongs to root, and the process is not root: nothing in it can be changed by what runs.
COPY --from=build /srv/kick /srv/kick
WORKDIR /srv/kick
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 BIND=0.0.0.0:8000
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["bin/healthy", "web"]
CMD ["bin/web"]
