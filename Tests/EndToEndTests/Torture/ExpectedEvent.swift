/// An event as it has to be, wherever one looks.
struct ExpectedEvent: Equatable {
  /// The meeting of an event.
  enum Link: Hashable {
    case none
    /// One that the service made, or is making, at this provider.
    case made(String)
    /// One that a user gave.
    case given(String)
    /// One that could not be made.
    case failed(String)
  }

  var location: String
  /// What the user wrote; the service appends the invitation of a meeting to it.
  var words: String
  var link: Link

  /// Links that people give begin so; all others are made.
  static let givenPrefix = "https://acme.zoom.us/j/8"

  /// Whether an event that was seen is this one.
  func isMet(by seen: SeenEvent) -> Bool {
    guard location == seen.location, link == seen.link else { return false }
    return link == .none ? seen.description == words : seen.description.hasPrefix(words)
  }
}

/// An event as a new process shows it, or as the service has it.
struct SeenEvent {
  var id: String
  var title: String
  var location: String
  var description: String
  var link: ExpectedEvent.Link
  var url: String?
  var isPending: Bool

  /// Reads one from what a command prints.
  init(_ json: JSON) {
    let conferencing = json["conferencing"]
    id = json["id"].text ?? ""
    title = json["title"].text ?? ""
    location = json["location"].text ?? ""
    description = json["description"].text ?? ""
    url = conferencing["url"].text
    isPending = conferencing["state"].text == "pending"
    link = Self.link(provider: conferencing["provider"].text, url: url)
    if let failure = conferencing["failure"].text { link = .failed(failure) }
  }

  /// Takes one from the service.
  init(_ stored: SandboxProcess.StoredEvent) {
    (id, title) = (stored.id, stored.title)
    (location, description) = (stored.location, stored.description)
    (url, isPending) = (stored.url, stored.isPending)
    link = Self.link(provider: stored.provider, url: stored.url)
  }

  private static func link(provider: String?, url: String?) -> ExpectedEvent.Link {
    if let url, url.hasPrefix(ExpectedEvent.givenPrefix) { return .given(url) }
    return provider.map { .made($0) } ?? .none
  }
}
