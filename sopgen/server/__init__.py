"""The clerk's page: a process on this machine that one person speaks with through a browser.

`guard` decides who may speak, `desk` what is open, `asking` what is asked of a text, `drawing`
draws it, `app` says what stands at which address, `running` starts and stops it. The YAML on
disk stays the truth. Only here is HTTP spoken.
"""
