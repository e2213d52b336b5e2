from .kind_results import (
    HypergameResult as HypergameResult,
    StrengthResult as StrengthResult,
    UnknownResult as UnknownResult,
)
from .kinds import (
    hypergame as hypergame,
    strength as strength,
    unknown_stability as unknown_stability,
)
