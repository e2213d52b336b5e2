from .simulation import SimulationResult as SimulationResult, simulate as simulate
