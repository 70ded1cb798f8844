// A look at an idle socket that costs one system call and no trip to the server.

import Glibc

/// Whether nothing can be read from the socket.
func isSilent(_ socket: Int32) -> Bool {
  guard socket >= 0 else { return false }
  var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
  return poll(&descriptor, 1, 0) == 0
}
