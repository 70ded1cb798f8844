/// How many decimals a currency has (ISO 4217, column "minor unit"; 2 where the list does not say).
enum Currency {
  private static let withoutMinorUnit = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
  private static let withThree = "BHD IQD JOD KWD LYD OMR TND"
  private static let withFour = "CLF UYW"

  static func decimals(_ code: String?) -> Int {
    guard let code else { return 2 }
    if CodeList(withoutMinorUnit).contains(code) { return 0 }
    if CodeList(withThree).contains(code) { return 3 }
    return CodeList(withFour).contains(code) ? 4 : 2
  }
}
