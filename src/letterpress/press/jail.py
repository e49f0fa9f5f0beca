"""What the engine may fetch: the assets that the composition names, and nothing else on earth.

No network, no file, no data: URL. A refusal is recorded here as well as raised, because WeasyPrint
swallows even fatal fetching errors inside SVG pictures; whoever renders asks `refused` and `failed`
afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from email.message import EmailMessage, Message
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote

from weasyprint.urls import URLFetcher, URLFetcherResponse

from letterpress.press.pictures import whole_pictures_only

if TYPE_CHECKING:
    from letterpress.layout.composition import Asset

SCHEME = 'asset:'
REFUSAL = 'not an asset of this composition'  # by these words the log's echo of one is known
MOST_PIXELS = 100_000_000  # of one picture: a bomb of a few kB must not take gigabytes


class Jail(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Answer `asset:<name>` from a table; refuse and record everything else."""

    def __init__(self, assets: Iterable[Asset] = ()):
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=False)
        self._assets: Mapping[str, Asset] = {asset.name: asset for asset in assets}
        self.refused: list[str] = []  # addresses outside the jail, as asked for
        self.failed: dict[str, str] = {}  # asset name: why it is no use

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return the asset's bytes.

        Raises PermissionError for any address that is not an asset's, FileNotFoundError for a name
        that the composition does not have, ValueError for a broken picture.
        """
        if not url.startswith(SCHEME):
            if url not in self.refused:
                self.refused.append(url)
            raise PermissionError(REFUSAL)
        name = unquote(url.removeprefix(SCHEME)).partition('#')[0]
        asset = self._assets.get(name)
        if asset is None:
            self.failed[name] = 'it is not there'
            raise FileNotFoundError(name)
        if asset.media_type.startswith('image/') and asset.media_type != 'image/svg+xml':
            fault = _picture_fault(asset.data)
            if fault:
                self.failed[name] = fault
                raise ValueError(fault)
        headers = EmailMessage(Message().policy)  # the usual one takes long to import
        headers['Content-Type'] = asset.media_type
        return URLFetcherResponse(url, asset.data, headers)

    def names(self) -> tuple[str, ...]:
        """Return the names of all assets, sorted."""
        return tuple(sorted(self._assets))


def _picture_fault(data: bytes) -> str:
    """Return why a raster picture cannot be printed, or ''."""
    from PIL import Image, UnidentifiedImageError

    with whole_pictures_only():
        try:
            with Image.open(BytesIO(data)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return (
                        f'it has {picture.width} x {picture.height} pixels, '
                        f'more than {MOST_PIXELS // 1_000_000} million'
                    )
                picture.load()
        except UnidentifiedImageError:
            return 'it is no picture that can be printed (PNG, JPEG)'
        except Exception as error:
            return f'it cannot be read as a picture ({error or type(error).__name__})'
    return ''
