// Which target imports which, of the house and from outside, as ARCHITECTURE.md says and BoundaryTests hold the code to. `make lock`
// writes it.

enum ImportTable {
  static let text = """
    Addresses:
    AppRuntime: Addresses AppSpec AsyncHTTPClient Connectors Contract Crypto HTTPTypes Hummingbird LanguageModels Logging NIOCore NIOHTTP1 NIOSSL Redaction Secrets ServerKit ServiceLifecycle Values
    AppSpec: Values Yams
    BrowserCore: Invoices PDF Values
    CCurl:
    CDeflate:
    CFriBidi:
    CHarfBuzz:
    CLibpq:
    CSpawn:
    CStackGuard:
    Connectors: Addresses AppSpec Logging Postgres Secrets Values
    Contract: AppSpec Crypto Redaction Values
    ControlPlane: AppSpec Contract ControlStore HTTPTypes Hummingbird Identity Logging NIOCore Postgres PostgresCluster ServerKit ServiceLifecycle Trust Values Workspaces
    ControlStore: AppSpec Contract Crypto Logging Postgres Trust Values Workspaces
    FileStatus:
    Identity: CCurl Contract Crypto HTTPTypes Hummingbird Logging ServerKit Values Workspaces
    Invoices: PDF Values
    LanguageModels: Addresses AsyncHTTPClient Contract Crypto NIOCore NIOHTTP1 NIOPosix NIOSSL Redaction Secrets Values
    PDF: CDeflate CFriBidi CHarfBuzz
    Postgres: CLibpq Logging
    PostgresCluster: CSpawn Logging Postgres
    Redaction: Values
    SampleCompany: Logging Postgres PostgresCluster Values
    Secrets: Crypto Values
    ServerKit: Contract Crypto HTTPTypes Hummingbird HummingbirdHTTP2 Logging NIOCore NIOHTTP1 NIOPosix NIOSSL NIOTLS Redaction ServiceLifecycle Values
    Trust: AppSpec Contract Crypto Values Workspaces
    Values:
    Workspaces: AppSpec Contract Values
    browser-core: BrowserCore CStackGuard
    browser-redactor: CStackGuard Redaction
    freehold: AppSpec ArgumentParser AsyncHTTPClient Contract Crypto FileStatus Invoices NIOCore NIOHTTP1 NIOPosix NIOSSL PDF Redaction Subprocess SwiftASN1 Trust Values X509
    freehold-control: ArgumentParser ControlPlane Logging ServerKit Trust
    freehold-runtime: Addresses AppRuntime ArgumentParser Connectors Contract Logging ServerKit
    freehold-sample: ArgumentParser Logging SampleCompany Values
    """
}
