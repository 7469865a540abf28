import ArgumentParser
import CalendarCore
import CalendarSync
import ConferencingCore
import Foundation
import LocalCache
import ViewModels

extension ConferenceCommand {
  /// Replaces the links of one provider by those of another.
  struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "migrate",
      abstract:
        "Replace the links of one provider by fresh ones of another, on all events to come.",
      discussion: """
        Each event first gets its new meeting; the old one is deleted last, where Convene has made it. A \
        series stays one series with one link. All of it is one edit that one undo takes back.

        Links that stand in the place or the description alone are left, and said.

        What cannot be sent now waits like any edit. Run the command again, or convene sync, to go on after \
        an interruption: what is done is not done twice.
        """
    )

    @Option(help: "The provider whose links are replaced: meet, zoom or teams.")
    var from: String

    @Option(help: "The provider of the new links: meet, zoom or teams.")
    var to: String

    @Option(help: "The grant that hosts the new meetings; not needed where only one can.")
    var host: String?

    @Option(help: "Only events that begin on this day or later; today when nothing is said.")
    var after: String?

    @Option(name: .customLong("calendar"), help: "Only events of this calendar; may be repeated.")
    var calendars: [String] = []

    @Flag(inversion: .prefixedNo, help: "Notify attendees.")
    var notify = true

    @Flag(help: "Print what would be done, and do nothing.")
    var dryRun = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      guard let old = AutocreateProvider(keyword: from), AutocreateProvider(keyword: to) != nil
      else {
        throw CommandError(.badInput, "--from and --to take meet, zoom or teams.")
      }
      let options = try ConferencingOptions.parse(
        ["--create=\(to)"] + (host.map { ["--host=\($0)"] } ?? [])
      )
      let delivery = try EventDelivery.open(for: options)
      let bulk = try BulkDelivery(delivery, isDry: dryRun, notifies: notify, json: json)
      let change = try options.change(grants: bulk.grants)
      guard case .autocreate(let asked) = change, asked.provider != old else {
        throw CommandError(.badInput, "--from and --to are the same. Name two providers.")
      }
      let session = delivery.session
      let zone = session.environment.zone
      let today = Day(session.environment.now(), in: zone)
      let first: Day?
      do throws(InputError) {
        first = try after.map { text throws(InputError) in try DayInput.read(text, today: today) }
      } catch {
        throw CommandError(.badInput, error.message)
      }
      let filter = try CalendarChoice(try session.directory()).filter(calendars)
      let found = try session.cache.links.events(
        linkedBy: old.conferencingProvider,
        endingAfter: session.environment.now(),
        of: filter
      )
      .filter { event in first.map { event.time.days(in: zone).lowerBound >= $0 } ?? true }
      try sayNamed(
        session.cache.links.events(
          naming: old.conferencingProvider,
          endingAfter: session.environment.now(),
          of: filter
        ),
        old
      )
      let scopes = MigrationScopes(found, isWhole: first == nil || first == today)
      let waiting = try bulk.waiting(for: asked.provider)
      guard !scopes.events.isEmpty || !waiting.isEmpty else {
        if json { return Console.json(BulkReport.nothing(isDry: dryRun)) }
        return Console.say("No event to come has a \(old.rawValue) link.")
      }
      if !waiting.isEmpty {
        Console.say(
          "\(BulkWords.events(waiting.count, "edit")) of before waits: it is sent as well."
        )
      }
      try bulk.carryOut(change: change, on: scopes, alsoSending: waiting)
    }

    /// Says which events have their link in their texts alone: where such a text begins and ends is
    /// not certain, so it is left to the user.
    private func sayNamed(_ events: [Event], _ provider: AutocreateProvider) {
      var seen: Swift.Set<RemoteEventID> = []
      let titles = events.filter { event in
        event.masterID.map { seen.insert($0).inserted } ?? true
      }
      .map { quoted($0.title) }
      guard !titles.isEmpty else { return }
      let more = titles.count > 3 ? " and \(titles.count - 3) more" : ""
      Console.say(
        "Left: \(BulkWords.events(titles.count)) with a \(provider.rawValue) link in the place or "
          + "description alone (\(titles.prefix(3).joined(separator: ", "))\(more)). Put a link on "
          + "each by convene conference set, and take the old one out by convene event update."
      )
    }
  }
}
