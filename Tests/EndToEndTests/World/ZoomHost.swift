import Testing

/// A signed-in Zoom account of a world, which hosts meetings by Zoom's own interface.
struct ZoomHost {
  let world: World

  /// Configures the account and signs in; the world has no other one then.
  ///
  /// - Parameter world: The world, with a sandbox.
  /// - Throws: ``WorldError``.
  init(in world: World) throws {
    self.world = world
    try world.configure(
      """
      [accounts.zoom]
      service = "zoom"
      client_id = "sandboxZoomApp"
      client_secret = "sandbox-zoom-secret"
      url = "\(try world.service.url)"

      """
    )
    let signing = try Conversation(world, [:], ["accounts", "login", "zoom"])
    try Browser.open(try signing.address())
    let (status, said) = signing.finish()
    try #require(status == 0, "\(said)")
  }

  /// Turns what only Zoom could: see `POST /_sandbox/zoom`.
  func turn(_ json: String) async throws {
    _ = try await world.service.send("POST", "/_sandbox/zoom", json)
  }

  /// The requests to Zoom's interface so far, such as `GET /v2/users/me/meetings`.
  func requests() throws -> [String] {
    try world.service.state()["requests"].list
      .filter { $0["path"].text?.hasPrefix("/v2/") == true }
      .map { "\($0["method"].text ?? "") \($0["path"].text ?? "")" }
  }
}
