"""A network address as the throttle counts it."""

from ipaddress import IPv6Address, ip_address, ip_network

# A household or a phone is given so much of the newer kind of addresses, and may change within it at will.
_HOUSEHOLD_BITS = 64


def network(address: str) -> str:
    """The address; of IPv6 the part that stands for one household; what is none is one address too."""
    try:
        known = ip_address(address)
    except ValueError:
        return "unknown"
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ip_network((int(known), _HOUSEHOLD_BITS), strict=False))
