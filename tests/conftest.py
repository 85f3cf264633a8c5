"""How hard Hypothesis looks: the same examples on every run, unless somebody asks to explore."""

import os

from hypothesis import settings

# Timings never decide a test: a slow machine is not a wrong answer, so there is no deadline anywhere.
# A fixed seed makes a red run red for everybody; `explore` is how new counterexamples are looked for.
settings.register_profile("default", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=300, print_blob=True)
# A mutant that survives ten examples is written down, and there are hundreds of them.
settings.register_profile("mutation", deadline=None, derandomize=True, max_examples=10, database=None)
settings.register_profile("explore", deadline=None, max_examples=5_000)
settings.load_profile(os.environ.get("KPIRULES_HYPOTHESIS", "default"))

# Needs atheris, which only the session of that name installs.
collect_ignore = ["fuzz/run.py"]
