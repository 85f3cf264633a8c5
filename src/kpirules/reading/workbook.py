"""The sheets of one file, whatever its format."""

from attrs import frozen

from kpirules.diagnostics import Diagnostic
from kpirules.reading.grid import Grid


@frozen
class Workbook:
    """Every table of a file as a grid, in the file's order, and what there is to say about reading them.

    A worksheet is a grid, and so is each table of a document; text and csv have one. No grid stands where nothing could
    be read, and then a diagnostic says why.
    """

    grids: tuple[Grid, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
