"""The model's settings: off unless somebody turns one on, no plain line to another machine, and no key in any sentence."""

import pytest

from engine.settings import Settings
from tests.web.model_server import model_server
from web.checkup import look_over, model

ADDRESS, NAME, KEY = "OWNWORDS_MODEL_ADDRESS", "OWNWORDS_MODEL_NAME", "OWNWORDS_MODEL_KEY"
SECRET = "sk-nobody-may-see-this"


def found(monkeypatch: pytest.MonkeyPatch, **environment: str) -> list[tuple[str, str]]:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return [
        (one.result, f"{one.said} {one.fix}") for one in look_over() if "model" in f"{one.about} {one.said}".lower()
    ]


def test_no_model_is_used_unless_an_address_and_a_name_are_set() -> None:
    assert not Settings().model_is_used
    assert not Settings(model_address="https://models.example.org/v1").asks_a_model
    assert not Settings(model_name="paper-lantern-1").asks_a_model
    assert Settings(model_address="https://models.example.org/v1", model_name="x").asks_a_model
    assert Settings(model_by_hand=True).model_is_used
    (said,) = model(Settings())
    assert said.result == "good"
    (said,) = model(Settings(model_name="x"))
    assert said.result == "problem"


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:11434/v1", "http://localhost:8000/v1/", "http://[::1]:9/v1", "https://models.example.org/v1"],
)
def test_an_address_on_this_machine_or_over_a_sealed_line_will_do(address: str) -> None:
    assert Settings(model_address=address).model_address == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "http://models.example.org/v1",
        "http://10.0.0.7/v1",
        "http://localhost.example.org/v1",
        "http://127.0.0.1.example.org/v1",
        "http://127.0.0.1@example.org/v1",
        f"https://{SECRET}:x@models.example.org/v1",
        f"https://models.example.org/v1?key={SECRET}",
        "ftp://models.example.org",
        "models.example.org/v1",
        "https://",
        "https://[::1",
        "file:///etc/passwd",
    ],
)
def test_any_other_address_is_refused_without_repeating_what_may_be_a_key(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    ((result, said),) = found(monkeypatch, **{ADDRESS: address, NAME: "x", KEY: SECRET})
    assert result == "problem"
    assert ADDRESS in said
    assert SECRET not in said


def test_plain_http_to_another_machine_can_be_allowed() -> None:
    assert Settings(model_address="http://10.0.0.7/v1", model_plain_http=True).model_address
    with pytest.raises(ValueError, match="everybody on the way"):
        Settings(model_address="http://10.0.0.7/v1")


def test_the_key_is_shown_nowhere() -> None:
    settings = Settings(model_key=SECRET)
    assert SECRET not in repr(settings)
    assert SECRET not in str(settings.model_dump())
    assert SECRET not in settings.model_dump_json()


def test_doctor_asks_whether_the_server_offers_the_model_and_sends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with model_server() as server:
        offered = Settings(model_address=server.address, model_name="paper-lantern-1")
        (said,) = model(offered)
        assert said.result == "good"
        (said,) = model(offered.model_copy(update={"model_name": "another"}))
        assert (said.result, said.said) == ("problem", "The server does not offer another")
        assert server.asked == []
    (said,) = model(offered)
    assert (said.result, said.said) == ("problem", "The server cannot be reached")
