import Testing

@testable import CalendarServices

/// The XML of servers.
@Suite struct MultistatusTests {
  private static let answer = """
    <?xml version="1.0" encoding="utf-8"?>
    <multistatus xmlns="DAV:" xmlns:CAL="urn:ietf:params:xml:ns:caldav" xmlns:z="http://z.example/">
      <z:extra><response><href>/not/here</href></response></z:extra>
      <response z:attribute="1">
        <propstat>
          <status>HTTP/1.1 404 Not Found</status>
          <prop><CAL:schedule-tag/><z:secret>no</z:secret></prop>
          <error><z:gone/></error>
        </propstat>
        <z:other>text</z:other>
        <propstat>
          <prop><getetag> "a&amp;b" </getetag><CAL:calendar-data>BEGIN:X
    <![CDATA[<&>]]></CAL:calendar-data></prop>
          <status>HTTP/1.1 200 OK</status>
        </propstat>
        <href> /a/b%20c.ics </href>
      </response>
      <response><href>/a/gone.ics</href><href>/a/too.ics</href><status>HTTP/2 404</status></response>
      <sync-token>not-a-uri</sync-token>
    </multistatus>
    """

  @Test func `properties are read by namespace, in any order, over several propstat`() throws {
    let status = try Multistatus(Array(Self.answer.utf8))
    #expect(status.syncToken == "not-a-uri")
    #expect(status.responses.map(\.hrefs) == [["/a/b%20c.ics"], ["/a/gone.ics", "/a/too.ics"]])
    #expect(status.responses.map(\.status) == [nil, 404])
    let first = status.responses[0]
    #expect(first[.dav("getetag")]?.trimmed == "\"a&b\"")
    #expect(first[.caldav("calendar-data")]?.text == "BEGIN:X\n<&>")
    #expect(first[.caldav("schedule-tag")] == nil)
    #expect(first.conditions == [XMLName("http://z.example/ gone")])
  }

  @Test(arguments: [
    "<!DOCTYPE multistatus [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>"
      + "<multistatus xmlns='DAV:'>&b;</multistatus>",
    "<!DOCTYPE html><html><body>Welcome</body></html>",
  ])
  func `a document with a DOCTYPE is refused`(_ text: String) {
    #expect(throws: XMLReader.Failure.declaresType) { try Multistatus(Array(text.utf8)) }
  }

  @Test func `depth and size are bounded`() {
    let deep =
      "<multistatus xmlns='DAV:'>" + String(repeating: "<a>", count: 100_000)
    #expect(throws: XMLReader.Failure.tooLarge) { try Multistatus(Array(deep.utf8)) }
    let wide =
      "<multistatus xmlns='DAV:'><response>" + String(repeating: "<a/>", count: 30_000)
    #expect(throws: XMLReader.Failure.tooLarge) { try Multistatus(Array(wide.utf8)) }
  }

  @Test func `many responses are no large one`() throws {
    let one = "<response><href>/a</href><status>HTTP/1.1 404 No</status></response>"
    let text =
      "<multistatus xmlns='DAV:'>" + String(repeating: one, count: 30_000) + "</multistatus>"
    #expect(try Multistatus(Array(text.utf8)).responses.count == 30_000)
  }

  @Test(arguments: [
    "", " ", "<", "<a/>", "{}", "<multistatus/>", "<multistatus xmlns='DAV:'>", "\u{0}",
  ])
  func `another document is malformed`(_ text: String) {
    #expect(throws: XMLReader.Failure.malformed) { try Multistatus(Array(text.utf8)) }
  }

  @Test(arguments: ["\u{B}", "\u{1}", "&#11;", "&#x0B;", "&#0;", "&#x1f;"])
  func `a character that XML does not allow hides nothing`(_ character: String) throws {
    let text = Self.answer.replacing("BEGIN:X", with: "BEGIN:\(character)X")
    let status = try Multistatus(Array(text.utf8))
    #expect(status.responses.count == 2)
    #expect(status.responses[0][.caldav("calendar-data")]?.text == "BEGIN: X\n<&>")
  }

  @Test func `bytes that are no UTF-8 hide nothing`() throws {
    var bytes = Array(Self.answer.utf8)
    let place = try #require(bytes.firstIndex(of: UInt8(ascii: "X")))
    let data = try #require(Self.answer.utf8.firstRange(of: "BEGIN:X".utf8))
    bytes[Self.answer.utf8.distance(from: Self.answer.utf8.startIndex, to: data.lowerBound)] = 0xE9
    #expect(place > 0)
    #expect(try Multistatus(bytes).responses.count == 2)
  }

  @Test func `mutated documents end in an error or a value`() {
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var (read, refused) = (0, 0)
    for _ in 0..<2_000 {
      var bytes = Array(Self.answer.utf8)
      for _ in 0...random(4) {
        switch random(4) {
        case 0: bytes[random(bytes.count)] = UInt8(random(256))
        case 1: bytes.remove(at: random(bytes.count))
        case 2: bytes.insert(contentsOf: Array("<&>\"]]/".utf8), at: random(bytes.count))
        default: bytes.removeLast(random(bytes.count / 2))
        }
      }
      if (try? Multistatus(bytes)) == nil { refused += 1 } else { read += 1 }
    }
    #expect(read > 50)
    #expect(refused > 500)
  }

  @Test func `a refusal names its conditions and its words`() {
    let text = """
      <d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">
      <s:message>No
      such\u{7}token</s:message><d:valid-sync-token/></d:error>
      """
    let refusal = DAVRefusal(Array(text.utf8))
    #expect(refusal.names("valid-sync-token"))
    #expect(!refusal.names("no-uid-conflict"))
    #expect(!refusal.words.contains("\n"))
    #expect(DAVRefusal(Array("Bad Request".utf8)).conditions.isEmpty)
  }
}
