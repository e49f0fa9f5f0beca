"""Letters and packets of ten thousand names, whose lines the press writes, for the judges."""

from __future__ import annotations

from pathlib import Path

import conftest  # noqa: F401 tells fontconfig of our fonts, before the engine is imported
from fixtures import rolls
from letterpress.build import printing, project
from letterpress.build.bench import Bench
from letterpress.finishing.keys.draft import draft_key
from letterpress.layout import compose as composing
from letterpress.layout.composition import Options
from letterpress.manuscript import edition as editions

NAMES = 10_000
MADE = (('letter', 'ar'), ('packet', 'en'))


def printed(folder: Path) -> dict[str, str]:
    """Print long rolls below a folder; return which names are not in their text, by file."""
    from letterpress.press import engine, ruler

    root = Path(__file__).resolve().parents[2]
    printing.load(Bench(root, draft_key(), workers=1))
    read = project.read(project.gather(root))
    faults, measure = {}, ruler.Ruler()
    for name, language in MADE:
        edition = rolls.signed(editions.edition(read.campaign, language), NAMES)
        layout = next(one for one in read.layouts if one.name == name)
        made = composing.compose(
            edition, layout, layout.sizes[0], measure, Options(), read.sources.layouts
        )
        path = folder / f'{name}.{language}.unsealed.pdf'
        path.write_bytes(engine.render(made, read.sources.layouts).pdf)
        astray = rolls.astray(edition, rolls.text(path), numbered=name == 'packet')
        faults[path.name] = f'not where it stands: {", ".join(astray[:3])}' if astray else ''
    return faults
