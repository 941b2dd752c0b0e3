"""A text is in one script, or the editor is told that it mixes two."""

from kanben.reading.page.script import mixture_of, script_of

SIMPLIFIED = ["“你回来了。”老人坐在门口的藤椅上。", "他说这几年村里变化很大，后面的山开了路。"]
TRADITIONAL = ["火車在黎明前抵達，月台上只有幾個小販。", "他提著皮箱走出車站，街燈還亮著。"]


def test_a_text_with_lines_of_both_scripts_is_mixed_and_its_first_such_line_named() -> None:
    mixture = mixture_of([*TRADITIONAL, *SIMPLIFIED, *TRADITIONAL])
    assert mixture is not None
    assert (mixture.script, mixture.others, mixture.line) == ("Hant", 2, 2)
    assert "门" in mixture.words
    assert script_of([*TRADITIONAL, *SIMPLIFIED, *TRADITIONAL]) == "Hant"


def test_a_text_in_one_script_is_not_mixed() -> None:
    assert mixture_of(SIMPLIFIED * 50) is None
    assert mixture_of(TRADITIONAL * 50) is None
    assert mixture_of([]) is None


def test_a_name_or_a_single_line_in_the_other_script_mixes_nothing() -> None:
    assert mixture_of([*SIMPLIFIED * 50, "店招上写着“羣賢畢至”四个字，说是父亲写的。"]) is None
    assert mixture_of([*SIMPLIFIED * 50, TRADITIONAL[0]]) is None
