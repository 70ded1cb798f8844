/// What surrounds a page and is not the app's: the runtime fills it in for each request.
public struct Chrome: Sendable {
  /// Where the app is mounted on its host, without a slash at its end: `/collections`.
  public var appPath: String
  public var workspaceTitle: String
  /// The workspace's other apps that the viewer may open, for the switcher.
  public var apps: [AppLink]
  public var viewer: Viewer
  public var csrfToken: String
  /// The nonce of the Content-Security-Policy's `script-src`; empty when scripts are allowed by origin.
  public var scriptNonce: String
  public var notice: Notice?
  /// The console's address, where people sign out; nil where they cannot leave, as in a preview's frame.
  public var controlURL: String?
  /// A fresh key of 16…46 characters of `[A-Za-z0-9_-]` for each form.
  public var idempotencyKey: @Sendable () -> String
  public var assets: Assets
  public var requestID: String
  /// A line above everything, for example that this is a preview.
  public var banner: String?

  public init(
    appPath: String, workspaceTitle: String, apps: [AppLink] = [], viewer: Viewer, csrfToken: String,
    scriptNonce: String = "", notice: Notice? = nil, controlURL: String?,
    idempotencyKey: @escaping @Sendable () -> String, assets: Assets, requestID: String, banner: String? = nil
  ) {
    self.appPath = appPath
    self.workspaceTitle = workspaceTitle
    self.apps = apps
    self.viewer = viewer
    self.csrfToken = csrfToken
    self.scriptNonce = scriptNonce
    self.notice = notice
    self.controlURL = controlURL
    self.idempotencyKey = idempotencyKey
    self.assets = assets
    self.requestID = requestID
    self.banner = banner
  }

  public struct AppLink: Sendable, Equatable {
    public var title: String
    public var path: String
    public init(title: String, path: String) {
      self.title = title
      self.path = path
    }
  }

  /// A sentence about what just happened, shown once above the page.
  public struct Notice: Sendable, Equatable {
    public enum Tone: Sendable { case good, bad, info }
    public var tone: Tone
    public var text: String
    public init(tone: Tone, text: String) {
      self.tone = tone
      self.text = text
    }
  }

  /// The paths under which the runtime serves `AppAssets` and, with documents, the module that makes them in the browser.
  public struct Assets: Sendable, Equatable {
    public var stylesheet: String
    public var script: String
    /// Nil on a server without the files of the browser's core.
    public var documents: String?
    /// The workspace's own rules, after those of `stylesheet`; nil for none.
    public var theme: String?
    public var logo: Picture?

    public struct Picture: Sendable, Equatable {
      public var path: String
      /// In CSS pixels.
      public var width: Int
      public var height: Int
      public init(path: String, width: Int, height: Int) {
        self.path = path
        self.width = width
        self.height = height
      }
    }

    public init(
      stylesheet: String, script: String, documents: String? = nil, theme: String? = nil, logo: Picture? = nil
    ) {
      self.theme = theme
      self.logo = logo
      self.stylesheet = stylesheet
      self.script = script
      self.documents = documents
    }
  }
}
