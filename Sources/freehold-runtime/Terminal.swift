/// Standard input and output, and a prompt that does not echo.

import AppRuntime
import ArgumentParser
import Glibc

func writeLine(_ text: String, to file: Int32, end: String = "\n") {
  var rest = Array((text + end).utf8)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    guard count > 0 else { return }
    rest = rest.dropFirst(count)
  }
}

/// Nil when the file cannot be read or is not UTF-8.
func readText(_ path: String) -> String? {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  return readAll(file, atMost: 65_536).flatMap { String(validating: $0, as: UTF8.self) }
}

/// From a pipe or a file to its end; from a terminal one line, unseen.
func readSecret(_ prompt: String) throws -> [UInt8] {
  guard isatty(STDIN_FILENO) == 1 else {
    guard let bytes = readAll(STDIN_FILENO, atMost: 65_537) else { throw InputFailure() }
    return bytes
  }
  var old = termios()
  guard tcgetattr(STDIN_FILENO, &old) == 0 else { throw InputFailure() }
  var silent = old
  silent.c_lflag &= ~tcflag_t(ECHO)
  guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0 else { throw InputFailure() }
  defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &old) }
  writeLine(prompt, to: STDERR_FILENO, end: "")
  let line = readLine(strippingNewline: true) ?? ""
  writeLine("", to: STDERR_FILENO)
  return Array(line.utf8)
}

struct InputFailure: Error, CustomStringConvertible {
  let description = "The value cannot be read from standard input."
}

private func readAll(_ file: Int32, atMost limit: Int) -> [UInt8]? {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 8_192)
  while bytes.count < limit {
    let count = read(file, &chunk, chunk.count)
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { return nil }
    if count == 0 { break }
    bytes += chunk[..<count]
  }
  return bytes
}

/// Failures in words on standard error, with exit code 1.
func reporting(_ work: () async throws -> Void) async throws {
  do { try await work() } catch let code as ExitCode {
    throw code
  } catch {
    writeLine("freehold-runtime: \(error)", to: STDERR_FILENO)
    throw ExitCode.failure
  }
}
