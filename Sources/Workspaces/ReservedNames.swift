// Names below an installation's domain that mean something to other programs, or would look like the installation's own.

public import Contract

extension Workspace {
  /// Whether a workspace may be founded under this name. Those that have one of these already keep it.
  public static func mayBeNamed(_ slug: Slug) -> Bool { !reserved.contains(slug.text) }

  private static let reserved: Set<String> = Set(machines + mail + people + ours)

  /// Hosts that programs look for by themselves (RFC 2219; `wpad` and `isatap` decide where a network's traffic goes) and
  /// that everybody has.
  private static let machines = [
    "www", "ftp", "sftp", "ssh", "ns", "ns1", "ns2", "ns3", "dns", "ntp", "ldap", "vpn", "proxy", "gateway",
    "localhost",
    "local", "localdomain", "broadcasthost", "wpad", "isatap", "cdn", "git", "whois", "finger", "pki", "ocsp", "crl",
  ]

  /// Mail, and what mail programs find their settings at (RFC 6186, RFC 8461).
  private static let mail = [
    "mail", "email", "smtp", "imap", "pop", "pop3", "mx", "mx1", "mx2", "webmail", "autodiscover", "autoconfig",
    "mta-sts",
    "exchange", "newsletter", "bounces",
  ]

  /// Roles and mailboxes of an operator (RFC 2142), some of which certificates are granted by (CA/Browser Forum, Baseline
  /// Requirements, section 3.2.2.4.4).
  private static let people = [
    "admin", "administrator", "hostmaster", "postmaster", "webmaster", "ssladmin", "sysadmin", "root", "operator",
    "abuse", "noc", "security", "support", "help", "helpdesk", "info", "usenet", "news", "uucp", "contact", "legal",
    "privacy",
  ]

  /// What visitors would take for Freehold's own.
  private static let ours = [
    "freehold", "api", "app", "apps", "console", "control", "dashboard", "runtime", "studio", "static", "assets",
    "media",
    "files", "download", "downloads", "docs", "blog", "status", "health", "metrics", "login", "logout", "signin",
    "signup",
    "sign-in", "sign-up", "sso", "oauth", "oidc", "saml", "scim", "auth", "id", "account", "accounts", "billing", "pay",
    "payment", "payments", "checkout", "trust", "system", "internal", "preview", "webhook", "webhooks",
  ]
}
