"""The agency of the journeys."""

from tests.journeys.agency import agency, digest, sqlite_agency

__all__ = ["agency", "digest", "sqlite_agency"]
