"""What changes of leadership do to road maps, as plain dictionaries."""

from detente.report.plain import Data, declare, fields, plain, stage_key
from detente.study.time.borne import Borne
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.kept import Ending, Kept
from detente.study.time.outliving import Left, Outliving, Pretender, Standing
from detente.study.time.successor import StageBreak

declare(Standing, "date=on years period chance")
declare(Left, "party then after")
declare(Borne, "party leadership written most")
declare(Kept, "completed standing endings")


def turnover_data(
    check: TurnoverCheck, breaks: tuple[StageBreak, ...], borne: tuple[Borne, ...] = ()
) -> Data:
    """Write what changes of leadership do to a road map."""
    return fields(
        check,
        "threat completed broken_at every_leader_complies first_leaders_comply exact "
        "breaks reasons borne",
        broken_at=[
            {"stage": stage, "chance": chance} for stage, chance in check.broken_at
        ],
        breaks=breaks,
        borne=borne,
    ) | outliving_data(check.outliving)


def outliving_data(found: Outliving | None) -> Data:
    """Write how likely a road map stands, and until when; nulls where it is open."""
    if found is None:
        return dict.fromkeys(["curve", "completed_in", "not_begun", "pretenders"])
    return fields(found, "curve completed_in not_begun pretenders")


def outlived_data(check: TurnoverCheck | None) -> Data:
    """Write how likely a road map stands after some years, and on days of changes.

    `standing` is by cheating alone; `kept` counts who would not sign or calls off too.
    """
    if check is None or check.outliving is None:
        return {"standing": None, "kept": None}
    return {"standing": plain(check.outliving.standing), "kept": plain(check.kept)}


@plain.register
def _ending(each: Ending) -> Data:
    named = "stage party how leaders=under chance others"
    return fields(each, named, stage=stage_key(each.stage))


@plain.register
def _pretender(each: Pretender) -> Data:
    named = "leadership party now breaks stage breaker others=left"
    stage = stage_key(each.stage) if each.breaks else None
    return fields(each, named, stage=stage)


@plain.register
def _break(each: StageBreak) -> Data:
    named = "stage party leaders=under slack chance"
    return fields(each, named, stage=stage_key(each.stage))
