"""What a paragraph is by its shape; first what is no heading."""

from builder.ingest.headings import find_shapes

PROSE = "Les pompiers ont travaillé toute la nuit, a indiqué la mairie de la ville."


def test_text_that_starts_with_prose_has_no_headline() -> None:
    assert find_shapes([PROSE, PROSE]) == ["prose", "prose"]


def test_a_last_line_heads_nothing() -> None:
    assert find_shapes([PROSE, "Une ligne sans point"]) == ["prose", "prose"]


def test_a_lone_line_is_prose() -> None:
    assert find_shapes(["Une ligne sans point"]) == ["prose"]


def test_speech_is_no_heading() -> None:
    shapes = find_shapes([PROSE, "« Oui ! »", PROSE, "- Non !", PROSE])
    assert set(shapes) == {"prose"}


def test_a_list_is_no_heap_of_headings() -> None:
    rows = ["Un premier point", "Un deuxième point", "Un troisième point"]
    assert set(find_shapes([PROSE, *rows, PROSE])) == {"prose"}


def test_a_short_list_with_marks_is_no_heap_of_headings() -> None:
    rows = ["• Trois blessés", "• Le feu est éteint"]
    assert find_shapes([PROSE, *rows, PROSE]) == ["prose"] * 4
    assert find_shapes([PROSE, rows[0], PROSE]) == ["prose"] * 3


def test_a_broken_line_is_no_heading() -> None:
    shapes = find_shapes([PROSE, "La mairie de la", "ville a parlé hier soir."])
    assert set(shapes) == {"prose"}


def test_headline_labels_and_deck() -> None:
    top = ["Monde", "Incendie dans un dépôt de la ville", "Deux blessés légers"]
    assert find_shapes([*top, PROSE]) == ["label", "headline", "heading", "prose"]


def test_a_short_headline_alone_is_no_label() -> None:
    assert find_shapes(["Incendie éteint", PROSE]) == ["headline", "prose"]


def test_sub_headings() -> None:
    shapes = find_shapes([PROSE, "Une enquête ouverte", PROSE, "Et après ?", PROSE])
    assert shapes == ["prose", "heading", "prose", "heading", "prose"]


def test_items_of_a_list_under_the_headline_are_prose() -> None:
    top = ["Monde", "Incendie dans un dépôt de la ville", "- Deux blessés légers"]
    shapes = find_shapes([*top, "• Le dépôt est fermé", PROSE])
    assert shapes == ["label", "headline", "prose", "prose", "prose"]
