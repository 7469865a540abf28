import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation
import Testing

/// Which lines of an event carry its link: those go with it, and no others.
@Suite struct LinkLinesTests {
  /// What an event says of meetings.
  struct Case: CustomTestStringConvertible {
    var name: String
    var link: String
    /// The lines that go with the link.
    var own: [String]
    /// The lines that stay.
    var others: [String]
    /// What is read once the link is gone; `nil` for no meeting.
    var next: String?

    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "Zoom with a dial-in, the entrance of its host and a chat",
      link: "https://acme.zoom.us/j/81234567890?pwd=AbC_d-E.1",
      own: [
        "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:https://acme.zoom.us/j/81234567890?pwd=AbC_d-E.1",
        "CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+496971049922,,81234567890#",
        "CONFERENCE;VALUE=URI;LABEL=Browser:https://acme.zoom.us/j/81234567890",
        "URL:https://acme.zoom.us/j/81234567890?pwd=AbC_d-E.1",
      ],
      others: [
        "CONFERENCE;VALUE=URI;FEATURE=PHONE,MODERATOR;LABEL=Host:tel:+496971049922,,,654321",
        "CONFERENCE;VALUE=URI;FEATURE=\"VIDEO,MODERATOR\":https://host.acme.example/start?zak=1",
        "CONFERENCE;VALUE=URI;FEATURE=CHAT:https://chat.acme.example/room/7",
        "CONFERENCE;VALUE=URI;FEATURE=CHAT,FEED:https://feed.acme.example/7",
      ]
    ),
    Case(
      name: "Teams with the lines of Outlook",
      link:
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%7d",
      own: [
        "X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup-join/"
          + "19%3ameeting_abc%40thread.v2/0?context=%7b%7d",
        "X-MICROSOFT-CONFERENCETELURI:tel:+49 69 365057690\\,\\,33221100#",
      ],
      others: [
        "X-MICROSOFT-ONLINEMEETINGCONFLINK:conf:sip:mara@acme.example\\;gruu\\;opaque=app:conf:1",
        "X-MICROSOFT-SKYPETEAMSPROPERTIES:{\"cid\":\"19:meeting_abc@thread.v2\"\\,\"rid\":0}",
      ]
    ),
    Case(
      name: "Google Meet in both of its lines",
      link: "https://meet.google.com/abc-defg-hij",
      own: [
        "X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij",
        "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.google.com/abc-defg-hij",
        "CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+1-617-675-4444,,5519173#",
      ],
      others: ["CONFERENCE;VALUE=URI;FEATURE=CHAT:xmpp:room@chat.acme.example"]
    ),
    Case(
      name: "A meeting beside that of somebody else",
      link: "https://meet.jit.si/Retro",
      own: ["CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.jit.si/Retro"],
      others: ["CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://acme.webex.com/meet/mara"],
      next: "https://acme.webex.com/meet/mara"
    ),
    Case(
      name: "A link of an unknown provider in the line of Google and as the event's address",
      link: "https://vc.acme.example/x",
      own: [
        "X-GOOGLE-CONFERENCE:https://vc.acme.example/x",
        "URL:https://vc.acme.example/x",
      ],
      others: []
    ),
    Case(
      name: "A dial-in alone",
      link: "tel:+1-650-479-3208,,1774007047##",
      own: ["CONFERENCE;VALUE=URI;FEATURE=PHONE:TEL:+1-650-479-3208,,1774007047##"],
      others: ["CONFERENCE;VALUE=URI;FEATURE=PHONE,MODERATOR:tel:+1-650-479-3208,,99##"]
    ),
  ]

  private func file(_ test: Case, begins: Bool = true) throws -> CorpusFile {
    let lines = begins ? test.own + test.others : test.others + test.own
    return try CorpusFile(text: calendar(lines.joined(separator: "\n")))
  }

  private func link(_ event: Event) -> String? {
    guard case .details(let details) = event.conferencing else { return nil }
    return details.url
  }

  @Test(arguments: cases)
  func `A link that is taken off takes its own lines along, and is not there any more`(
    _ test: Case
  ) throws {
    // Of two meetings the first one counts.
    for begins in test.next == nil ? [true, false] : [true] {
      var file = try file(test, begins: begins)
      #expect(try link(file.first) == test.link)
      file.events[0].event.conferencing = .none
      expectLines(file.lines(), of: test)
      #expect(try link(CorpusFile(bytes: file.exported()).first) == test.next)
    }
  }

  private func expectLines(_ lines: [String], of test: Case) {
    for line in test.own { #expect(!lines.contains(line)) }
    for line in test.others { #expect(lines.contains(line)) }
  }

  @Test(arguments: cases)
  func `A link that takes the place of another is the one that is read`(_ test: Case) throws {
    var file = try file(test)
    let new = ConferencingDetails(
      provider: .googleMeet,
      url: "https://meet.google.com/new-link-new",
      meetingCode: "new-link-new"
    )
    file.events[0].event.conferencing = .details(new)
    expectLines(file.lines(), of: test)
    // Programs that know no CONFERENCE find it there.
    #expect(file.lines().contains("URL:" + new.url))
    #expect(try CorpusFile(bytes: file.exported()).first.conferencing == .details(new))
  }

  @Test func `A line of a meeting that stays is left as it is written`() throws {
    let text = calendar(
      """
      CONFERENCE;VALUE=URI;FEATURE="VIDEO,AUDIO";LABEL=Ours;X-A=b:https://meet.jit.si/Retro
      CONFERENCE;VALUE=URI;FEATURE=PHONE;LABEL=Dial in:tel:+4930123456
      """
    )
    var file = try CorpusFile(text: text)
    guard case .details(var details) = try file.first.conferencing else {
      Issue.record("no link")
      return
    }
    #expect(details.phones == ["+4930123456"])
    details.phones = ["+4930123456", "+4989123456"]
    file.events[0].event.conferencing = .details(details)
    let lines = file.lines()
    for line in text.split(separator: "\n") where line.hasPrefix("CONF") {
      #expect(lines.contains(String(line)))
    }
    #expect(lines.count { $0.hasPrefix("CONFERENCE") } == 3)
    #expect(try CorpusFile(bytes: file.exported()).first.conferencing == .details(details))
  }
}
