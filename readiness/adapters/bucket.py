"""An S3-compatible bucket that keeps the bytes of files by their SHA-256."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import IO, Any, Self

from readiness.adapters.blobs import CHUNK, Missing, Unreachable
from readiness.settings import Settings

GONE = frozenset({"404", "NoSuchKey", "NotFound"})
#: One person waits for it, and the time of a whole upload is bounded.
PATIENCE = {"connect_timeout": 5, "read_timeout": 20, "retries": {"total_max_attempts": 3}}


@dataclass(frozen=True, slots=True)
class Bucket:
    """`client` is boto3's; several threads may use it."""

    client: Any
    name: str

    @classmethod
    def of(cls, settings: Settings) -> Self:
        # Late: boto3 takes half a second to import, and few installations have a bucket.
        import boto3
        from botocore.config import Config

        # Addresses of the form host/bucket, as servers of one's own seldom have a name a bucket.
        # Checksums of the newer kind are left out where they are not required: many refuse them.
        config = Config(
            **PATIENCE,
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        client = boto3.client(
            "s3",
            endpoint_url=settings.bucket_endpoint or None,
            region_name=settings.bucket_region,
            aws_access_key_id=settings.bucket_key or None,
            aws_secret_access_key=settings.bucket_secret or None,
            config=config,
        )
        return cls(client, settings.bucket)

    def put(self, sha256: str, source: IO[bytes]) -> None:
        with _told():
            self.client.put_object(Bucket=self.name, Key=_key(sha256), Body=source)

    def chunks(self, sha256: str) -> Iterator[bytes]:
        with _told():
            found = self.client.get_object(Bucket=self.name, Key=_key(sha256))["Body"]
            with closing(found):
                yield from found.iter_chunks(CHUNK)


def _key(sha256: str) -> str:
    return f"files/{sha256[:2]}/{sha256}"


@contextmanager
def _told() -> Iterator[None]:
    """Raise in the words of the store what the library raises."""
    # Late, as above.
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as refused:
        code = str(refused.response.get("Error", {}).get("Code"))
        raise (Missing if code in GONE else Unreachable)(code) from refused
    except BotoCoreError as fault:
        raise Unreachable(str(fault)) from fault
