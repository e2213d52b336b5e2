"""Measure how the packages are cut: rooms, storeys, and the imports between rooms.

`python docs/_tools/rooms.py [PACKAGE ...]` counts, in each package named, the modules
and folders that lie directly in it, how many of them import another one, and the
longest chain of such imports. A circle between rooms is named.
"""

import sys
from graphlib import CycleError, TopologicalSorter

import grimp

PACKAGES = ("study", "engine", "casefile", "report", "report.pages", "analysis", "cli")


def imports_between_rooms(package: str) -> dict[str, set[str]]:
    """Give, for each room of a package, the rooms of it that it imports."""
    graph = grimp.build_graph("detente", exclude_type_checking_imports=True)
    rooms = sorted(graph.find_children(package))
    for room in rooms:
        graph.squash_module(room)
    return {
        room: graph.find_modules_directly_imported_by(room) & (set(rooms) - {room})
        for room in rooms
    }


def storeys(between: dict[str, set[str]]) -> int:
    """Count the storeys: rooms that import no other stand on the lowest."""
    height: dict[str, int] = {}
    for room in TopologicalSorter(between).static_order():
        height[room] = 1 + max((height[below] for below in between[room]), default=0)
    return max(height.values(), default=0)


def main(packages: list[str]) -> None:
    """Print a line a package."""
    for name in packages or PACKAGES:
        between = imports_between_rooms(f"detente.{name}")
        arrows = sum(map(len, between.values()))
        try:
            told = f"{storeys(between)} storeys"
        except CycleError as circle:
            told = "a circle: " + " > ".join(reversed(circle.args[1]))
        print(f"{name}: {len(between)} rooms, {told}, {arrows} arrows")


if __name__ == "__main__":
    main(sys.argv[1:])
