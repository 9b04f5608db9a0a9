"""The whole product over the demo, for things that go wrong under it."""

from tests.attacks.conftest import attack_as as attack_as
from tests.web.conftest import demo as demo
