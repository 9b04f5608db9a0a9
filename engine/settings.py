"""The knobs, read once from the environment and checked with hints."""

from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Each setting is an environment variable with the prefix OWNWORDS_, except DATABASE_URL."""

    model_config = SettingsConfigDict(env_prefix="OWNWORDS_", env_file=None, extra="ignore", populate_by_name=True)

    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    data_folder: Path = ROOT / "var"
    agency: str = "Ownwords Agency"
    time_zone: str = "America/New_York"
    holidays: str = "US"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    base_url: str = ""
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_tls: str = Field(default="starttls", pattern="^(starttls|tls|none)$")
    mail_from: str = "ownwords@localhost"
    checkpoint_key_file: Path | None = None
    session_idle_minutes: int = Field(default=30, ge=1)
    session_hours: int = Field(default=12, ge=1)
    demo: bool = False

    @field_validator("time_zone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(
                f"OWNWORDS_TIME_ZONE is {name!r}, which names no time zone. Use a name such as America/Chicago."
            ) from None
        return name

    @property
    def url(self) -> str:
        """Where the records are: DATABASE_URL, or one SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_folder / 'ownwords.db'}"

    @property
    def address(self) -> str:
        """The address people type, without a slash at the end."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")


@lru_cache
def settings() -> Settings:
    """The settings of this process, read on first use."""
    return Settings()
