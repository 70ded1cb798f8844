extension PagePlan {
  /// A UTF-8 HTML document.
  /// - Parameter outcomes: one for each of `statements`, in their order.
  public func render(_ outcomes: [Outcome], chrome: Chrome, form: FormState? = nil) -> [UInt8] { [] }
}
