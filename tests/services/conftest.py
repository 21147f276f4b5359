"""What tests of services share: a mail server that keeps what it is given."""

import pytest

from tests.mail_server import mail_server


@pytest.fixture
def server():
    with mail_server() as running:
        yield running
