import ArgumentParser
import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import convene

/// The option that says what becomes of the link of a series that is split.
@Suite struct SplitLinkOptionsTests {
  private static func context(_ service: ServiceKind) -> ConferencingContext {
    let grant = Grant(id: GrantID("g"), provider: .google, email: "ada@acme.example")
    return ConferencingContext(
      account: Account(id: AccountID("work"), service: service, grant: grant.id),
      calendar: CalendarInfo(
        id: CalendarID("main"),
        account: AccountID("work"),
        name: "Main",
        color: "#3366cc"
      ),
      ownGrant: grant,
      grants: [grant]
    )
  }

  private static func event(_ link: ConferencingProvider?) -> Event {
    let start = Date(timeIntervalSince1970: 1_796_112_000)
    return Event(
      id: EventID("o"),
      account: AccountID("work"),
      calendar: CalendarID("main"),
      title: "Daily",
      time: .timed(start: start, end: start + 3_600, zone: "UTC"),
      conferencing: link.map {
        .details(ConferencingDetails(provider: $0, url: "https://meet.example/1"))
      } ?? .none
    )
  }

  private static let new = SplitLink.new(Autocreate(provider: .googleMeet))

  private static func choice(
    _ arguments: [String],
    _ service: ServiceKind = .google,
    link: ConferencingProvider? = .googleMeet,
    scope: EditScope? = .following,
    patch: EventPatch = EventPatch(title: "Other"),
    isFirst: Bool = false
  ) throws -> (link: SplitLink?, words: String?) {
    try SplitLinkOptions.parse(arguments)
      .choice(for: event(link), scope, patch, in: context(service), isFirst: isFirst)
  }

  @Test("The default is named with the other possibility")
  func standard() throws {
    let google = try Self.choice([])
    #expect(google.link == nil && google.words?.contains("--split-link same") == true)
    let nylas = try Self.choice([], .nylas)
    #expect(nylas.link == nil && nylas.words?.contains("--split-link new") == true)
    let other = try Self.choice([], link: .unknown)
    #expect(other.link == nil && other.words == nil)
  }

  @Test("What is chosen is done and not spoken of")
  func chosen() throws {
    #expect(try Self.choice(["--split-link", "same"]).link == .same)
    #expect(try Self.choice(["--split-link", "new"], .nylas).link == Self.new)
    #expect(try Self.choice(["--split-link", "new"]).words == nil)
    #expect(try Self.choice(["--split-link", "same"], link: nil).link == nil)
    #expect(try Self.choice(["--split-link", "same"], isFirst: true).link == nil)
  }

  @Test("Where nothing is split nothing is said")
  func notSplit() throws {
    #expect(try Self.choice([], scope: .all).link == nil)
    #expect(try Self.choice([], scope: nil).link == nil)
    #expect(try Self.choice([], isFirst: true).words == nil)
    #expect(try Self.choice([], patch: EventPatch(conferencing: .strip)).link == nil)
    #expect(try Self.choice([], link: nil).link == nil)
  }

  @Test("What cannot be is refused in words")
  func refused() throws {
    func message(_ body: () throws -> (link: SplitLink?, words: String?)) -> String {
      do {
        return "\(try body())"
      } catch let error as CommandError {
        return error.message
      } catch {
        return "\(error)"
      }
    }
    let new = ["--split-link", "new"]
    #expect(message { try Self.choice(new, scope: .all) }.contains("--scope following"))
    #expect(message { try Self.choice(new, link: nil) }.contains("has no meeting link"))
    #expect(message { try Self.choice(new, isFirst: true) }.contains("nothing is split"))
    #expect(message { try Self.choice(new, link: .unknown) }.contains("can be created."))
    let strip = EventPatch(conferencing: .strip)
    #expect(message { try Self.choice(new, patch: strip) }.contains("names the link already"))
    #expect(throws: (any Error).self) { try Self.choice(["--split-link", "other"]) }
  }
}
