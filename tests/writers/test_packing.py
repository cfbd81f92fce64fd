"""What is packed is unpacked by zlib."""

import zlib

from hypothesis import given
from hypothesis import strategies as st

from sopgen.writers.packing import deflated, zlib_deflated


@given(st.binary(max_size=2000))
def test_what_is_packed_is_unpacked_by_zlib(data):
    assert zlib.decompress(deflated(data), wbits=-zlib.MAX_WBITS) == data
    assert zlib.decompress(zlib_deflated(data)) == data
