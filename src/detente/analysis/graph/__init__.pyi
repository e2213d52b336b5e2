from .paper import PaperTables as PaperTables, paper_tables as paper_tables
from .state_graph import (
    StateGraphResult as StateGraphResult,
    state_graph as state_graph,
)
