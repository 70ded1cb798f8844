/// What asking a model costs this side: `bench-asking ADDRESS POLICY ROUNDS` asks a server that speaks Anthropic's protocol,
/// with the prompt from standard input, and prints the processor's time for one question as JSON.

import Addresses
import ArgumentParser
import Contract
import Glibc
import LanguageModels
import Secrets
import Values

@main
struct Asking: AsyncParsableCommand {
  @Argument(help: "Where the model is: http://127.0.0.1:PORT.") var address: String
  @Argument(help: "default or off.") var policy: String
  @Argument(help: "How many questions.") var rounds: Int

  func run() async throws {
    var text = ""
    while let line = readLine(strippingNewline: false) { text += line }
    guard let policy = Safeguard.Policy(rawValue: policy), let own = AddressRange("127.0.0.1") else {
      throw ValidationError("no such policy")
    }
    let http = OutgoingHTTP(policy: AddressPolicy(allowing: [own]))
    let caller = ModelCaller(http: http, now: { Instant(microsecondsSinceEpoch: 0) })
    let secret = SecretValue(Array("key=k\nendpoint=\(address)".utf8))
    let target = ModelTarget(name: "bench", provider: .anthropic, model: "m", region: "eu")
    let question = Question([.text(text)])
    var answered = 0
    var masked = 0
    var began: Int64 = 0
    for round in 0..<(rounds + rounds / 5) {
      // The first ones warm up.
      if round == rounds / 5 { began = Self.processorTime() }
      let result = await caller.ask(question, of: target, secret: secret, safeguard: Safeguard(policy))
      if case .answered(let answer, let receipt) = result {
        answered = answer.text.utf8.count
        masked = receipt.masked.reduce(0) { $0 + $1.count }
      } else {
        throw ValidationError("\(result)")
      }
    }
    let microseconds = (Self.processorTime() - began) / Int64(rounds)
    await http.shutdown()
    print(
      JSON.object([
        .init("microseconds", .integer(microseconds)), .init("answered", .integer(Int64(answered))),
        .init("masked", .integer(Int64(masked))),
      ]).text)
  }

  /// Of all threads, in microseconds.
  private static func processorTime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }
}
