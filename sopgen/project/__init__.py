"""A whole project on disk: regenerate what changed, fast, and lose nothing.

`finding` says which definitions become which files, `fingerprints` and `tools` what each
file was made from, `manifest` what was written last. `planning` compares them; `working`
makes the bytes, in as many processes as `running` has; `writing`, `ownership` and
`placing` put them in place. `building` is the whole build, `orphans` what removed
definitions leave behind, `archive` what is kept of SOPs in force.

What a build with nothing to do needs is light to import: no model, layout or writer.
"""
