"""Freehold's core as a program of this machine (`browser-core`): asked over its standard input, as Studio's worker asks it."""
import struct
import subprocess

ADD_FONT, PAGES, PDF = 4, 5, 7


class Core:
    name = "Freehold"

    def __init__(self, program, fonts, picture, form="cii"):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.picture = picture
        self.form = form
        for role, path in fonts.items():
            with open(path, "rb") as file:
                self.ask(ADD_FONT, role.encode() + b"\0" + file.read())

    def ask(self, function, request):
        self.process.stdin.write(struct.pack("<II", function, len(request)) + request)
        self.process.stdin.flush()
        count = struct.unpack("<I", self.read(4))[0]
        answer = self.read(count)
        assert answer[0] == 0, answer
        return answer[1:]

    def read(self, count):
        bytes = self.process.stdout.read(count)
        assert len(bytes) == count, "the core ended"
        return bytes

    def end(self):
        self.process.stdin.close()
        self.process.wait(30)
