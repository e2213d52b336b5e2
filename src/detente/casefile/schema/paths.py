"""Paths of faults through the data of a file, and through its entries."""

from typing import Any, TypeAlias

from detente.casefile.schema.entry import CaseEntry
from detente.casefile.schema.shape import DIRECT, Kind, alias, declared, kind_in
from detente.casefile.yaml.tree import Mapping

Path: TypeAlias = tuple[str | int, ...]


def model_at(path: Path, root: Kind = CaseEntry) -> Kind:
    """Find the entry, or group of some, that reads what stands at a path.

    `root` reads the whole file.
    """
    found = root
    is_id = False
    for part in path:
        if isinstance(part, int) or is_id:
            is_id = False
            continue
        is_id = part == DIRECT
        for name, kind in declared(found).items():
            if part == alias(name, kind):
                found = kind_in(kind) or found
                break
    return found


def steps_to(path: Path, data: Mapping) -> list[tuple[Any, str | int]]:
    """Walk down a path, over the parts that only the models have.

    Each step is a mapping or list, and the key or number taken in it.
    """
    steps: list[tuple[Any, str | int]] = []
    node: Any = data
    for part in path:
        is_key = isinstance(node, Mapping) and part in node
        is_item = isinstance(node, list) and isinstance(part, int) and part < len(node)
        if is_key or is_item:
            steps.append((node, part))
            node = node[part]
    return steps
