import Testing

@testable import CalendarServices

/// The addresses at which calendars are published.
@Suite struct SubscriptionSourceTests {
  @Test("Addresses: https, webcal, files; what is none is refused with the reason")
  func addresses() throws {
    func server(_ base: String, _ link: String) throws -> SubscriptionSource {
      .server(try ServiceURL(base), link: link, user: nil, password: nil)
    }
    #expect(
      try SubscriptionSource("https://example.org/a%20b/x.ics?key=1&b=%2F#top")
        == server("https://example.org", "/a%20b/x.ics?key=1&b=%2F")
    )
    #expect(
      try SubscriptionSource("webcal://Example.org:8443/x.ics")
        == server("https://Example.org:8443", "/x.ics")
    )
    #expect(try SubscriptionSource("webcals://example.org") == server("https://example.org", "/"))
    #expect(
      try SubscriptionSource("webcal://127.0.0.1:81/x") == server("http://127.0.0.1:81", "/x")
    )
    #expect(
      try SubscriptionSource("https://ann:secret@example.org/x")
        == .server(
          try ServiceURL("https://example.org"),
          link: "/x",
          user: "ann",
          password: "secret"
        )
    )
    #expect(try SubscriptionSource("/srv/x y.ics") == .file("/srv/x y.ics"))
    #expect(try SubscriptionSource("file:///srv/x%20y.ics") == .file("/srv/x y.ics"))
    for (text, says) in [
      ("http://example.org/x.ics", "Write https://"),
      ("ftp://ann:hunter2@example.org/x", "The url is not a valid address"),
      ("ftp://example.org/x", "is not a valid address"),
      ("holidays", "is not a valid address"), ("", "is not a valid address"),
      ("https://", "is not a valid address"),
      ("file://server/x", "is not a valid address"),
      ("javascript:alert(1)", "is not a valid address"),
      ("https://example.org:99999/x", "is not a valid address"),
    ] {
      let error = #expect(throws: ServiceError.self) { try SubscriptionSource(text) }
      #expect(error?.message.contains(says) == true, "\(text): \(error?.message ?? "")")
    }
  }
}
