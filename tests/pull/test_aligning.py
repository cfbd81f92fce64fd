from sopgen.pull.aligning import Line, aligned


def lines(*texts: str) -> list[Line]:
    return [Line({0: text} if text else {}, 300) for text in texts]


def test_equal_lines_are_each_other():
    assert aligned(lines("a b", "c d"), lines("a b", "c d")) == (0, 1)


def test_a_line_put_in_is_new():
    base = lines("Menerima surat", "Mencatat surat", "Menyimpan surat")
    edited = lines("Menerima surat", "Memeriksa kelengkapan", "Mencatat surat", "Menyimpan surat")
    assert aligned(base, edited) == (0, None, 1, 2)


def test_a_line_taken_out_is_missing():
    assert aligned(lines("satu", "dua", "tiga"), lines("satu", "tiga")) == (0, 2)


def test_a_line_whose_words_changed_a_little_is_the_same():
    base = lines("Mencatat surat masuk di buku agenda", "Menyimpan surat")
    edited = lines("Mencatat surat masuk di agenda harian", "Menyimpan surat")
    assert aligned(base, edited) == (0, 1)


def test_a_line_that_was_moved_is_found_again():
    base = lines("Menerima surat", "Mencatat surat", "Menyimpan arsip")
    edited = lines("Menyimpan arsip", "Menerima surat", "Mencatat surat")
    assert aligned(base, edited) == (2, 0, 1)


def test_keys_find_lines_wherever_they_stand_and_whatever_they_say():
    base = [Line({0: "satu"}, 300, "langkah/0"), Line({0: "dua"}, 300, "langkah/1")]
    edited = [Line({0: "baru sama sekali"}, 300, "langkah/1"), Line({0: "satu"}, 300, "langkah/0")]
    assert aligned(base, edited) == (1, 0)


def test_a_key_that_stands_twice_belongs_to_the_first():
    base = [Line({0: "satu"}, 300, "langkah/0")]
    edited = [Line({0: "satu"}, 300, "langkah/0"), Line({0: "satu"}, 300, "langkah/0")]
    assert aligned(base, edited) == (0, None)


def test_empty_lines_are_told_apart_by_their_size():
    base = [Line({}, 100), Line({0: "judul"}, 300), Line({}, 200)]
    edited = [Line({}, 100), Line({}, 150), Line({0: "judul"}, 300), Line({}, 200)]
    assert aligned(base, edited) == (0, None, 1, 2)


def test_a_line_that_says_the_same_in_most_cells_was_retyped_in_the_others():
    base = [
        Line({1: "Mengirim surat", 2: "1 jam"}, 300),
        Line({1: "Menyimpan surat beserta lampirannya", 2: "2 hari", 3: "Arsip"}, 300),
    ]
    edited = [
        Line({1: "Membukukan", 2: "2 hari", 3: "Arsip"}, 300),
        Line({1: "Memusnahkan salinan"}, 200),
    ]
    assert aligned(base, edited) == (1, None)


def test_a_line_whose_drawing_is_gone_is_gone():
    base = [Line({0: "satu"}, 300, drawn=False), Line({0: "dua"}, 300, drawn=True)]
    assert aligned(base, lines("tiga")) == (1,)


def test_of_two_lines_that_are_alike_the_one_whose_drawing_is_gone_is_gone():
    base = [Line({0: "Memberi paraf"}, 300, drawn=drawn) for drawn in (False, True)]
    assert aligned(base, lines("Memberi paraf")) == (1,)


def test_lines_that_were_numbered_again_stay_in_their_order():
    base = [Line({0: "Memberi paraf"}, 300, number=number) for number in ("8", "9")]
    edited = [Line({0: "Memberi paraf"}, 300, number=number) for number in ("9", "10")]
    assert aligned(base, edited) == (0, 1)


def test_lines_that_are_alike_are_told_apart_by_the_numbers_that_they_kept():
    base = [Line({0: "Memberi paraf"}, 300, number=number) for number in ("8", "9")]
    assert aligned(base, base[::-1]) == (1, 0)
