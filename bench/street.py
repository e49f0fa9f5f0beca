"""Measure the posters of the street against the weasyprint command; write bench/STREET.md.

usage: python bench/street.py

Six posters in all languages of the sample, each at A4 in its four versions, are built with an empty
cache. The reference prints the same posters at A3, once each and in no versions, from the HTML that
letterpress composed, by the `weasyprint` command, one after the other. What is compared is the CPU
time of all processes, so that it hardly matters what else the machine does.
"""

from __future__ import annotations

import os
import re
import resource
import tempfile
from pathlib import Path

import measure

from letterpress.build import plan, project
from letterpress.layout.compose import compose
from letterpress.layout.composition import Composition, Options
from letterpress.world import fonts, versions

POSTERS = ('suspects', 'iris', 'bar', 'line-up', 'redacted', 'event-blank')
SERIES = re.compile(r'^redacted:\n(?:[ #].*\n|\n)+', re.MULTILINE)


def cpu() -> float:
    """Return the CPU seconds of all processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compositions(base: Path) -> dict[str, Composition]:
    """Compose the posters at A3, by file name."""
    fonts.use(fonts.folders(base), base / 'build' / '.cache')
    from letterpress.press import engine
    from letterpress.press import ruler as fit

    engine.warm()
    read = project.read(project.gather(base))
    assert read.sound, read.findings
    wishes, ruler = plan.Wishes(('posters',), layouts=POSTERS, sizes=('a3',)), fit.Ruler()
    return {
        one.name: compose(one.edition, one.layout, one.size, ruler, Options(), read.sources.layouts)
        for one in plan.orders(read.editions.values(), read.layouts, wishes)
    }


def main() -> None:
    """Build, have the command print, and write what both took."""
    with tempfile.TemporaryDirectory(prefix='letterpress-street-') as name:
        work = Path(name)
        base = work / 'letter'
        env = {**os.environ, 'NO_COLOR': '1'}
        env.pop('LETTERPRESS_CACHE', None)
        env.pop('PYTHONDONTWRITEBYTECODE', None)
        letterpress = str(measure.SCRIPTS / 'letterpress')
        measure.timed([letterpress, 'init', '--sample', str(base)], work, env)
        for path in (base / 'content' / 'posters').glob('*.yaml'):  # one sentence, not the series
            path.write_text(SERIES.sub('', path.read_text('utf-8')), 'utf-8')
        layouts = [word for one in POSTERS for word in ('--layout', one)]
        began = cpu()
        build = measure.timed(
            [letterpress, 'build', 'posters', '--size', 'a4', *layouts], base, env
        )
        ours = cpu() - began
        made = sorted(base.glob('build/pdf/*/*.pdf'))

        composed = compositions(base)
        reference = {**env, 'FONTCONFIG_FILE': os.environ['FONTCONFIG_FILE']}
        measure.dump(composed, work / 'dumped')
        began = cpu()
        command = measure.timed(['make', '-s'], work / 'dumped', reference)
        theirs = cpu() - began
        languages = {one.language for one in composed.values()}
        assert len(made) == 4 * len(composed) == 4 * len(languages) * len(POSTERS), len(made)
    engine = versions.engines()['weasyprint']
    text = f"""# What the posters of the street cost

`make bench`: {', '.join(POSTERS)} in {len(languages)} languages
(of *redacted* one sheet). The build makes {len(made)} files of A4 with an empty cache,
{len(composed)} posters in four versions each: it reads and checks everything, composes, prints,
recolours and judges. The `weasyprint` command (WeasyPrint {engine}) prints the same
{len(composed)} posters at A3 once each, from the composed HTML, with the same typefaces.

| | CPU | wall clock, of {measure.CORES} cores that others may use too |
|---|---|---|
| {len(made)} files by this build, cold | {ours:.1f} s | {build:.1f} s |
| {len(composed)} files by the command | {theirs:.1f} s | {command:.1f} s |
| ratio | **{ours / theirs:.2f} ×** | |
"""
    (measure.HERE / 'STREET.md').write_text(text, encoding='utf-8')
    print(text)


if __name__ == '__main__':
    main()
