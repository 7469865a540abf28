import CalendarCore
import ConferencingCore
import Foundation
import Testing
import ViewModels

/// What is said of an occurrence that is deleted alone agrees with the question before it.
@Suite struct DeletedOccurrenceTests {
  /// An occurrence at a service, with a meeting that was made for it alone or not, which the calendar
  /// shows when it is deleted or not.
  struct Case: Sendable, CustomTestStringConvertible {
    let service: ServiceKind
    let hasMeeting: Bool
    let isShown: Bool
    /// Whether it comes back outside its series.
    let isAlone: Bool
    var testDescription: String { "\(service) \(hasMeeting) \(isShown)" }
  }

  static let cases = [
    Case(service: .google, hasMeeting: true, isShown: true, isAlone: true),
    Case(service: .google, hasMeeting: false, isShown: true, isAlone: false),
    Case(service: .microsoft, hasMeeting: false, isShown: true, isAlone: true),
    Case(service: .microsoft, hasMeeting: false, isShown: false, isAlone: true),
  ]

  @Test(arguments: cases) func agreesWithTheQuestion(_ one: Case) throws {
    var event = ScopeTests.occurrence(World.work)
    event.occurrence?.series = .remote(RemoteEventID("series"))
    if one.hasMeeting {
      event.meeting = HostedMeeting(provider: .zoomMeeting, host: World.zoom.id, id: "91234567")
    }
    var directory = World.directory()
    directory.accounts[0].service = one.service
    var test = TestApp([event], directory: directory)
    test.press(.delete)
    test.send(.seriesLoaded(event.id, try ScopeTests.outline(5)))
    let question = try #require(test.app.screens.last as? ScopeViewModel)
    let words = "an event of its own"
    #expect(question.choices.first?.lines.first?.contains(words) == one.isAlone)
    if !one.isShown { test.send(.windowLoaded(.day(World.today), World.window([]))) }
    test.press(.choose)
    let edit = try #require(test.submitted)
    test.send(.submitted(edit))
    let notice = try #require(test.app.status.notice?.text)
    #expect(notice.hasPrefix("The occurrence is deleted."), "\(notice)")
    #expect(notice.contains(words) == one.isAlone, "\(notice)")
  }

  /// A series of somebody else does not come back as one's own, with invitations to all.
  @Test func saysWhoAloneCanInviteAgain() throws {
    var event = ScopeTests.occurrence(World.work)
    event.occurrence?.series = .remote(RemoteEventID("series"))
    event.organizer = Person(name: "Ingrid", email: "ingrid@other.example")
    event.participants = [
      Participant(email: World.google.email), Participant(email: "eva@other.example"),
    ]
    var directory = World.directory()
    // Which takes no occurrence back.
    directory.accounts[0].service = .microsoft
    var test = TestApp([event], directory: directory)
    test.press(.delete)
    test.send(.seriesLoaded(event.id, try ScopeTests.outline(5)))
    let question = try #require(test.app.screens.last as? ScopeViewModel)
    for choice in question.choices {
      #expect(!choice.lines.contains { $0.contains("of its own") }, "\(choice.lines)")
      let words = "Ingrid organizes it and alone can invite you again"
      #expect(choice.lines.last?.hasPrefix(words) == true, "\(choice.lines)")
      #expect(!choice.lines.contains { $0.contains("notified") }, "\(choice.lines)")
    }
    test.press(.choose)
    test.send(.submitted(try #require(test.submitted)))
    #expect(test.app.status.notice?.text.contains("of its own") == false)
  }
}
