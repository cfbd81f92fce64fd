"""The batch: regenerate what changed, fast, and lose nothing.

`finding` says which definitions become which files, `fingerprints` what each file was
made from, `manifest` what was written last. `planning` compares them; `rendering` makes
the bytes, in as many processes as `running` has; `writing` and `ownership` put them in
place. `project` is the whole build, `orphans` what removed definitions leave behind.

What a build with nothing to do needs is light to import: no model, layout or writer.
"""
