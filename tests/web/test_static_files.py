"""Files are named by their content, kept for ever by the browser, and are exactly those in the folder."""

import gzip
import re
from hashlib import sha256
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from web.static_files import STATIC_FOLDER, by_url, static_url


def test_an_address_names_the_content_and_may_be_kept_for_ever(app: Litestar) -> None:
    answer = TestClient(app).get(static_url("style.css"))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert sha256(answer.content).hexdigest()[:12] in static_url("style.css")


def test_the_style_names_fonts_by_addresses_that_are_there(app: Litestar) -> None:
    client = TestClient(app)
    addresses = re.findall(r'url\("([^"]+)"\)', client.get(static_url("style.css")).text)
    assert len(addresses) == 2
    assert all(client.get(address).headers["content-type"] == "font/woff2" for address in addresses)


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/style.css", "/static/", "/static/vendor"]
)
def test_nothing_else_can_be_reached(app: Litestar, path: str) -> None:
    assert TestClient(app).get(path).status_code == 404


def test_packed_files_unpack_to_themselves() -> None:
    assert all(gzip.decompress(f.zipped) == f.content for f in by_url().values() if f.zipped is not None)


@pytest.mark.parametrize("readme", [STATIC_FOLDER / "vendor" / "README.md", Path("tests/vendor/README.md")])
def test_vendored_files_are_as_they_were_published(readme: Path) -> None:
    rows = re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", readme.read_text(encoding="utf-8"), re.M)
    assert rows
    for name, digest in rows:
        assert sha256((readme.parent / name).read_bytes()).hexdigest() == digest, name
