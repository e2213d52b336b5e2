from .calling_off import (
    CallingOffResult as CallingOffResult,
    calling_off as calling_off,
)
from .exposure import ExposureResult as ExposureResult, exposure as exposure
from .road_map import RoadMapResult as RoadMapResult, check_road_map as check_road_map
from .road_maps import (
    RoadMapsResult as RoadMapsResult,
    list_road_maps as list_road_maps,
)
from .sustain import SustainResult as SustainResult, sustain as sustain
