"""What customers are asked, line by line."""

from aftercare.domains.feedback.script import asked


def test_each_line_is_a_question_without_the_number_it_was_written_with():
    assert asked("1. 好了吗？\n\n 2、准时吗？\n(3) 3 号到的吗？") == ["好了吗？", "准时吗？", "3 号到的吗？"]


def test_without_a_script_the_four_usual_questions_are_asked():
    assert (len(asked(" \n")), asked("")[3]) == (4, "How satisfied are you, from 1 to 5?")
