"""The words of reports: no key of one table may hide that of another."""

from kpirules.reporting import phrases, score_phrases


def test_no_key_stands_in_two_tables() -> None:
    source = phrases.__loader__.get_source(phrases.__name__)  # type: ignore[union-attr]
    assert [key for key in score_phrases.SCORE_PHRASES if f'\n    "{key}": (' in source] == []
