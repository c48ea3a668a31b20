"""Names and titles are found by the first letters of how they are read."""

from houqin.core.initials import initials
from houqin.core.search import tokens
from houqin.core.tests.initials_source import TABLE, table


def test_the_table_is_what_the_dictionary_of_readings_says():
    assert TABLE.read_text(encoding="utf-8") == table()


def test_chinese_is_spelled_by_first_letters_and_other_writing_by_its_first():
    assert initials("检查灭火器") == "jcmhq"
    assert initials("周abc明2") == "zam2"
    assert initials("") == ""


def test_a_character_of_several_readings_is_found_by_each():
    found = tokens(7, "银行和重庆")
    assert {"7~yh", "7~cq", "7~zq"} <= set(found)


def test_a_title_is_found_by_pairs_of_its_first_letters():
    assert {"7~jc", "7~cs", "7~j"} <= set(tokens(7, "检查水表"))
