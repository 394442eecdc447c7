"""B-004: boxes inside each other, and colour that reaches into the bleed."""

import pytest

from prepress.checks.preflight.demands import Demands
from tests.checks.preflight.sheets import Sheets, band

MM = 72 / 25.4
PRESS = Demands(ppi=300, bleed_mm=3, tagged=False)
#: A page of 200 × 200 points in a bleed of 3 mm on a sheet of 240 × 240.
TRIM = [20.0, 20, 220, 220]
BLEED = [20 - 3 * MM, 20 - 3 * MM, 220 + 3 * MM, 220 + 3 * MM]
BOXES = {"MediaBox": [0.0, 0, 240, 240], "BleedBox": BLEED, "TrimBox": TRIM}


def found(content: str = "", demands: Demands = PRESS, **boxes: list[float]) -> list[str]:
    return Sheets().page(content, (240, 240), {**BOXES, **boxes}).found("B-004", demands)


def test_nested_boxes_are_fine() -> None:
    assert not found()
    assert not found(TrimBox=[220, 220, 20, 20])


def test_page_without_boxes_of_its_own_is_fine_without_bleed() -> None:
    assert not Sheets().page("").found("B-004", Demands(ppi=150, tagged=False))


def test_bleed_beyond_the_sheet_is_found() -> None:
    (what,) = found(BleedBox=[-5, 0, 240, 240])
    assert "beyond the sheet" in what


def test_trim_beyond_the_bleed_is_found() -> None:
    (what,) = found(BleedBox=TRIM, TrimBox=BLEED)
    assert "beyond its bleed" in what


@pytest.mark.parametrize(("bleed_mm", "count"), [(3.0, 0), (2.95, 0), (2.8, 1), (0, 1)])
@pytest.mark.parametrize("side", range(4))
def test_narrow_bleed_on_any_side_is_found(side: int, bleed_mm: float, count: int) -> None:
    bleed = BLEED.copy()
    bleed[side] = TRIM[side] + (-bleed_mm if side < 2 else bleed_mm) * MM
    assert len(found(BleedBox=bleed)) == count


def test_colour_that_reaches_the_bleed_is_fine() -> None:
    assert not found(band(BLEED[0], BLEED[1], 60, BLEED[3] - BLEED[1], "#0f4c5c"))
    assert not found(band(0, 0, 240, 240, "#fbefe6"))


@pytest.mark.parametrize(
    ("side", "rectangle"),
    [
        ("left", (20, 60, 40, 50)),
        ("right", (180, 60, 40, 50)),
        ("upper", (60, 180, 50, 40)),
        ("lower", (60, 20, 50, 40)),
    ],
)
def test_colour_that_stops_at_the_cut_is_found(
    side: str, rectangle: tuple[float, float, float, float]
) -> None:
    (what,) = found(band(*rectangle, "#e6f0f2"))
    assert f"{side} edge of page 1" in what


def test_colour_that_stops_half_way_through_the_bleed_is_found() -> None:
    assert found(band(20 - 1.5 * MM, 60, 40, 50, "#0f4c5c"))


def test_colour_inside_the_page_is_fine() -> None:
    assert not found(band(24, 24, 192, 192, "#0f4c5c"))


def test_marks_outside_the_bleed_are_fine() -> None:
    assert not found("0 G 20 0 m 20 8 l S 0 20 m 8 20 l S")


def test_colour_at_the_edge_of_paper_without_bleed_is_fine() -> None:
    assert (
        not Sheets()
        .page(band(0, 0, 200, 40, "#0f4c5c"))
        .found("B-004", Demands(ppi=150, tagged=False))
    )


def test_bleed_that_viewers_crop_is_seen() -> None:
    whole = band(BLEED[0], 60, 40, 50, "#0f4c5c")
    assert not found(whole, CropBox=TRIM)
    assert found(band(20, 60, 40, 50, "#0f4c5c"), CropBox=TRIM)
