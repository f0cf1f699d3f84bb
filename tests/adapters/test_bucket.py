"""Files in a bucket of a real S3 server: kept, read back whole, and never taken for what they are not."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from readiness.adapters.blob_stores import open_blobs
from readiness.adapters.blobs import Damaged, Missing, Unreachable, check, checked
from readiness.adapters.bucket import Bucket
from readiness.settings import Settings
from tests import s3
from tests.factories.uploads import sha256

pytestmark = pytest.mark.once

CONTENT = b"a log line\n" * 200_000


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bucket]:
    if not s3.is_here():
        pytest.skip("There is no S3 server here: tools/setup --tests installs it.")
    with s3.serving(tmp_path_factory.mktemp("s3")) as server:
        made = open_blobs(
            Settings(
                bucket="evidence",
                bucket_endpoint=server.address,
                bucket_key=server.key,
                bucket_secret=server.secret,
            )
        )
        assert isinstance(made, Bucket)
        made.client.create_bucket(Bucket="evidence")
        yield made
        made.client.close()


def test_what_is_kept_in_a_bucket_is_read_back_whole(bucket: Bucket) -> None:
    for _ in range(2):  # the same again is written anew
        bucket.put(sha256(CONTENT), BytesIO(CONTENT))
    with checked(bucket, sha256(CONTENT)) as file:
        assert file.read() == CONTENT


def test_what_is_missing_damaged_or_out_of_reach_is_told_apart(bucket: Bucket) -> None:
    with pytest.raises(Missing):
        check(bucket, "0" * 64)
    bucket.put("1" * 64, BytesIO(CONTENT))
    with pytest.raises(Damaged):
        check(bucket, "1" * 64)
    nowhere = Settings(bucket="evidence", bucket_endpoint="http://127.0.0.1:1")
    with pytest.raises(Unreachable):
        check(open_blobs(nowhere), "1" * 64)


def test_without_a_bucket_files_are_in_the_instance_folder(tmp_path: Path) -> None:
    blobs = open_blobs(Settings(instance=tmp_path))
    blobs.put(sha256(CONTENT), BytesIO(CONTENT))
    assert (tmp_path / "files" / sha256(CONTENT)[:2] / sha256(CONTENT)).read_bytes() == CONTENT
