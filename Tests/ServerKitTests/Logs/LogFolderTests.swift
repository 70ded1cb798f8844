import Contract
import Foundation
import Synchronization
import Testing
import Values

@testable import ServerKit

@Suite("Kept logs")
struct LogFolderTests {
  private let path = NSTemporaryDirectory() + "fh-log-\(UUID().uuidString)"

  /// A clock that a test moves, what was said on standard error, and whether the disk is full.
  private final class Machine: Sendable {
    let now = Mutex(Instant(iso: "2026-03-01T23:59:00Z")!)
    let said = Mutex<[String]>([])
    let isFull = Mutex(false)

    var clock: WallClock { WallClock { self.now.withLock { $0 } } }
    func move(seconds: Int) { now.withLock { $0 = $0.adding(seconds: seconds) } }
  }

  private func folder(_ machine: Machine, bytes: Int = 1 << 20) -> LogFolder {
    var limits = LogFolder.Limits()
    limits.fileBytes = bytes
    return LogFolder(
      path, program: "freehold-test", limits: limits, clock: machine.clock,
      open: { path in
        // The kernel's own full disk.
        open(machine.isFull.withLock { $0 } ? "/dev/full" : path, O_WRONLY | O_APPEND | O_CREAT, 0o600)
      },
      complain: { text in machine.said.withLock { $0.append(text) } })
  }

  private func text(_ file: String) throws -> String { try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8) }

  private func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }

  @Test("begin a new file each day and beyond a size, and go on with today's last one after a start")
  func rotation() throws {
    defer { remove() }
    let machine = Machine()
    let first = folder(machine, bytes: 20)
    first.write(Array("one\n".utf8))
    first.write(Array("two\n".utf8))
    first.write(Array("a line that is long\n".utf8))
    machine.move(seconds: 120)
    first.write(Array("tomorrow\n".utf8))
    first.close()
    folder(machine, bytes: 20).write(Array("again\n".utf8))
    #expect(try text("freehold-test.2026-03-01.0001.jsonl") == "one\ntwo\n")
    #expect(try text("freehold-test.2026-03-01.0002.jsonl") == "a line that is long\n")
    #expect(try text("freehold-test.2026-03-02.0001.jsonl") == "tomorrow\nagain\n")
    #expect(LogIndex(path, "freehold-test").begun(since: Day(iso: "2026-03-02")!).map(\.number) == [1])
  }

  @Test("stay for thirty days, and only what this program has written is removed")
  func retention() throws {
    defer { remove() }
    let machine = Machine()
    let log = folder(machine)
    log.write(Array("old\n".utf8))
    let foreign = ["freehold-other.2020-01-01.0001.jsonl", "freehold-test.2020-01-01.jsonl", "notes.txt"]
    for name in foreign { #expect(FileManager.default.createFile(atPath: "\(path)/\(name)", contents: Data())) }
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/freehold-test.2020-01-01.0001.jsonl", withDestinationPath: "/etc/hostname")
    machine.move(seconds: 30 * 86_400)
    log.write(Array("thirty days later\n".utf8))
    #expect(try files().contains("freehold-test.2026-03-01.0001.jsonl"), "thirty days old, to the day")
    machine.move(seconds: 86_400)
    log.write(Array("one more\n".utf8))
    let left = try files()
    #expect(!left.contains("freehold-test.2026-03-01.0001.jsonl"))
    #expect(Set(foreign + ["freehold-test.2020-01-01.0001.jsonl"]).isSubset(of: left))
  }

  @Test("lose no line while many write and files are begun")
  func whole() async throws {
    defer { remove() }
    let log = folder(Machine(), bytes: 2_000)
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask { for line in 0..<250 { log.write(Array("writer \(writer) line \(line)\n".utf8)) } }
      }
    }
    let names = try files().filter { $0.hasSuffix(".jsonl") }
    let lines = try names.flatMap { try text($0).split(separator: "\n").map(String.init) }
    #expect(lines.count == 2_000 && Set(lines).count == 2_000 && names.count > 15)
    #expect(LogIndex(path, "freehold-test").begun(since: .earliest).map(\.text) == names)
  }

  @Test("A full disk is told once a minute on standard error, and nothing is cut in half")
  func fullDisk() throws {
    defer { remove() }
    let machine = Machine()
    let log = folder(machine)
    machine.isFull.withLock { $0 = true }
    log.write(Array("lost\nlost too\n".utf8))
    log.write(Array("and this\n".utf8))
    let said = machine.said.withLock { $0 }
    #expect(said.count == 1 && said[0].contains("No space left on device") && said[0].contains("serving goes on"))
    machine.move(seconds: 61)
    log.write(Array("still\n".utf8))
    #expect(machine.said.withLock { $0.count } == 2)
    machine.isFull.withLock { $0 = false }
    log.close()
    let after = folder(machine)
    after.write(Array("kept\n".utf8))
    let day = machine.clock.now().day.iso
    #expect(try text("freehold-test.\(day).0001.jsonl") == "kept\n")
  }

  @Test("A folder that goes away and comes back is written to again, with the number of lines that were lost")
  func missing() throws {
    let machine = Machine()
    try Data("a file".utf8).write(to: URL(fileURLWithPath: path))
    let log = folder(machine)
    log.write(Array("lost\nlost too\n".utf8))
    remove()
    log.write(Array("kept\n".utf8))
    defer { remove() }
    let lines = try text("freehold-test.2026-03-01.0001.jsonl").split(separator: "\n")
    #expect(lines.count == 2 && lines[0].contains("\"lines\":2") && lines[1] == "kept")
    #expect(machine.said.withLock { $0.count } == 1)
  }

  @Test("A line that a crash cut off does not swallow the next")
  func crash() throws {
    defer { remove() }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let name = "freehold-test.2026-03-01.0001.jsonl"
    #expect(FileManager.default.createFile(atPath: "\(path)/\(name)", contents: Data("whole\nhal".utf8)))
    folder(Machine()).write(Array("next\n".utf8))
    #expect(try text(name) == "whole\nhal\nnext\n")
  }

  private func remove() {
    do { try FileManager.default.removeItem(atPath: path) } catch { Issue.record("\(path) is left behind: \(error)") }
  }
}
