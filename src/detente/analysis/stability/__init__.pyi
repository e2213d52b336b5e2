from .evolution import EvolutionResult as EvolutionResult, evolve as evolve
from .explanation import ExplanationResult as ExplanationResult, explain as explain
from .horizon import HorizonResult as HorizonResult, horizon as horizon
from .stable_sets import StabilityResult as StabilityResult, stability as stability
from .states import StatesResult as StatesResult, states as states
