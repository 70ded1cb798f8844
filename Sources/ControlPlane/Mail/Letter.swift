/// The mails that the control plane writes: plain text, one link, nothing about anyone's data.

import Workspaces

struct Letter: Sendable, Equatable {
  let to: EmailAddress
  let subject: String
  let body: String

  static func signInLink(to email: EmailAddress, address: String) -> Letter {
    Letter(
      to: email, subject: "Your link to sign in to Freehold",
      body: """
        Hello,

        this link signs you in to Freehold. It is good for 15 minutes and for one use:

        \(address)

        If you did not ask for it, you need do nothing: without the link nobody gets in.
        """)
  }

  /// `from` is a workspace's title.
  static func invitation(to email: EmailAddress, workspace: String, role: String, address: String) -> Letter {
    Letter(
      to: email, subject: "You are invited to a workspace in Freehold",
      body: """
        Hello,

        you are invited to the workspace “\(workspace)” in Freehold as \(role). This link is good for seven days:

        \(address)

        If you do not know what this is about, you need do nothing.
        """)
  }
}
