import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing

/// Links that stand in the texts of events alone.
@Suite struct NamedLinksTests {
  @Test func areFoundByTheirProviderAndNotAsLinksOfTheField() throws {
    let fixture = try CacheFixture { LinkFinder.links(in: $0).first?.link.provider }
    var named = CacheFixture.remote("named")
    named.location = "https://zoom.us/j/81234567890"
    var linked = CacheFixture.remote("linked")
    linked.conferencing = .details(
      ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/81234567891")
    )
    for event in [named, linked, CacheFixture.remote("plain")] { try fixture.receive(event) }
    let now = CacheFixture.now.addingTimeInterval(-10 * 86_400)
    let all = CalendarFilter.shown
    let naming = try fixture.cache.links.events(naming: .zoomMeeting, endingAfter: now, of: all)
    #expect(naming.map(\.id) == [named.id])
    let field = try fixture.cache.links.events(linkedBy: .zoomMeeting, endingAfter: now, of: all)
    #expect(field.map(\.id) == [linked.id])
    #expect(
      try fixture.cache.links.events(naming: .microsoftTeams, endingAfter: now, of: all).isEmpty
    )
  }
}
