from .hazard import HazardResult as HazardResult, hazard as hazard
from .simulation import SimulationResult as SimulationResult, simulate as simulate
