/// Where the endpoints of a provider are.
struct SignInEndpoints: Sendable {
  /// An address: a server, and a path on it.
  struct Endpoint: Sendable {
    let base: ServiceURL
    let path: [String]

    init(_ base: String, _ path: String) throws(ServiceError) {
      self.base = try ServiceURL(base)
      self.path = path.split(separator: "/").map(String.init)
    }

    /// Its whole address.
    func url(_ query: [(name: String, value: String)]) -> String { base.url(path, query: query) }
  }

  /// The page on which a user consents.
  let authorize: Endpoint
  let token: Endpoint
  /// Gives device codes; `nil` where they are not offered.
  let device: Endpoint?
  /// Takes a sign-in back; `nil` where nothing does.
  let revoke: Endpoint?
  /// Tells whose account it is.
  let owner: Endpoint
}

extension SignInApp {
  /// An endpoint at a server, or at the one address that the app names.
  func at(_ server: String, _ path: String) throws(ServiceError) -> SignInEndpoints.Endpoint {
    try SignInEndpoints.Endpoint(url ?? server, path)
  }
}
