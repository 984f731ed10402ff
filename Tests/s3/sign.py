"""Prints, as JSON, what botocore signs for a row of requests to S3 at one fixed time.

The Swift signer is given the same addresses, keys, queries and headers, and must come to the same signatures. The
requests are botocore's own: its client is asked for the operation, and stopped when the request is ready to be sent.
"""
import datetime
import json
from urllib.parse import parse_qsl, urlsplit

import botocore.auth
import botocore.session
from botocore.config import Config

ID, SECRET, TOKEN = "AKIDEXAMPLE", "wJalr/XUtnFEMI+K7MDENG=bPxRfiCY", "FwoGZXIvYXdzEPz//////////wEaD+tok/en=="
MOMENT = datetime.datetime(2026, 1, 31, 23, 59, 58)
OURS = {"host", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token"}
KEYS = [
    "ab/9f27-12", "with blank and+plus", "été/日本 語/😀.webp", "a=b&c;d?e#f%41:@!$'()*,[]~", "a//b", "./a/../b", "-_.~",
]
PLACES = [
    {"host": "127.0.0.1:9000", "bucket": "blobs", "region": "us-east-1", "style": "path", "scheme": "http"},
    {"host": "objects.example.net", "bucket": "blobs", "region": "eu-west-1", "style": "host", "scheme": "https"},
    {"host": "objects.example.net:8443", "bucket": "b-2.x", "region": "garage", "style": "path", "scheme": "https"},
    {"host": "[::1]:9000", "bucket": "blobs", "region": "us-east-1", "style": "path", "scheme": "http"},
]


class Ready(Exception):
    """The request is signed, and need not be sent."""


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def client_for(place, token):
    session = botocore.session.Session()
    session.set_credentials(ID, SECRET, token)
    client = session.create_client(
        "s3", region_name=place["region"], endpoint_url=f"{place['scheme']}://{place['host']}",
        config=Config(
            signature_version="s3v4", retries={"total_max_attempts": 1},
            request_checksum_calculation="when_required", response_checksum_validation="when_required",
            s3={"addressing_style": "path" if place["style"] == "path" else "virtual", "payload_signing_enabled": True}))

    def stop(request, **_):
        raise Ready(request)

    client.meta.events.register("before-send.s3", stop)
    return client


def captured(operation, **arguments):
    try:
        operation(**arguments)
    except Ready as ready:
        return ready.args[0]
    raise SystemExit("botocore sent a request instead of being stopped")


def address(place):
    options = "&".join(f"{name}={place[name]}" for name in ("region", "style", "scheme"))
    return f"s3://{place['host']}/{place['bucket']}?{options}"


def case(name, place, token, key, request):
    headers = {header.lower(): text(value) for header, value in request.headers.items()}
    signed = headers["authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
    parts = urlsplit(request.url)
    return {
        "name": name, "address": address(place), "token": token, "key": key, "method": request.method,
        "host": headers.get("host", parts.netloc), "path": parts.path,
        "query": [list(pair) for pair in parse_qsl(parts.query, keep_blank_values=True)],
        "headers": [[header, headers[header]] for header in signed if header not in OURS],
        "payload": headers["x-amz-content-sha256"], "authorization": headers["authorization"],
    }


def requests_at(place, token):
    client = client_for(place, token)
    bucket = {"Bucket": place["bucket"]}
    for key in KEYS:
        it = bucket | {"Key": key}
        yield "put", key, captured(client.put_object, **it, Body=b"some bytes")
        yield "get", key, captured(client.get_object, **it, Range="bytes=100-4195")
        yield "head", key, captured(client.head_object, **it)
        yield "delete", key, captured(client.delete_object, **it)
    it = bucket | {"Key": "ab/large", "UploadId": "VXBsb2Fk+SUQ/=== &é"}
    yield "empty put", "none", captured(client.put_object, **bucket, Key="none", Body=b"")
    yield "blanks", "k", captured(client.put_object, **bucket, Key="k", Body=b"x", ContentType="  a/b;  c=d   e ")
    yield "begin", "ab/large", captured(client.create_multipart_upload, **bucket, Key="ab/large")
    yield "part", "ab/large", captured(client.upload_part, **it, PartNumber=12, Body=b"part")
    yield "complete", "ab/large", captured(
        client.complete_multipart_upload, **it, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": '"e"'}]})
    yield "abort", "ab/large", captured(client.abort_multipart_upload, **it)
    yield "list", None, captured(
        client.list_objects_v2, **bucket, Prefix="été/a b", StartAfter="a+b/c", MaxKeys=7, EncodingType="url")
    yield "list on", None, captured(client.list_objects_v2, **bucket, ContinuationToken="1ueGcx/PJQ+FD==&?")
    yield "uploads", None, captured(client.list_multipart_uploads, **bucket, Prefix="p/")
    yield "bucket", None, captured(client.head_bucket, **bucket)


def presigned(place, token):
    client = client_for(place, token)
    for key in KEYS:
        url = client.generate_presigned_url(
            "get_object", {"Bucket": place["bucket"], "Key": key, "ResponseContentType": "video/mp4; a=\"é\""},
            ExpiresIn=900)
        yield {
            "name": "address", "address": address(place), "token": token, "key": key, "seconds": 900,
            "type": "video/mp4; a=\"é\"", "url": url,
        }


def main():
    botocore.auth.get_current_datetime = lambda *_, **__: MOMENT
    cases, addresses = [], []
    for place in PLACES:
        for token in (None, TOKEN):
            cases += [case(name, place, token, key, request) for name, key, request in requests_at(place, token)]
            addresses += presigned(place, token)
    print(json.dumps({
        "id": ID, "secret": SECRET, "seconds": int(MOMENT.replace(tzinfo=datetime.timezone.utc).timestamp()),
        "cases": cases, "addresses": addresses,
    }))


if __name__ == "__main__":
    main()
