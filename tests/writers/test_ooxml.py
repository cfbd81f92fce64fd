import io
import zipfile

from lxml import etree

from sopgen.document.page import Document
from sopgen.writers.office.ooxml import content_types, core_properties, package, relationships


def test_a_file_says_what_it_is_but_not_when_it_was_made():
    text = core_properties(Document("SOP <A>", "SOP", "Dinas & Badan", ())).decode()
    assert "<dc:title>SOP &lt;A&gt;</dc:title><dc:subject>SOP</dc:subject>" in text
    assert "<dc:creator>Dinas &amp; Badan</dc:creator><dc:language>id-ID</dc:language>" in text
    assert "dcterms" not in text


def test_a_package_begins_with_its_content_types_and_has_no_clock():
    data = package(
        {"word/document.xml": b"<a/>", "[Content_Types].xml": b"<b/>", "_rels/.rels": b""}
    )
    entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    assert [entry.filename for entry in entries] == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
    ]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(entry.create_system, entry.compress_type) for entry in entries} == {(0, 8)}


def test_a_picture_is_not_compressed_again():
    data = package({"word/media/image1.png": b"\x89PNG", "word/document.xml": b"<a/>"})
    kinds = {
        each.filename: each.compress_type for each in zipfile.ZipFile(io.BytesIO(data)).filelist
    }
    assert kinds == {
        "word/media/image1.png": zipfile.ZIP_STORED,
        "word/document.xml": zipfile.ZIP_DEFLATED,
    }


def test_the_order_of_parts_does_not_matter():
    assert package({"a": b"1", "b": b"2"}) == package({"b": b"2", "a": b"1"})


def test_relationships_are_numbered_as_they_come():
    element = etree.fromstring(relationships([("urn:a", "a.xml"), ("urn:b", "../b.xml")]))
    assert [dict(each.attrib) for each in element] == [
        {"Id": "rId1", "Type": "urn:a", "Target": "a.xml"},
        {"Id": "rId2", "Type": "urn:b", "Target": "../b.xml"},
    ]


def test_a_part_is_known_by_the_beginning_of_its_name_or_by_its_extension():
    names = ("word/footer2.xml", "word/media/image1.png", "docProps/app.xml")
    element = etree.fromstring(content_types(names, [("word/footer", "text/footer")]))
    assert [each.get("Extension") for each in element if "Extension" in each.attrib] == [
        "png",
        "rels",
        "xml",
    ]
    office = "application/vnd.openxmlformats-officedocument"
    assert {each.get("PartName"): each.get("ContentType") for each in element[3:]} == {
        "/docProps/app.xml": f"{office}.extended-properties+xml",
        "/word/footer2.xml": "text/footer",
    }


def test_a_package_is_as_pythons_own_library_writes_it_but_for_how_it_is_packed():
    parts = {
        "word/document.xml": b"<a>%b</a>" % (b"Menerima berkas. " * 999),
        "word/media/image1.png": b"\x89PNG",
        "word/settings.xml": b"<b/>",
        "word/empty.xml": b"",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in sorted(parts.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            packed = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, packed)

    assert _told(package(parts)) == _told(buffer.getvalue())


def _told(data: bytes) -> list[tuple[object, ...]]:
    """Return all that a zip says of its entries but their packed sizes, and what they hold."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return [
            (
                *(each.filename, each.date_time, each.compress_type, each.comment, each.extra),
                *(each.create_system, each.create_version, each.extract_version, each.reserved),
                *(each.flag_bits, each.volume, each.internal_attr, each.external_attr, each.CRC),
                *(each.file_size, archive.read(each)),
            )
            for each in archive.infolist()
        ]
