import random
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from sopgen.definition.logo import MAX_BYTES, read_logo, rgb_png
from sopgen.problems.codes import Code
from sopgen.problems.problem import Problem
from tests.projects import LETTERHEAD, MINIMAL, new_project, read


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path)


def encoded(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


NOISE = Image.effect_noise((60, 40), 50)
TURNED = Image.Exif()
TURNED[0x0112] = 6
PALETTE = Image.new("P", (4, 4))
PALETTE.putpalette([1, 2, 3] * 256)


@pytest.mark.parametrize(
    ("data", "size", "colour"),
    [
        (encoded(Image.new("RGB", (4, 3), (9, 8, 7))), (4, 3), (9, 8, 7)),
        (encoded(Image.new("RGBA", (4, 4), (255, 0, 0, 0))), (4, 4), (255, 255, 255)),
        (encoded(Image.new("RGBA", (4, 4), (255, 0, 0, 255))), (4, 4), (255, 0, 0)),
        (encoded(Image.new("LA", (4, 4), (0, 0))), (4, 4), (255, 255, 255)),
        (encoded(Image.new("L", (4, 4), 7)), (4, 4), (7, 7, 7)),
        (encoded(Image.new("1", (4, 4), 1)), (4, 4), (255, 255, 255)),
        (encoded(Image.new("I;16", (4, 4), 65535)), (4, 4), (255, 255, 255)),
        (encoded(PALETTE, transparency=0), (4, 4), (255, 255, 255)),
        (encoded(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"), (8, 8), (255, 0, 0)),
        (encoded(Image.new("L", (8, 8), 7), "JPEG"), (8, 8), (7, 7, 7)),
        (encoded(Image.new("RGB", (8, 4)), "JPEG", exif=TURNED), (4, 8), (0, 0, 0)),
    ],
    ids=["rgb", "clear", "opaque", "la", "l", "1", "16", "palette", "cmyk", "grey", "turned"],
)
def test_a_logo_becomes_a_plain_rgb_png_on_white(
    data: bytes, size: tuple[int, int], colour: tuple[int, int, int]
) -> None:
    png = rgb_png(data, "logo")
    assert isinstance(png, bytes)
    with Image.open(BytesIO(png)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", size)
        assert picture.getpixel((0, 0)) == colour
        assert picture.info == {}
    assert rgb_png(data, "logo") == png


def test_metadata_and_colour_profiles_do_not_go_on() -> None:
    data = encoded(Image.new("RGB", (4, 4)), icc_profile=b"profile", dpi=(300, 300))
    png = rgb_png(data, "logo")
    assert isinstance(png, bytes)
    with Image.open(BytesIO(png)) as picture:
        assert picture.info == {}


PNG = encoded(NOISE)
JPEG = encoded(NOISE, "JPEG", exif=TURNED)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg/>",
        encoded(NOISE.convert("P"), "GIF"),
        encoded(NOISE, "BMP"),
        *(PNG[:size] for size in (1, 8, 20, 33, 60, 500, len(PNG) - 20)),
        *(JPEG[:size] for size in (2, 20, 400, len(JPEG) // 2, len(JPEG) - 2)),
    ],
)
def test_a_damaged_or_foreign_picture_is_a_problem(data: bytes) -> None:
    problem = rgb_png(data, "logo.png")
    assert isinstance(problem, Problem)
    assert problem.code == Code.LOGO_DAMAGED
    assert problem.message == "Logo “logo.png” bukan gambar PNG atau JPEG yang utuh."


def test_no_damage_to_a_picture_is_a_traceback() -> None:
    source = random.Random(52)
    for _ in range(500):
        data = bytearray(source.choice((PNG, JPEG)))
        for _ in range(source.randint(1, 20)):
            data[source.randrange(len(data))] = source.randrange(256)
        assert isinstance(rgb_png(bytes(data), "logo"), bytes | Problem)


@pytest.mark.parametrize("side", [5_001, 10_000, 20_000])
def test_a_picture_of_more_than_25_megapixels_is_not_unpacked(side: int) -> None:
    problem = rgb_png(encoded(Image.new("1", (side, side))), "logo.png")
    assert isinstance(problem, Problem)
    assert problem.code == Code.LOGO_TOO_LARGE
    assert problem.message == "Logo “logo.png” lebih besar dari 25 megapiksel."


def test_a_picture_of_one_row_of_pixels_is_not_unpacked() -> None:
    buffer = BytesIO()
    Image.new("1", (20_000, 1)).save(buffer, "PNG")
    found = rgb_png(buffer.getvalue(), "garis.png")
    assert isinstance(found, Problem)
    assert (found.code, found.message) == (
        "DEF038",
        "Logo “garis.png” panjangnya lebih dari 10.000 piksel.",
    )


def test_a_logo_lies_beside_its_letterhead(tmp_path: Path) -> None:
    folder = tmp_path / "letterheads"
    folder.mkdir()
    (tmp_path / "luar.png").write_bytes(PNG)
    (folder / "logo.png").write_bytes(PNG)
    (folder / "besar.png").write_bytes(b"\0" * (MAX_BYTES + 1))
    (folder / "pranala.png").symlink_to(tmp_path / "luar.png")
    (folder / "putar.png").symlink_to(folder / "putar.png")
    assert isinstance(read_logo(folder, "logo.png"), bytes)
    expected: list[tuple[str, Code]] = [
        ("../luar.png", Code.LOGO_PLACE),
        ("..\\luar.png", Code.LOGO_PLACE),
        (str(tmp_path / "luar.png"), Code.LOGO_PLACE),
        ("C:\\logo.png", Code.LOGO_PLACE),
        ("pranala.png", Code.LOGO_PLACE),
        ("putar.png", Code.LOGO_MISSING),
        ("tiada.png", Code.LOGO_MISSING),
        (".", Code.LOGO_MISSING),
        ("x" * 5_000, Code.LOGO_MISSING),
        ("besar.png", Code.LOGO_TOO_LARGE),
    ]
    for name, code in expected:
        problem = read_logo(folder, name)
        assert isinstance(problem, Problem), name
        assert problem.code == code, name
        assert problem.at == ("logo",)


def test_the_logo_of_a_letterhead_goes_on(project: Path) -> None:
    path = project / "letterheads" / "kota.yaml"
    path.write_text(LETTERHEAD + "logo: kota.png\n", encoding="utf-8")
    (path.parent / "kota.png").write_bytes(PNG)
    assert read(project, MINIMAL).agency.logo == rgb_png(PNG, "kota.png")
