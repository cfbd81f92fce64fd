import subprocess
import sys

from openpyxl.writer.theme import theme_xml

from sopgen.writers.xlsx.theme import theme


def test_the_theme_is_that_of_the_library():
    assert theme() == theme_xml.encode()


def test_a_sheet_is_written_without_loading_the_whole_library():
    said = "import sys, sopgen.writers.xlsx as x; x.theme(); print('openpyxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
