"""A full disk: the data folder on a small file system that fills up while a film is on its way.

The upload is answered 507 with a sentence, nothing is half published, pages go on being served by the same process,
and once there is room again the upload goes on where it stopped. The file system is a tmpfs in a mount namespace of
its own (as root, or as root of a user namespace), so nothing stays mounted. Where neither is allowed, it says so.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

import films
from media_client import Member, Unexpected, key_of, open_site
from server import Site, end, free_port

SIZE_BYTES, PIECE_BYTES = 192 << 20, 256 << 10
# What the stranger's file leaves free: less than the film, more than a database needs to say no.
LEFT_BYTES = 3 << 20
NAMESPACES = (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"])
FULL = 507


def namespace():
    """The words that run a command where it may mount; None where nobody may."""
    for words in NAMESPACES:
        with tempfile.TemporaryDirectory() as folder:
            mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", folder]
            if subprocess.run([*words, *mount], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0:
                return words
    return None


def full_disk():
    """Runs itself inside the namespace, where `main` mounts the folder."""
    words = namespace()
    if words is None:
        print("full disk: left out, for nobody here may mount a tmpfs", flush=True)
        return
    with tempfile.TemporaryDirectory(prefix="backstage-full-") as folder:
        done = subprocess.run([*words, sys.executable, "-B", __file__, folder], stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stderr[-3000:]


def main(folder):
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_BYTES}", "none", folder], check=True)
    folder = pathlib.Path(folder)
    (folder / "data").mkdir()
    environment = dict(
        os.environ, BACKSTAGE_LISTEN=f"127.0.0.1:{free_port()}", BACKSTAGE_DATA=str(folder / "data"),
        BACKSTAGE_LOG="error", BACKSTAGE_DATABASE="", BACKSTAGE_URL="")
    site = Site(environment, demo=False)
    try:
        with tempfile.TemporaryDirectory() as elsewhere:
            fill_and_free(site, folder, films.film(pathlib.Path(elsewhere, "film.mp4"), seconds=6, noise=40))
    finally:
        end(site.process)


def fill_and_free(site, folder, film):
    admin = open_site(site)
    process = site.process.pid
    content = film.read_bytes()
    assert len(content) > 2 * LEFT_BYTES, "the film would fit: no disk to fill"
    address = admin.begin_upload(len(content))
    stranger = fill(folder)
    offset, refused = upload_until_refused(admin, address, content)
    says_full(refused, "the upload")
    look(site, admin, process)
    refuse_photo(admin, folder)
    look(site, admin, process)

    stranger.unlink()
    offset_now = admin.offset(address)
    assert offset_now is not None and offset_now >= offset, f"{offset} bytes were acknowledged, {offset_now} are there"
    while offset_now < len(content):
        offset_now = admin.send(address, offset_now, content[offset_now:offset_now + PIECE_BYTES])
    path = admin.publish_video(key_of(address), "There is room again")
    admin.wait_until_ready(path)
    wrong = [one for one in admin.media_of(path) if admin.get(one).status != 200]
    assert not wrong, f"after there was room again, {wrong[0]} is not served"
    site.errand("media", "check")
    assert site.process.poll() is None, "the server ended"
    print(f"full disk: 507 after {offset} of {len(content)} bytes; it went on when there was room", flush=True)


def fill(folder):
    """Somebody else's file takes what is free, all but a little."""
    file = folder / "stranger"
    free = os.statvfs(folder)
    with open(file, "wb") as out:
        os.posix_fallocate(out.fileno(), 0, max(1, free.f_bavail * free.f_frsize - LEFT_BYTES))
    return file


def upload_until_refused(admin, address, content):
    offset = 0
    while offset < len(content):
        try:
            offset = admin.send(address, offset, content[offset:offset + PIECE_BYTES])
        except Unexpected as error:
            return offset, error.answer
    raise AssertionError("the whole film found room on a full disk")


def says_full(answer, what):
    assert answer.status == FULL, f"{what} on a full disk was answered {answer.status}: {answer.sentence[:200]}"
    words = answer.sentence
    assert len(words) > 20 and " " in words and words.endswith((".", "!")), f"{what} got no sentence: {words!r}"


def refuse_photo(admin, folder):
    """A photograph by the ordinary form: refused in words, and no post of it."""
    # The last bytes go too: what a refused upload gave back is not room for a photograph.
    with open(folder / "rest", "wb") as rest:
        try:
            while True:
                rest.write(bytes(64 << 10))
                rest.flush()
        except OSError:
            pass
    try:
        answer = admin.publish_photos("Half a photograph.", [films.PHOTOGRAPH])
        raise AssertionError(f"a photograph was published on a full disk: {answer}")
    except Unexpected as error:
        says_full(error.answer, "a photograph")
    (folder / "rest").unlink()
    assert admin.find("/@cleo/backstage", "Half a photograph.") is None, "a photograph is half published"


def look(site, admin, process):
    """Readers notice nothing."""
    assert site.process.poll() is None and site.process.pid == process, "the server ended"
    for path in ("/", "/@cleo", "/@cleo/videos", "/studio"):
        status = admin.get(path).status
        assert status == 200, f"{path} is answered {status} while the disk is full"
    assert Member(site.url).get("/healthz").status == 200, "healthz"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        full_disk()
