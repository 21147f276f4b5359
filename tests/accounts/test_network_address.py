"""Network addresses as the throttle counts them."""

import pytest

from kb.accounts.network import network


@pytest.mark.parametrize(("address", "counted"), [
    ("192.0.2.7", "192.0.2.7"),
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("2001:0db8:0001:0002::1", "2001:db8:1:2::/64"),
    ("::ffff:192.0.2.7", "192.0.2.7"),
    ("::1", "::/64"),
    ("", "unknown"), ("unix:", "unknown"), ("192.0.2.7, 10.0.0.1", "unknown"), ("<script>", "unknown"),
])
def test_a_household_counts_as_one(address, counted):
    assert network(address) == counted
