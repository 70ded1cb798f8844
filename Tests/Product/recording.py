"""Every byte that reaches a port of this machine, recorded from the loopback interface while something happens.

Needs the right to read packets (root, or CAP_NET_RAW); without it `Recording.start` raises PermissionError.
"""

import contextlib
import socket
import struct
import threading

ETH_P_ALL = 0x0003
OUTGOING = 4
SO_RCVBUFFORCE = 33


class Recording:
    def __init__(self, port):
        self.port = port
        self.streams = {}
        self.socket = self.thread = None
        self.is_over = False

    def start(self):
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        with contextlib.suppress(OSError):
            self.socket.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 64 << 20)
        self.socket.bind(("lo", 0))
        self.socket.settimeout(0.2)
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        return self

    def stop(self):
        """What each connection sent, one after the other."""
        self.is_over = True
        self.thread.join()
        self.socket.close()
        return b"\n".join(self._whole(pieces) for pieces in self.streams.values())

    def _run(self):
        # Goes on until nothing more waits: what was sent before `stop` is there.
        while True:
            try:
                packet, address = self.socket.recvfrom(1 << 17)
            except TimeoutError:
                if self.is_over:
                    return
                continue
            # Everything passes the loopback interface twice.
            if address[2] != OUTGOING:
                self._take(packet[14:])

    def _take(self, packet):
        if packet[:1] and packet[0] >> 4 == 4 and packet[9] == socket.IPPROTO_TCP:
            start, end = (packet[0] & 15) * 4, struct.unpack_from("!H", packet, 2)[0]
        elif packet[:1] and packet[0] >> 4 == 6 and packet[6] == socket.IPPROTO_TCP:
            start, end = 40, 40 + struct.unpack_from("!H", packet, 4)[0]
        else:
            return
        source, target, number = struct.unpack_from("!HHI", packet, start)
        # A segment that was never split may have no length of its own.
        payload = packet[start + (packet[start + 12] >> 4) * 4:end or len(packet)]
        if target == self.port and payload:
            self.streams.setdefault(source, {}).setdefault(number, payload)

    @staticmethod
    def _whole(pieces):
        # In the order of their numbers, which begin anew after 2^32.
        numbers = sorted(pieces)
        gap = next((i for i in range(1, len(numbers)) if numbers[i] - numbers[i - 1] > 1 << 31), 0)
        return b"".join(pieces[number] for number in numbers[gap:] + numbers[:gap])
