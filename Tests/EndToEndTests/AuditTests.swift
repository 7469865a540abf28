import Foundation
import Testing

/// The audit of meeting links, for scripts.
@Suite struct AuditTests {
  @Test("A link that is missing is found, and put on when that is asked for")
  func missing() throws {
    let world = try World(sandbox: ["--events", "0", "--link-delay", "100ms"])
    let service = try world.service
    _ = try world.makeEvent(
      "Kick-off",
      "--calendar",
      "Mara",
      "--start",
      "tomorrow 14:00",
      "--with",
      "bo@elsewhere.example"
    )
    _ = try world.makeEvent("Alone", "--calendar", "Mara", "--start", "tomorrow 16:00")
    let found = try world.json("conference", "audit", "--json")
    #expect(found["events"].number == 2 && found["meetings"].number == 0)
    #expect(found["findings"].list.map(\.["kind"].text) == ["missing"])
    let finding = found["findings"][0]
    #expect(finding["title"].text == "Kick-off" && finding["fixable"].flag == true)
    // It may be so on purpose.
    let unnamed = try world.convene("conference", "audit", "--fix")
    #expect(unnamed.status == 0 && unnamed.errors.contains("1 fault found, 0 set right"))
    #expect(try service.meetings().isEmpty)
    let fixed = try world.convene("conference", "audit", "missing", "--fix")
    #expect(fixed.status == 0, "\(fixed.errors)")
    #expect(fixed.output.contains("Events with attendees elsewhere and no link (missing)"))
    try service.waitForLive("Google Meet")
    let clean = try world.convene("conference", "audit")
    #expect(clean.status == 0 && clean.errors.contains("nothing is wrong"), "\(clean.errors)")
    #expect(try world.convene("undo").status == 0)
    try service.waitForLive()
    #expect(try world.convene("conference", "audit", "purple").status == 64)
  }
}
