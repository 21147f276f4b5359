"""What a browser says of itself, in few words."""

import pytest

from kb.web.device import device_of

MOZILLA = "Mozilla/5.0"


@pytest.mark.parametrize(("agent", "device"), [
    (f"{MOZILLA} (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox · Linux"),
    (f"{MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36", "Chrome · Windows"),
    (f"{MOZILLA} (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 Edg/142.0", "Edge · Windows"),
    (f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18.0 Safari/605", "Safari · macOS"),
    (f"{MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604", "Safari · iPhone"),
    (f"{MOZILLA} (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36", "Chrome · Android"),
    (f"{MOZILLA} (Linux; Android 15) SamsungBrowser/27.0 Chrome/125.0 Safari/537.36", "Samsung Internet · Android"),
    (f"{MOZILLA} (Windows NT 10.0) Chrome/140.0 YaBrowser/25.10 Safari/537.36", "Yandex · Windows"),
    ("curl/8.0", "curl"), ("", ""), ("<script>alert(1)</script>", ""), ("x" * 10_000, ""),
])
def test_a_browser_is_known_again(agent, device):
    assert device_of(agent) == device
