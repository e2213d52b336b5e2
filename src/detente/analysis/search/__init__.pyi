from .best_deal import (
    BestDealResult as BestDealResult,
    SurestResult as SurestResult,
    find_best_deal as find_best_deal,
    find_surest_road_map as find_surest_road_map,
)
from .find_road_map import (
    FoundResult as FoundResult,
    find_best_road_map as find_best_road_map,
)
from .thresholds import (
    ThresholdsResult as ThresholdsResult,
    road_map_thresholds as road_map_thresholds,
)
from .verdict_map import (
    VerdictMapResult as VerdictMapResult,
    map_road_map as map_road_map,
)
