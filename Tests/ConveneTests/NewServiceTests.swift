import CalendarServices
import CalendarSync
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Testing
import ViewModels

@testable import convene

/// A service that no other file knows: in the configuration, in sync, in lists, and with a link.
@Suite struct NewServiceTests {
  private static let catalogue = ServiceCatalogue(
    ServiceCatalogue.standard.services + [FolderDescriptor.value]
  )
  private static let account = AccountID("notes")
  private static let zone = TimeZone.gmt
  private static let now = Date(timeIntervalSince1970: 1_795_600_000)

  private static func configuration(_ folder: String) throws -> Configuration {
    let text = "[accounts.notes]\nservice = \"folder\"\nfolder = \"\(folder)\"\n"
    return try ConfigurationFile(path: "config.toml", text: text, catalogue).parse()
  }

  /// A session with one event in the folder.
  private static func run(_ body: (Session, FolderService) async throws -> Void) async throws {
    let home = NSTemporaryDirectory() + "convene-folder-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: home) }
    let folder = home + "/events"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let service = FolderService(account: account, path: folder)
    _ = try service.written(
      Event(
        id: EventID("tea"),
        remoteID: RemoteEventID("tea"),
        account: account,
        calendar: CalendarID("files"),
        title: "Tea with Ada",
        time: .timed(start: now, end: now + 3_600, zone: "Europe/Berlin")
      )
    )
    let session = try Session(
      LiveEnvironment(variables: [:], zone: zone, now: { now }),
      paths: Paths(under: home),
      configuration: try configuration(folder),
      keepsTokensInFiles: true
    )
    try await body(session, service)
  }

  @Test("Its keys are read, written and asked for like those of others")
  func configuration() throws {
    let account = try #require(try Self.configuration("/tmp/x").accounts.first)
    #expect(
      account.service == FolderDescriptor.value
        && account.settings == AccountSettings(["folder": "/tmp/x"])
    )
    #expect(AccountSection(account: account).text.contains("folder = \"/tmp/x\""))
    for (lines, says) in [
      ("", "The account needs folder."),
      ("folder = \"/x\"\npath = \"\"", "Known are service, folder"),
      ("folder = \"/x\"\npassword = \"a\"\npassword_command = \"b\"", "not both"),
    ] {
      let error = #expect(throws: ConfigurationError.self) {
        try ConfigurationFile(
          path: "c",
          text: "[accounts.notes]\nservice = \"folder\"\n" + lines,
          Self.catalogue
        ).parse()
      }
      #expect(error?.description.contains(says) == true, "\(error?.description ?? "nothing")")
    }
  }

  @Test("Its events are in the agenda after a sync, and a link can be put on them")
  func agenda() async throws {
    try await Self.run { session, service in
      #expect(await session.sync.refreshAll()[Self.account]?.failure == nil)
      let day = Day(Self.now, in: Self.zone)
      let window = try session.cache.agenda.window(around: day, before: 5, after: 5, in: Self.zone)
      #expect(window.events.map(\.title) == ["Tea with Ada"])
      let delivery = EventDelivery(session: session)
      let event = try delivery.event("tea")
      let context = try delivery.context(of: event)
      let details = ConferencingDetails(provider: .unknown, url: "https://meet.example/tea")
      let patch = EventEditor.patch(
        from: event,
        to: EventDraft(event),
        conferencing: .details(details),
        service: context.account.service
      )
      #expect(ConferencingRules.violations(of: patch.conferencing, in: context).isEmpty)
      try session.sync.submit(EventEdit(event: event.id, change: .update(patch)))
      #expect(try await session.sync.send(event.id) == .delivered)
      let written = try #require(try service.all().first)
      #expect(written.description.contains("https://meet.example/tea"))
      #expect(written.location == "https://meet.example/tea")
      let known = try #require(try session.cache.event(event.id))
      #expect(known.conferencing == .details(details))
    }
  }

  @Test("Lists and the doctor name it")
  func names() async throws {
    try await Self.run { session, _ in
      _ = await session.sync.refreshAll()
      let directory = try session.cache.directory()
      #expect(directory.account(Self.account)?.service.displayName == "Folder")
      let statuses = await session.grants.statuses(directory)
      let rows = AccountRow.all(directory, statuses, now: Self.now).map(\.row)
      let heading = try #require(rows.first(where: { $0.label == "notes" }))
      #expect(ReadingText.lines([heading]).joined().contains("Folder"))
      let diagnosis = await Doctor(session.grants).examine(directory)
      #expect(diagnosis.checkups.map(\.problems) == [[]])
      #expect(diagnosis.checkups.map(\.status.service.name) == ["folder"])
      #expect(session.configuration.accounts.map(\.signInMethod) == [nil])
    }
  }
}
