from sopgen.document.sheet import joined_edges


def test_edges_of_two_tables_that_are_closer_than_a_pixel_are_one():
    assert joined_edges([300, 100, 107, 315, 300]) == (100, 300, 315)
