"""What BibTeX files write in LaTeX is read as the characters it stands for."""

import pytest

from prepress.manuscript.latex_text import plain_latex


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"M\"uller, \v{s}, \c c, \'{\i}, \H{o}", "Müller, š, ç, í, ő"),
        (r"Stra\ss{}e \o", "Straße ø"),
        (r"a---b--c, ``so''", "a—b–c, “so”"),
        (r"$\alpha$ \& \% \$5 \{a\}", "α & % $5 {a}"),
        (r"\emph{one} {Two}~3 https://x/~y", "one Two\u00a03 https://x/~y"),
    ],
)
def test_latex_is_plain_text(written: str, read: str) -> None:
    assert plain_latex(written) == read
