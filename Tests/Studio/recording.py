"""Every byte that goes from a browser to a server, and a search in bytes for a word in each form that it could have taken."""
import base64
import gzip
import socket
import threading
import urllib.parse
import zlib


class RecordingProxy:
    """Listens on `port` of this machine and passes everything on to `server`."""

    def __init__(self, port, server):
        self.server = server
        self.sent = []
        self.listener = socket.create_server(("127.0.0.1", port), backlog=128)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                browser, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.server))
            except OSError:
                return
            connection = bytearray()
            self.sent.append(connection)
            threading.Thread(target=self.pump, args=(browser, server, connection), daemon=True).start()
            threading.Thread(target=self.pump, args=(server, browser, None), daemon=True).start()

    def pump(self, source, target, record):
        try:
            while piece := source.recv(1 << 16):
                if record is not None:
                    record += piece
                target.sendall(piece)
        except OSError:
            pass
        try:
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        source.close()

    def recorded(self):
        return [bytes(connection) for connection in self.sent]

    def close(self):
        self.listener.close()


def forms(word):
    """What `word` looks like to a search that ignores case: as it is, escaped, in two other encodings, in hex and base64."""
    plain = [word, urllib.parse.quote(word, safe=""), "".join(f"\\u{ord(character):04x}" for character in word)]
    found = [one.encode() for one in plain] + [word.encode("utf-16-le"), word.encode("utf-16-be"), word.encode().hex().encode()]
    for alphabet in (base64.b64encode, base64.urlsafe_b64encode):
        for before in range(3):
            # At each of the three places in a group of four; the ends depend on what stands beside them.
            text = alphabet(b"\0" * before + word.encode()).rstrip(b"=")
            found.append(text[(before * 4 + 2) // 3:-1])
    return {one.lower() for one in found}


def unpacked(data):
    """`data`, and what stands in it compressed (gzip, zlib)."""
    yield data
    for mark, open_ in ((b"\x1f\x8b\x08", lambda part: zlib.decompressobj(31).decompress(part)),
                        (b"\x78\x9c", lambda part: zlib.decompressobj().decompress(part)),
                        (b"\x78\xda", lambda part: zlib.decompressobj().decompress(part))):
        at = data.find(mark)
        while at >= 0:
            try:
                yield open_(data[at:])
            except (zlib.error, gzip.BadGzipFile):
                pass
            at = data.find(mark, at + 1)


def leaks(word, kept):
    """Each form of `word` that is found in one of `kept`, bytes each."""
    wanted = forms(word)
    found = set()
    for data in kept:
        for part in unpacked(data):
            lower = part.lower()
            found |= {form for form in wanted if form in lower}
    return sorted(found)
