/// The person who asks, as the pass names him. Plans read these values; a request can never set them.
public struct Viewer: Sendable, Equatable {
  /// `:viewer_id`, an account's id as text.
  public var account: String
  /// `:viewer_email`
  public var email: String
  /// `:viewer_role`
  public var role: Role
  /// `:viewer_groups`, bound as `text[]`.
  public var groups: [String]

  public init(account: String, email: String, role: Role, groups: [String] = []) {
    self.account = account
    self.email = email
    self.role = role
    self.groups = groups
  }
}
