"""Compresses only the hashed copies of static files, which pages link to: half of the first start's work."""

from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFilesCompressedStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; the plain copies stay for links that cannot know a hash, uncompressed."""

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        hashed = set(self.hashed_files.values())
        return super().compress_files(path for path in paths if path in hashed)
