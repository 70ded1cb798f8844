/// Work that cannot be stopped (the system's resolver) and need not be waited for.

enum Abandonable {
  /// Nil when the caller is cancelled first; the work goes on and nobody hears of it.
  static func run<R: Sendable>(_ work: @escaping @Sendable () async -> R) async -> R? {
    let (results, announce) = AsyncStream<R>.makeStream()
    Task {
      announce.yield(await work())
      announce.finish()
    }
    // A cancelled wait ends without a result.
    return await results.first { _ in true }
  }
}
