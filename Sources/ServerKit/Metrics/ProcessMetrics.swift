/// What Linux tells about this process, under the names that Prometheus' own client libraries give to it.

import Glibc

extension Metrics {
  public func watchProcess() {
    gauge("process_resident_memory_bytes", "Memory that is in use.") {
      Self.words("/proc/self/statm").dropFirst().first.flatMap { Double($0) }.map {
        $0 * Double(sysconf(Int32(_SC_PAGESIZE)))
      }
    }
    gauge("process_cpu_seconds_total", "Time of the processor, user and system.", isCounter: true) {
      var usage = rusage()
      getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
      let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
      return Double(seconds) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }
    gauge("process_open_fds", "Open files and sockets.") { Self.entries("/proc/self/fd") }
    gauge("process_threads", "Threads.") { Self.entries("/proc/self/task") }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let started = Double(now.tv_sec)
    gauge("process_start_time_seconds", "When it began to serve, in seconds since 1970.") { started }
  }

  private static func words(_ path: String) -> [Substring] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, 256, file) != nil else { return [] }
    return String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: " ")
  }

  private static func entries(_ path: String) -> Double? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var count = 0
    while let entry = readdir(folder) { if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 } }
    return Double(count)
  }
}
