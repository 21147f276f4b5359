"""Which encoding an answer gets, and that nothing of it is lost."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from kb.web.compression import best_encoding, pack

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(("accepted", "best"), [
    ("gzip, deflate, br, zstd", "br"), ("br", "br"), ("gzip", "gzip"), ("*", "br"), ("br;q=0, *", "gzip"),
    ("gzip;q=1, br;q=0.5", "gzip"), ("gzip;q=0.5, br;q=0.5", "br"), ("GZIP", "gzip"),
    ("", ""), ("identity", ""), ("zstd", ""), ("br;q=0", ""), ("*;q=0", ""),
])
def test_the_browser_chooses_and_brotli_breaks_a_tie(accepted, best):
    assert best_encoding(parse_accept_header(accepted, Accept)) == best


@given(st.binary(max_size=2000), st.sampled_from(["br", "gzip"]), st.booleans())
def test_what_is_packed_unpacks_to_the_same(content, encoding, is_kept):
    assert UNPACK[encoding](pack(content, encoding, is_kept)) == content


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_what_is_kept_is_packed_tighter_and_always_alike(encoding):
    content = "".join(f"<li>cazul {number * number}</li>" for number in range(2000)).encode()
    kept = pack(content, encoding, is_kept=True)
    assert len(kept) < len(pack(content, encoding)) < len(content) / 2
    assert kept == pack(content, encoding, is_kept=True)
