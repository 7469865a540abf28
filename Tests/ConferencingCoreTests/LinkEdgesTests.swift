import ConferencingCore
import Testing

/// Where a link begins and ends in texts as programs and people leave them.
@Suite struct LinkEdgesTests {
  private static let zoom = "https://us02web.zoom.us/j/84512345678?pwd=AbC.1"
  private static let meet = "https://meet.google.com/abc-defg-hij"
  private static let teams =
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_NjQ%40thread.v2/0?context=%7b%7d"

  private func links(_ text: String) -> [String] {
    LinkFinder.links(description: text).map(\.link.url)
  }

  @Test("Words of scripts without spaces and signs are no part of the value that ends a link")
  func words() {
    for words in ["・よろしく", "でお願いします", "에서", "😀", "👈", "←", "—bitte", "ครับ"] {
      #expect(links("a \(Self.zoom)\(words) b") == [Self.zoom], "\(words)")
    }
    // In the middle of a query they are.
    #expect(
      links("https://us02web.zoom.us/j/845?topic=会議&pwd=x")
        == ["https://us02web.zoom.us/j/845?topic=%E4%BC%9A%E8%AD%B0&pwd=x"]
    )
  }

  @Test(
    "Marks of style on both sides are no part of it; one that ends it is",
    arguments: ["_", "~"]
  )
  func style(mark: String) {
    #expect(links("x \(mark)\(Self.meet)\(mark) y") == [Self.meet])
    #expect(links("x \(mark)\(mark)\(Self.zoom)\(mark)\(mark) y") == [Self.zoom])
    #expect(links("x \(Self.zoom)\(mark) y") == [Self.zoom + mark])
  }

  @Test("Lists without spaces are several links")
  func lists() {
    for separator in [",", ";"] {
      #expect(links(Self.zoom + separator + Self.meet) == [Self.zoom, Self.meet])
      #expect(
        links(Self.zoom + separator + Self.meet + separator + Self.teams)
          == [Self.zoom, Self.meet, Self.teams]
      )
    }
  }

  @Test(
    "A link is escaped as a whole, or what surrounds it is",
    arguments: [
      "https&#58;&#47;&#47;us02web.zoom.us&#47;j&#47;84512345678&#63;pwd&#61;AbC.1",
      "https&#x3a;&#x2F;&#x2f;us02web.zoom.us/j/84512345678?pwd&#x3d;AbC.1",
      "https&colon;&sol;&sol;us02web.zoom.us&sol;j&sol;84512345678&quest;pwd&equals;AbC&period;1",
      "&amp;lt;@&amp;gt; and", "&amp;amp;lt;@&amp;amp;gt; and", "&#39;@&#39; x", "&apos;@&apos;",
      "&ldquo;@&rdquo; x", "&laquo;@&raquo;", "@&#8203; x", "@&hellip;", "@&nbsp;x",
      "<a href='@&amp'>x</a>", "@%3C/a%3E", "@%0D%0AMeeting-ID", "@%5D", "@%E2%80%8B",
      "@%E3%80%82",
    ]
  )
  func escaped(text: String) {
    #expect(links(text.replacing("@", with: Self.zoom)) == [Self.zoom])
  }

  @Test("An invisible character inside a number leaves no link, escaped too")
  func invisible() {
    #expect(links("https://us02web.zoom.us/j/845&#8203;12345678").isEmpty)
  }

  @Test("Brackets and their escapes inside a room's name stay")
  func rooms() {
    #expect(links("https://meet.jit.si/Room%5B1%5D") == ["https://meet.jit.si/Room%5B1%5D"])
  }

  @Test("A quoted-printable text is decoded")
  func quotedPrintable() {
    #expect(
      links("Join =E4=BC=9A\nhttps://us02web.zoom.us/j/845123=\n45678?pwd=3DAbC.1\n")
        == [Self.zoom]
    )
    #expect(
      links(
        "Join https://teams.microsoft.com/l/meetup-join/19%3ameeting=\r\n"
          + "_NjQ%40thread.v2/0?context=3D%7b%7d\r\n"
      ) == [Self.teams]
    )
    #expect(
      links("<p><a href=3D\"https://us02web.zoom.us/j/84512345678?pwd=\n=3DAbC.1\">Join</a></p>")
        == [Self.zoom]
    )
  }

  @Test("What only looks like quoted-printable is not")
  func notQuotedPrintable() {
    let padded = "https://us02web.zoom.us/j/845?pwd=QUJD="
    #expect(links(padded + "\nMeeting ID: 845") == [padded])
    #expect(links("https://zoom.us/j/845?pwd=3DAbC") == ["https://zoom.us/j/845?pwd=3DAbC"])
    #expect(links("a=b\n=====\n\(Self.zoom)\n=") == [Self.zoom])
  }

  @Test("A link in angle brackets goes on behind the end of the line", arguments: ["\n", "\r\n"])
  func folded(end: String) {
    let folded = Self.teams.replacing("meeting_", with: "meeting\(end)_")
    #expect(links("Join<\(folded)>\nBye") == [Self.teams])
    // Without brackets, or with words between them, nothing tells where it ends.
    #expect(links("<\(Self.zoom)\nMeeting ID>") == [Self.zoom])
  }

  @Test("Of HTML only what is shown is read, and where links lead")
  func shown() {
    let hidden = "https://us02web.zoom.us/j/11111111111"
    for text in [
      "<!-- \(hidden) --><p>@</p>", "<p>x</p><script>var a=\"\(hidden)\"</script>@",
      "<style>@import url(\(hidden))</style><p>@</p>", "<p><img src=\"\(hidden)\">@</p>",
      "<a onclick=\"location='\(hidden)'\" href=\"@\">Join</a>",
      "<a title='\(hidden)' href='@' rel=\"\(hidden)\">Join</a>", "<a\nhref = \"@\"\n>Join</a>",
      "<a href=@>Join</a><p title=\"\(hidden)\">", "<p>@</p><title>\(hidden)</title>",
    ] {
      #expect(links(text.replacing("@", with: Self.zoom)) == [Self.zoom], "\(text)")
    }
    #expect(links("<p>x</p><title>\(Self.zoom)") == [Self.zoom])
    let bare = Self.zoom.dropFirst("https:".count)
    #expect(links("<a href=\"\(bare)\">Join</a>") == [Self.zoom])
  }

  @Test("An ellipsis cuts a link short, unless its code cannot be longer")
  func ellipsis() {
    #expect(links("\(Self.meet)… danach") == [Self.meet])
    let number = "https://us02web.zoom.us/j/84512345678"
    #expect(links("\(number)…") == [number])
    for cut in ["https://us02web.zoom.us/j/8451234567", "https://meet.google.com/abc-defg-hi"] {
      #expect(links("\(cut)…").isEmpty)
    }
    #expect(links("\(Self.zoom)…").isEmpty)
    #expect(links("\(Self.teams)…").isEmpty)
  }

  @Test("Ports that no server has")
  func ports() {
    #expect(links("https://zoom.us:443/j/845") == ["https://zoom.us:443/j/845"])
    #expect(links("https://zoom.us:65536/j/845").isEmpty)
    #expect(links("https://zoom.us:99999999999999999999/j/845").isEmpty)
  }

  @Test("Targets that two programs encoded, and those of Bing")
  func wrapped() {
    let twice = "https%253A%252F%252Fus02web.zoom.us%252Fj%252F84512345678%253Fpwd%253DAbC.1"
    #expect(links("https://www.google.com/url?q=\(twice)&sa=D") == [Self.zoom])
    #expect(links("https://nam10.safelinks.protection.outlook.com/?url=\(twice)") == [Self.zoom])
    #expect(
      links("https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9tZWV0Lmdvb2dsZS5jb20vYWJjLWRlZmctaGlq")
        == [Self.meet]
    )
    // What is in Base64 is not encoded besides, and stays to the byte.
    let teams =
      "aHR0cHM6Ly90ZWFtcy5taWNyb3NvZnQuY29tL2wvbWVldHVwLWpvaW4vMTklM2FtZWV0aW5nX05qUSU0MHRocmVhZC52"
      + "Mi8wP2NvbnRleHQ9JTdiJTdk"
    #expect(links("https://www.bing.com/ck/a?!&&u=a1\(teams)&ntb=1") == [Self.teams])
    #expect(links("https://eu.protection.sophos.com/?d=x&u=\(teams)&i=y") == [Self.teams])
    #expect(links("https://www.bing.com/search?q=\(Self.meet)").count <= 1)
  }

  @Test(
    "More services",
    arguments: [
      "https://acme.webex.com/acme/e.php?MTID=m1", "https://visio.numerique.gouv.fr/abc-defg-hij",
      "https://bbb.acme.example/b/abc-def-ghi", "https://bbb.acme.example/rooms/abc-def-ghi/join",
      "https://cloud.acme.example/call/abcd1234",
      "https://nextcloud.acme.example/index.php/call/abcd1234",
      "https://meet.opentalk.eu/room/123e4567", "https://telemost.360.yandex.ru/j/1234567890",
      "https://meeting.zoho.com.cn/join?key=123",
    ]
  )
  func services(url: String) { #expect(links(url) == [url]) }

  @Test(
    "Their pages",
    arguments: [
      "https://talk.brave.com/widget", "https://talk.brave.com/api/v1",
      "https://bbb.acme.example/signin", "https://cloud.acme.example/apps/files",
    ]
  )
  func pages(url: String) { #expect(links(url).isEmpty) }
}
