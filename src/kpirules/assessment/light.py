"""The lights of monitoring: how far along an indicator is."""

from enum import StrEnum


class Light(StrEnum):
    """From far behind to far ahead, in this order."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"

    @property
    def rank(self) -> int:
        """0 for red to 3 for blue.

        >>> min(Light.BLUE, Light.YELLOW, key=lambda light: light.rank).value
        'yellow'
        """
        return list(Light).index(self)
