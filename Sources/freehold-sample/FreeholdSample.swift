// The sample company as a process of its own: started by `freehold dev`, or by hand.

import ArgumentParser
import Foundation
import Logging
import SampleCompany
import Values

@main
struct FreeholdSample: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freehold-sample",
    abstract: "A wholesaler's database with 250,000 invoices, in a PostgreSQL of its own.",
    discussion: """
      Runs until SIGINT or SIGTERM. The first start makes the company, which takes some seconds; later ones find it.
      When the database answers, one line of JSON on standard output says how to come in; the password stands in the
      file that it names. Progress goes to standard error.

      With FREEHOLD_STOP_WITH_INPUT in the environment it stops at the end of standard input, too.

      Exit codes: 0 after SIGINT or SIGTERM, 1 when the database could not be made or started, 64 for wrong arguments.
      """)

  @Option(help: "The folder that holds the company. The user who runs PostgreSQL must be able to enter it.")
  var data: String
  @Option(help: "The folder for the database's socket, when the data folder's path is too long for one.")
  var socket: String?
  @Option(help: "The company's today when it is made, as YYYY-MM-DD. Default: today.")
  var day: String?
  @Option(help: "How many customers are made.") var customers = SampleCompany.Size.standard.customers
  @Option(help: "How many invoices are made; each has four lines on average.")
  var invoices = SampleCompany.Size.standard.invoices

  func validate() throws {
    guard customers >= 1, invoices >= 1 else {
      throw ValidationError("There is at least one customer and one invoice.")
    }
    guard day == nil || companyDay != nil else { throw ValidationError("--day is no day: write YYYY-MM-DD.") }
  }

  private var companyDay: Day? {
    guard let day else { return Day(daysSinceEpoch: Int(Date().timeIntervalSince1970 / 86_400)) }
    return Day(iso: day)
  }

  func run() async throws {
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    var logger = Logger(label: "freehold-sample")
    logger.logLevel = .warning
    let signals = StopSignals()
    let server = try await SampleServer.start(folder: data, socketFolder: socket, logger: logger)
    let preparation = Task { try await prepare(server) }
    signals.onFirst { preparation.cancel() }
    if case .failure(let error) = await preparation.result, !signals.haveCome {
      await server.stop()
      throw error
    }
    await signals.wait()
    await server.stop()
  }

  private func prepare(_ server: SampleServer) async throws {
    let address = try await server.prepare(
      day: companyDay ?? .earliest, size: .init(customers: customers, invoices: invoices)
    ) { percent in
      guard percent.isMultiple(of: 10) else { return }
      FileHandle.standardError.write(Data("Sample company: \(percent) % made\n".utf8))
    }
    FileHandle.standardOutput.write(Data((address.ready.text + "\n").utf8))
  }
}
