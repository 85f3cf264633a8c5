"""``python -m kpirules``: the same command as the script ``kpirules``."""

from kpirules.cli import main

if __name__ == "__main__":
    main()
