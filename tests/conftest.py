"""What every test stands on: our fonts and no others, and no warning that was not asked for."""

import atexit
import gc
import logging
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from letterpress.press.typefaces import manifest as typefaces

os.environ['LC_ALL'] = 'C.UTF-8'  # `verify` answers in the reader's language

# no test is timed: on a busy machine what is right may be slow
settings.register_profile(
    'letterpress', deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile('letterpress')

pytest_plugins = ['fixtures.sample', 'pki']

PROJECT = Path(__file__).resolve().parent.parent

# At import, not in a fixture: a test module that imports WeasyPrint is imported before any fixture
# runs, and Pango asks fontconfig once for all.
if 'weasyprint' in sys.modules:
    raise RuntimeError(
        'WeasyPrint was imported before tests/conftest.py told fontconfig of our fonts'
    )
_scratch = tempfile.mkdtemp(prefix='letterpress-fonts-')
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)
_folders = sorted(path.parent for path in (PROJECT / 'fonts').glob('*/family.yaml'))
Path(_scratch, 'fonts.conf').write_text(
    typefaces.fontconfig_xml(_folders, Path(_scratch, 'cache')), encoding='utf-8'
)
os.environ['FONTCONFIG_FILE'] = str(Path(_scratch, 'fonts.conf'))


# As the command line does (letterpress.__main__): at Python's own pace the collector of garbage
# goes through ten thousand tests and all that was imported again and again.
gc.set_threshold(100_000, 20, 100)


def pytest_collection_finish():
    """Let the collector of garbage leave alone what stays to the end: tests and modules."""
    gc.collect()
    gc.freeze()


def pytest_configure(config):
    config.addinivalue_line(
        'markers',
        'expected_logs(*patterns): records of WeasyPrint at WARNING or above that match '
        'one of these regular expressions are meant; without a pattern, all are',
    )


class _Collector(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.records = []

    def emit(self, record):
        self.records.append(record)


@pytest.fixture(autouse=True)
def _weasyprint_is_silent(request):
    """Fail a test during which WeasyPrint warned, unless it asked for that with `expected_logs`."""
    collector = _Collector()
    logger = logging.getLogger('weasyprint')
    logger.addHandler(collector)
    yield collector
    logger.removeHandler(collector)
    marker = request.node.get_closest_marker('expected_logs')
    if 'expected_logs' in request.fixturenames or (marker and not marker.args):
        return
    patterns = marker.args if marker else ()
    loud = [
        f'{record.levelname}: {record.getMessage()}'
        for record in collector.records
        if not any(re.search(pattern, record.getMessage()) for pattern in patterns)
    ]
    if loud:
        pytest.fail('WeasyPrint logged what the test did not ask for:\n' + '\n'.join(loud))


@pytest.fixture
def expected_logs(_weasyprint_is_silent):
    """Give the records that WeasyPrint logs during the test; the test judges them itself."""
    return _weasyprint_is_silent.records


@pytest.fixture(scope='session')
def project():
    """Give the folder of the checkout."""
    return PROJECT


@pytest.fixture(scope='session')
def font_files():
    """Give all files below fonts/, by path relative to the project."""
    return {
        path.relative_to(PROJECT).as_posix(): path.read_bytes()
        for path in sorted((PROJECT / 'fonts').rglob('*'))
        if path.is_file() and '__pycache__' not in path.parts
    }
