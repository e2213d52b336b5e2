"""A picture of how seconds grow with cases: both axes in powers."""

from dataclasses import dataclass
from math import ceil, floor, log10

TOLD = "Seconds of all five concepts by the number of states"
WIDTH, HEIGHT = 640, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 150, 16, 44
COLOURS = ("#9a6a00", "#7a4fa0", "#1f6f8b", "#b3401f")


@dataclass(frozen=True)
class Line:
    """One method on cases of one kind.

    Attributes
    ----------
    name : str
    points : list of (int, float)
        The power of two of the states, and seconds.
    dashed : bool
    """

    name: str
    points: list[tuple[int, float]]
    dashed: bool


def growth_picture(lines: list[Line]) -> str:
    """Draw the lines as SVG.

    Parameters
    ----------
    lines : list of Line
        With the same colour where they stand in pairs, whole and dashed.

    Returns
    -------
    str
    """
    points = [point for line in lines for point in line.points]
    powers = sorted({power for power, _ in points})
    low = floor(log10(min(seconds for _, seconds in points)))
    high = ceil(log10(max(seconds for _, seconds in points)))

    def across(power: float) -> float:
        share = (power - powers[0]) / max(powers[-1] - powers[0], 1)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def down(seconds: float) -> float:
        share = (log10(seconds) - low) / max(high - low, 1)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"',
        f'role="img" aria-label="{TOLD}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for power in powers:
        x = across(power)
        parts.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#e4e4e4"/>')
        label = f'2<tspan dy="-5" font-size="9">{power}</tspan>'
        parts.append(
            f'<text x="{x:.1f}" y="{HEIGHT - 24}" text-anchor="middle">{label}</text>'
        )
    for exponent in range(low, high + 1):
        y = down(10.0**exponent)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#e4e4e4"/>')
        label = f"{10.0**exponent:g} s"
        parts.append(
            f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>'
        )
    for k, line in enumerate(lines):
        colour = COLOURS[k // 2 % len(COLOURS)]
        path = "L".join(f"{across(p):.1f} {down(s):.1f}" for p, s in line.points)
        dash = ' stroke-dasharray="5 4"' if line.dashed else ""
        parts.append(
            f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'
        )
    ends = sorted(
        (line.points[-1][0], down(line.points[-1][1]), k)
        for k, line in enumerate(lines)
    )
    beside, lowest = -1, 0.0
    for power, y, k in ends:
        # Names of lines that end close to each other stand one below the other.
        lowest = max(y + 4, lowest + 14) if power == beside else y + 4
        beside = power
        parts.append(
            f'<text x="{across(power) + 6:.1f}" y="{lowest:.1f}" '
            f'fill="{COLOURS[k // 2 % len(COLOURS)]}">{lines[k].name}</text>'
        )
    parts.append(
        f'<text x="{LEFT}" y="{HEIGHT - 6}">states; seconds of the processor for all '
        "five concepts and parties</text></svg>"
    )
    return "\n".join(parts) + "\n"
