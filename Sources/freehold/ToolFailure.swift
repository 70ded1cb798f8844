/// Why a command ended without doing what it was asked, and the exit code that says so to scripts.

struct ToolFailure: Error, Equatable, CustomStringConvertible {
  enum Code: Int32 {
    case refused = 1
    case usage = 2
    case unreachable = 3
    case notSignedIn = 4
    case thisMachine = 5
  }

  let code: Code
  let happened: String
  let advice: String

  init(_ code: Code, _ happened: String, advice: String) {
    self.code = code
    self.happened = happened
    self.advice = advice
  }

  var description: String { "\(happened)\n\(advice)" }
}
