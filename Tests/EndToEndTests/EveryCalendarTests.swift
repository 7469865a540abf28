import Testing

/// Links that exist, on an event of each calendar; each comes off again and leaves nothing.
@Suite struct EveryCalendarTests {
  @Test(
    "A link with access code and two phones goes on an event of every calendar and off again",
    arguments: [
      ["Mara", "Platform team", "Project Aurora", "Family", "Berlin office"],
      ["Northwind", "Customer visits", "Personal"],
    ]
  )
  func given(calendars: [String]) throws {
    let world = try World(sandbox: ["--events", "0"])
    for calendar in calendars {
      let words = MeetingLinkJourneyTests.words
      let event = try world.makeEvent(
        "Call",
        "--calendar",
        calendar,
        "--start",
        "tomorrow",
        "--description",
        words
      )
      let put = try world.json(
        "conference",
        "set",
        event,
        "--link",
        "https://us02web.zoom.us/j/82100000001?pwd=abc",
        "--access-code",
        "415355",
        "--phone",
        "+1 609 555 0123",
        "--phone",
        "+44 20 7946 0018",
        "--json"
      )
      let meeting = put["conferencing"]
      #expect(meeting["state"].text == "ready", "\(calendar)")
      #expect(meeting["provider"].text == "Zoom Meeting", "\(calendar)")
      #expect(meeting["access_code"].text == "415355", "\(calendar)")
      #expect(meeting["phones"].texts == ["+1 609 555 0123", "+44 20 7946 0018"], "\(calendar)")
      // Read again from the service it is the same: nothing that was typed is lost.
      try world.convene("sync")
      let again = try world.json("conference", "show", event, "--json")
      #expect(again["access_code"].text == "415355", "\(calendar)")
      #expect(
        again["phones"].texts == ["+1 609 555 0123", "+44 20 7946 0018"],
        "\(calendar)"
      )
      let off = try world.json("conference", "strip", event, "--json")
      #expect(off["conferencing"]["state"].text == "none", "\(calendar)")
      #expect(off["description"].text == words, "\(calendar)")
      try world.convene("sync")
      let last = try world.json("event", "show", event, "--json")
      #expect(last["description"].text == words, "\(calendar)")
    }
    #expect(try world.service.meetings().isEmpty)
  }

  @Test("Every provider is created, moved and deleted with its event, on both accounts")
  func created() throws {
    let world = try World(sandbox: ["--events", "0", "--link-delay", "100ms"])
    let service = try world.service
    let wishes = [
      ("Mara", ["--create", "meet"], try service.google),
      ("Mara", ["--create", "zoom", "--host", "mara.zoom@acme.example"], try service.zoom),
      ("Mara", ["--create", "teams", "--host", try service.microsoft], try service.microsoft),
      ("Northwind", ["--create", "teams"], try service.microsoft),
      ("Northwind", ["--create", "meet", "--host", try service.google], try service.google),
      ("Northwind", ["--create", "zoom", "--host", try service.zoom], try service.zoom),
    ]
    for (calendar, wish, host) in wishes {
      let arguments =
        ["event", "create", "Call", "--calendar", calendar, "--start", "2030-06-03T10:00"]
        + ["--duration", "30m", "--wait", "--json"] + wish
      let event = try world.json(arguments)
      #expect(event["conferencing"]["state"].text == "ready", "\(wish)")
      let id = try #require(event["id"].text)
      let live = try service.meetings().filter(\.isLive)
      #expect(live.map(\.event) == [id], "\(wish)")
      #expect(live.map(\.host) == [host], "\(wish)")
      #expect(live.map(\.url) == [event["conferencing"]["url"].text ?? ""], "\(wish)")

      let moved = try world.json(
        "event",
        "update",
        id,
        "--title",
        "Call, later",
        "--start",
        "2030-06-03T11:00",
        "--json"
      )
      #expect(moved["conferencing"]["url"].text == event["conferencing"]["url"].text)
      #expect(try service.live().count == 1)
      #expect(try world.convene("event", "delete", id).status == 0)
      #expect(try service.live().isEmpty, "\(wish)")
    }
    #expect(try service.meetings().count == wishes.count)
  }
}
