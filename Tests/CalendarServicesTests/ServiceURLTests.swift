import Testing

@testable import CalendarServices

@Suite struct ServiceURLTests {
  @Test(arguments: [
    "https://api.us.nylas.com", "https://api.us.nylas.com/", "http://127.0.0.1:8080",
    "http://localhost:1/", "http://[::1]:80", "http://127.8.9.1",
  ])
  func takes(_ text: String) throws {
    let url = try ServiceURL(text).url(["v3", "grants"])
    #expect(url.hasSuffix("/v3/grants"))
    #expect(!url.contains("//v3"))
  }

  @Test(arguments: [
    ("http://api.us.nylas.com", "https://"), ("http://127.0.0.1.evil.example", "https://"),
    ("http://1270.0.0.1", "https://"), ("ftp://127.0.0.1", "https://"), ("", "no address"),
    ("api.us.nylas.com", "no address"), ("https://", "no address"),
    ("https://user@api.us.nylas.com", "only scheme and server"),
    ("https://api.us.nylas.com?x=1", "only scheme and server"),
    ("http://127.0.0.1:0", "from 1 to 65535"), ("http://[::1]:65536", "from 1 to 65535"),
    ("https://api.us.nylas.com:99999", "from 1 to 65535"),
  ])
  func refuses(_ text: String, reason: String) {
    #expect {
      _ = try ServiceURL(text)
    } throws: { error in
      (error as? ServiceError)?.message.contains(reason) == true
    }
  }

  @Test func encodesWhatIdsMayHold() {
    let target = ServiceURL.target(
      ["v3", "a#b/c@d é", ".."],
      query: [("calendar_id", "x&y=z+1"), ("page_token", "a b")]
    )
    #expect(
      target == "/v3/a%23b%2Fc%40d%20%C3%A9/%2E%2E?calendar_id=x%26y%3Dz%2B1&page_token=a%20b"
    )
  }

  @Test func logHoldsNoSecret() {
    let target = RequestLog.target(
      of: ServiceRequest(
        method: .get,
        path: ["v3", "events"],
        query: [("calendar_id", "primary"), ("page_token", "s3cret"), ("pwd", "s3cret")]
      )
    )
    #expect(target == "/v3/events?calendar_id=primary&page_token=…&pwd=…")
  }
}
