import Testing

@testable import CalendarServices

/// Addresses as servers spell them.
@Suite struct DAVAddressTests {
  private static func address(_ url: String) throws -> DAVAddress {
    try DAVAddress(of: ServiceURL(url))
  }

  @Test(arguments: [
    ("/dav/b/", "https://dav.example", "/dav/b/"),
    ("c.ics", "https://dav.example", "/dav/a/c.ics"),
    ("https://p01.example:443/x/", "https://p01.example:443", "/x/"),
    ("//p01.example/x", "https://p01.example", "/x"),
    ("/dav/ä b.ics?x=1#y", "https://dav.example", "/dav/%C3%A4%20b.ics"),
    ("https://p01.example", "https://p01.example", "/"),
    ("/dav/2026-01-01T10:00:00.ics", "https://dav.example", "/dav/2026-01-01T10:00:00.ics"),
  ])
  func `references are resolved`(_ href: String, _ origin: String, _ path: String) throws {
    let found = try #require(try Self.address("https://dav.example/dav/a").resolving(href))
    #expect(found.origin.base == origin)
    #expect(found.path == path)
  }

  @Test(arguments: ["http://other.example/x", "ftp://x.example/", "", "https://u:p@x.example/"])
  func `references to elsewhere than https are none`(_ href: String) throws {
    #expect(try Self.address("https://dav.example/dav/a").resolving(href) == nil)
  }

  @Test func `a path is the same however it is spelled`() throws {
    let one = try #require(try Self.address("https://d.example").resolving("/m%40x.example/W%6Frk"))
    let other = try #require(try Self.address("https://d.example").resolving("/m@x.example/Work/"))
    #expect(one.canonicalPath == "/m@x.example/Work/")
    #expect(one.canonicalPath == other.canonicalPath)
  }

  @Test(arguments: [
    ("/dav/a/x.ics", "x.ics"), ("/d%61v/a/x%2Fy.ics", "x/y.ics"), ("/dav/a/", nil),
    ("/dav/a/b/x.ics", nil), ("/dav/x.ics", nil), ("/dav/a/sub/", nil),
    ("https://dav.example/dav/a/x%20y.ics", "x y.ics"), ("/dav/a/%FF.ics", "%FF.ics"),
  ])
  func `the name of a resource is the last part`(_ href: String, _ name: String?) throws {
    let folder = try Self.address("https://dav.example/dav/a")
    let found = folder.resolving(href).flatMap(folder.name)
    #expect(found == name)
  }

  @Test func `credentials follow to servers that were named over a secure connection`() throws {
    let icloud = try Self.address("https://caldav.icloud.com")
    let local = try Self.address("http://127.0.0.1:5232")
    #expect(icloud.mayName(try Self.address("https://p07-caldav.icloud.com:443")))
    #expect(!local.mayName(icloud))
    #expect(!icloud.mayName(local))
    #expect(local.mayName(try Self.address("http://127.0.0.1:5233")))
  }
}
