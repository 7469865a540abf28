import Testing

/// Accounts at Zoom, Google and Microsoft that were signed in to, each of which hosts meetings, the last two
/// with calendars too.
struct AllHosts {
  let world: World

  /// The sections of the configuration by the names of their accounts.
  private let sections: [(name: String, text: String)]

  /// Configures the accounts and signs in; the world has no other ones then.
  ///
  /// - Parameters:
  ///   - world: The world, with a sandbox.
  ///   - setsMeet: Whether the sign-in at Google is asked to change settings of meetings.
  /// - Throws: ``WorldError``.
  init(in world: World, setsMeet: Bool = true) throws {
    self.world = world
    let url = try world.service.url
    sections = [
      (
        "zoom",
        """
        client_id = "sandboxZoomApp"
        client_secret = "sandbox-zoom-secret"
        """
      ),
      (
        "google",
        """
        client_id = "sandbox-desktop.apps.googleusercontent.com"
        client_secret = "GOCSPX-sandbox-desktop"
        meet_settings = \(setsMeet)
        """
      ),
      (
        "microsoft",
        """
        client_id = "5a6d0b0c-0000-4000-8000-73616e64626f"
        teams_host = true
        flow = "browser"
        """
      ),
    ]
    .map { name, keys in
      (name, "[accounts.\(name)]\nservice = \"\(name)\"\nurl = \"\(url)\"\n\(keys)\n\n")
    }
    try configure(without: [])
    for (name, _) in sections {
      let signing = try Conversation(world, [:], ["accounts", "login", name])
      try Browser.open(try signing.address())
      let (status, said) = signing.finish()
      try #require(status == 0, "\(said)")
    }
    let sync = try world.convene("sync")
    try #require(sync.status == 0, "\(sync.errors)")
  }

  /// Writes the configuration with some of the accounts left out.
  func configure(without names: Set<String>) throws {
    try world.configure(sections.filter { !names.contains($0.name) }.map(\.text).joined())
  }

  /// Takes the accounts with calendars out of the configuration and puts them back, so that all of their
  /// calendars are read as if for the first time.
  func readAgain() throws {
    try configure(without: ["google", "microsoft"])
    try #require(try world.convene("sync").status == 0)
    try configure(without: [])
    try #require(try world.convene("sync").status == 0)
  }
}
