"""The archive: what was in force, kept as it was, and the proof that it still is.

`arsip/<agency>/<number>/<revision or date>/` holds the files of one edition with a
manifest of their digests, and beside them the scans that were signed by hand; an index
at the root of the archive chains the manifests. What lies there is never changed.
"""
