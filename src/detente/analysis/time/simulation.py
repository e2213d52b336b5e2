"""Sampled histories of a road map while leaders change."""

from dataclasses import replace
from functools import partial
from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting
from detente.analysis.timed import named_road_map, open_timed, workers_of
from detente.engine.budget import expect, kept
from detente.records import dataclass
from detente.report.data.time import draws_data, simulation_data
from detente.report.document import Document, Picture, tables_of
from detente.report.naming import Names
from detente.report.pages.time.drawn_histories import draws_section
from detente.report.pages.time.simulation import histories_table, simulation_page
from detente.study.deal.mover_orders import open_orders
from detente.study.price_in_time import price_of_histories
from detente.study.robustness.sampling import Draws as NumberStudy
from detente.study.robustness.turnover_numbers import (
    draw_turnover,
    list_turnover_assumptions,
)
from detente.study.robustness.workers import over_workers
from detente.study.time.drawn_histories import (
    DrawnHistories,
    Draws,
    over_draws,
    sum_up,
)
from detente.study.time.outcomes import Simulation, simulate_road_map


@dataclass(frozen=True)
class SimulationResult(Result):
    """Histories of one road map, and what they come to.

    `simulation.histories` holds them as arrays; `draws` is None where the assumed
    numbers were not drawn.
    """

    simulation: Simulation
    draws: Draws | None = None

    def to_dict(self) -> dict[str, object]:
        """Give what the histories come to, over draws too if asked."""
        return simulation_data(self.simulation) | draws_data(self.draws)

    def document(self, names: Names) -> Document:
        """Tell where it broke, who lost, and how long it took."""
        page = simulation_page(self.simulation, names)
        return (*page, *draws_section(self.draws, names))

    def sheet(self, names: Names) -> Document:
        """Give one row a history, to programs."""
        if not names.plain:
            return tables_of(self.document(names))
        return histories_table(self.simulation, names)

    def n_cells(self) -> int:
        """Count the cells of its tables."""
        histories = self.simulation.histories
        width = 9 + 3 * len(self.case.parties)
        return 0 if histories is None else width * len(histories.broke)

    def _refuse_long(self, form: str) -> None:
        # Only these list histories one by one.
        if form in ("csv", "xlsx"):
            super()._refuse_long(form)

    def pictures(self, names: Names) -> tuple[Picture, ...]:
        """Draw when it broke, at which stage."""
        from detente.report.figure.breaks import breaks_picture  # noqa: PLC0415

        picture = breaks_picture(self.simulation, names)
        return () if picture is None else (picture,)


def simulate(
    case: Readable,
    road_map: str,
    runs: int = 10_000,
    seed: int = 0,
    setting: Setting = DEFAULT,
    *,
    samples: int = 0,
    **read_as: Unpack[ReadAs],
) -> SimulationResult:
    """Draw histories of a road map: who comes to rule when, and what follows.

    Leaders are drawn period by period from the case's `turnover`; everybody does or
    leaves its part, and acts after a break, as `check_road_map` with `turnover` says.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    road_map : str
        Its name.
    runs : int
        How many histories, at least 1; one is all there is where nothing is drawn.
    seed : int
        The same seed gives the same histories, whoever works on them.
    setting : Setting
        Engine, memory, and who works on the draws.
    samples : int
        Under how many draws of the assumed numbers histories are drawn too, `runs` of
        them in all; 0 is none.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    SimulationResult
        Values are utility per period against the start of the road map, larger is
        better, by the wants that the case gives each party, whoever rules.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    plan = named_road_map(read, road_map)
    dynamics = open_timed(read, setting)
    each = -(-runs // max(samples, 1))
    drawn = samples * price_of_histories(dynamics, plan, each)
    expect(price_of_histories(dynamics, plan, runs) + drawn / setting.workers)
    workers = workers_of(setting)
    found = simulate_road_map(dynamics, plan, runs, seed, workers)
    if not samples:
        return SimulationResult(read, found)
    study = NumberStudy(dynamics, (plan,))
    turned = list_turnover_assumptions(read)
    if not (study.assumptions or turned or len(open_orders(dynamics)) > 1):
        return SimulationResult(read, found, over_draws(()))
    task = partial(_drawn, seed, each)
    draws = kept(over_workers(study, task, range(samples), workers))
    return SimulationResult(read, found, over_draws(draws))


def _drawn(seed: int, runs: int, study: NumberStudy, number: int) -> DrawnHistories:
    """Draw the assumed numbers once, and histories under them."""
    (plan,), drawn = study.road_maps, study.drawn(seed, number)
    drawn = replace(drawn, case=draw_turnover(drawn.case, seed, number))
    found = simulate_road_map(drawn, plan, runs, number)
    return sum_up(found)
