/// Reads QR codes by a decoder that is not ours (PyPI's zxing-cpp).

import Foundation
import ProcessTesting
import Testing

enum QRDecoding {
  /// Each code as its rows of `0` and `1`, separated by commas.
  static func decode(_ codes: [String]) throws -> [String] {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Scripts/check-einvoices")
    let run = try TestProcess.run(
      script.path, ["--decode-qr"], input: Data(codes.joined(separator: "\n").utf8))
    try #require(run.status == 0, "\(run.errors)")
    return try JSONDecoder().decode([String].self, from: Data(run.output.utf8))
  }
}
