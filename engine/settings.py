"""The knobs, read once from the environment and checked with hints."""

from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationInfo, field_validator
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
    hand_over_idle_minutes: int = Field(default=5, ge=1)
    change_days: int = Field(default=5, ge=1, le=60)
    talk_days: int = Field(default=2, ge=1, le=60)
    safety_days: int = Field(default=1, ge=1, le=30)
    model_plain_http: bool = False
    model_address: str = ""
    model_key: SecretStr = SecretStr("")
    model_name: str = Field(default="", max_length=120)
    model_seconds: int = Field(default=120, ge=1, le=900)
    model_by_hand: bool = False
    after_saying_no: str = Field(default="", max_length=2_000)
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

    @field_validator("model_address")
    @classmethod
    def _model_can_be_reached_safely(cls, address: str, info: ValidationInfo) -> str:
        """What stands in the address is never repeated in a sentence: somebody may have put a key in it."""
        if not address:
            return ""
        try:
            parts = urlsplit(address)
            host, _port = parts.hostname or "", parts.port
        except ValueError:
            host, parts = "", urlsplit("")
        if parts.scheme not in ("http", "https") or not host or parts.username or parts.query or parts.fragment:
            raise ValueError(
                "OWNWORDS_MODEL_ADDRESS is no address such as https://models.example.org/v1, without a key in it. "
                "The key goes into OWNWORDS_MODEL_KEY."
            )
        if parts.scheme == "http" and not on_this_machine(host) and not info.data.get("model_plain_http"):
            raise ValueError(
                "OWNWORDS_MODEL_ADDRESS begins with http:// and names another machine, so everybody on the way could "
                "read what is sent. Use https://, or set OWNWORDS_MODEL_PLAIN_HTTP=true where the network is your own."
            )
        return address.rstrip("/")

    @property
    def asks_a_model(self) -> bool:
        """Whether a server answers for a model. Off unless an address and a name are set."""
        return bool(self.model_address and self.model_name)

    @property
    def model_is_used(self) -> bool:
        """Whether anything a model wrote may come in at all, from a server or by hand."""
        return self.asks_a_model or self.model_by_hand

    @property
    def url(self) -> str:
        """Where the records are: DATABASE_URL, or one SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_folder / 'ownwords.db'}"

    @property
    def address(self) -> str:
        """The address people type, without a slash at the end."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")


def on_this_machine(host: str) -> bool:
    """Whether a host's name or number means the machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@lru_cache
def settings() -> Settings:
    """The settings of this process, read on first use."""
    return Settings()
