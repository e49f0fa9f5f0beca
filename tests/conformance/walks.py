"""Walk through a preview in the system's Chromium, as a press officer does.

The index, a document and the press room, at 320 to 1280 pixels, light and dark, a fault over them:
axe-core finds nothing, nothing is asked for outside, nothing stands in the console. A word that is
saved is seen in its place; a fault is said with its file and line over the last good page, can be
put aside by keyboard, and goes when it is mended. Run by run.py; alone:
python tests/conformance/walks.py [FOLDER-FOR-PICTURES]
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent / 'src')]

import rooms  # noqa: E402 after the path is set
import webpages  # noqa: E402
from lanes import Row, Tally  # noqa: E402

from fixtures import previews  # noqa: E402

PROJECT = HERE.parent.parent
LANGUAGES = ('en', 'ar')


def judge(folder: Path, row: Row, shots: Path | None = None) -> None:
    """Walk through a preview of the sample in `folder`; pictures of what is judged into `shots`."""
    shutil.copytree(PROJECT / 'content', folder / 'content')
    options = [word for code in LANGUAGES for word in ('--lang', code)]
    with previews.preview(folder, *options) as running:
        running.sound()
        order = {
            'site': f'http://127.0.0.1:{running.port}/',
            'room': 'room/en/',
            'letter': 'pdf/en/letter.en.pdf',
            'folder': str(folder),
            'text': 'content/letter/en.md',
            'word': 'technologies',
            'posters': 'content/posters/en.yaml',
            'broken': ['headline: [WE ARE,', 'headline: [[WE ARE,'],
            'release': 'content/press/en/release.md',
            'phrase': ['facial recognition', 'facial recognition seen at once'],
            'shots': str(shots) if shots else '',
        }
        seen = json.loads(rooms._node('preview.mjs', order))
    for step, fault in seen['steps'].items():
        row('preview', step, fault)
    row('preview', 'axe finds nothing', '; '.join(seen['axe']))
    row('preview', 'nothing in the console', '; '.join(seen['console'][:3]))
    row('preview', 'nothing from outside', '; '.join(seen['asked'][:3]))


def main(arguments: list[str]) -> int:
    """Walk; return the exit code."""
    try:
        webpages.require()
    except webpages.Missing as command:
        print(f'The preview is looked at in Chromium. This installs it:\n  {command}')
        return 3
    tally = Tally()
    shots = Path(arguments[0]) if arguments else None
    with tempfile.TemporaryDirectory(prefix='letterpress-preview-') as scratch:
        judge(Path(scratch) / 'letter', tally.row, shots)
    print(f'{tally.passed} passed, {tally.failed} failed')
    return 1 if tally.failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
