"""How the columns of a table that was made elsewhere are to be read as events."""

from detente.casefile.yaml.tree import Origin, Place, Scalar
from detente.records import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands where in a table.

    Attributes
    ----------
    columns : tuple of (str, str)
        The key of an event, and the column that it is read from. Where there is any,
        columns that no key is read from are passed over.
    always : tuple of (str, str)
        The key of an event, and what it is in every row that does not say it.
    """

    columns: tuple[tuple[str, str], ...] = ()
    always: tuple[tuple[str, str], ...] = ()

    @property
    def is_foreign(self) -> bool:
        """Whether columns that are not known are passed over."""
        return bool(self.columns or self.always)

    def renamed(self, header: list[Scalar]) -> list[Scalar]:
        """Give columns the keys that are read from them; what no key takes, no name."""
        taken = {column: key for key, column in self.columns}
        elsewhere = dict(self.columns)
        return [
            Scalar(taken[name], name.place)
            if name in taken
            else Scalar("" if name in elsewhere else name, name.place)
            for name in header
        ]

    def filled(self) -> dict[str, Scalar]:
        """Give what every row says that does not say otherwise, with its place."""
        return {
            key: Scalar(value, Place(Origin(f"--always {key}", value), 0, len(value)))
            for key, value in self.always
        }


OWN = Layout()
"""A table that was made for this program."""
