"""The list of the shipped policies, each with where it comes from."""

from kpirules.diagnostics import Language
from kpirules.reporting.line import Line, Tone, labelled
from kpirules.reporting.phrases import phrase
from kpirules.scoring.policies import DEFAULT, policies
from kpirules.scoring.policy import Policy

_INHERITED = frozenset(policies()[DEFAULT].grounds.items())


def list_policies(*, lang: Language = "zh") -> list[Line]:
    """Name and title of each, and the sources of what is its own, with how sure they are.

    >>> list_policies()[0].text
    'mof-2020'
    """
    return [line for one in policies().values() for line in _policy(one, lang)]


def _policy(policy: Policy, lang: Language) -> list[Line]:
    lines = [Line(policy.name, Tone.TITLE)]
    lines += labelled("", policy.title if lang == "zh" else policy.title_en, gap=0)
    if policy.name == DEFAULT:
        lines += labelled("", phrase("default policy", lang), gap=0)
    # The default is told by where its points come from, the others by what is their own.
    is_default = policy.name == DEFAULT
    shown = [
        ground
        for key, ground in policy.grounds.items()
        if (key == "weights" if is_default else (key, ground) not in _INHERITED)
    ]
    for ground in shown:
        sure = phrase(f"ground {ground.confidence.value}", lang)
        lines += labelled(phrase("source", lang), f"{ground.source}（{sure}）", gap=8)
    return lines
