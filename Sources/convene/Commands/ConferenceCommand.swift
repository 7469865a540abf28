import ArgumentParser
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Terminal
import ViewModels

/// Commands about the meeting of an event.
struct ConferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conference",
    abstract: "Put a meeting link on an event, show it, take it off.",
    subcommands: [Set.self, Strip.self, Show.self, Audit.self, Migrate.self]
  )
}

extension ConferenceCommand {
  /// Puts a meeting on an event.
  struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set",
      abstract:
        "Put a fresh link (--create) or one you have (--link) on events, or change settings.",
      discussion: BulkOptions.discussion
    )

    @Argument(help: "The event's id; with --search none.")
    var id: String?

    @OptionGroup var conferencing: ConferencingOptions
    @OptionGroup var bulk: BulkOptions
    @OptionGroup var series: ScopeOptions

    @Flag(inversion: .prefixedNo, help: "Notify attendees.")
    var notify = true

    @Flag(help: "Print the event as JSON.")
    var json = false

    func validate() throws {
      guard conferencing.isGiven else {
        throw ValidationError("Say which link: --create meet, zoom or teams, or --link URL.")
      }
      try bulk.check(id: id, scope: series.scope)
    }

    func run() throws {
      let delivery = try EventDelivery.open(for: conferencing)
      guard let id else {
        let bulk = try BulkDelivery(
          delivery,
          search: bulk.search ?? "",
          isDry: bulk.dryRun,
          notifies: notify,
          json: json
        )
        if conferencing.areSettingsAlone { return try bulk.carryOut(settings: conferencing) }
        let change = try conferencing.change(
          grants: bulk.grants,
          delivery.session.configuration.newEvents
        )
        return try bulk.carryOut(.conferencing(change), wait: conferencing.wait)
      }
      let event = try delivery.lookForLink(delivery.event(id, for: series))
      if conferencing.areSettingsAlone {
        return try SettingsDelivery(delivery: delivery)
          .change(conferencing, of: event, notify: notify, json: json)
      }
      let context = try delivery.context(of: event)
      let change = try conferencing.change(in: context, delivery.session.configuration.newEvents)
      try delivery.check(change, in: context)
      let scope = try series.scope(
        of: event,
        on: context.account.service,
        zone: delivery.session.environment.zone
      )
      if let old = event.conferencing.provider, event.conferencingFailure == nil {
        Console.say("The \(old == .unknown ? "" : "\(old) ")link is replaced.")
      }
      let patch = EventEditor.patch(
        from: event,
        to: EventDraft(event),
        conferencing: change,
        service: context.account.service
      )
      try delivery.check(patch.description, in: context)
      try delivery.check(patch, of: event)
      let edit = EventEdit(
        event: event.id,
        change: .update(patch),
        notifiesParticipants: notify,
        scope: scope
      )
      try delivery.saveAndPrint(
        edit,
        json: json,
        wait: conferencing.wait,
        words: EventDelivery.meeting
      )
    }
  }

  /// Takes the meeting off an event.
  struct Strip: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "strip",
      abstract: "Take the meeting off events, and its text out of the description.",
      discussion: BulkOptions.discussion
    )

    @Argument(help: "The event's id; with --search none.")
    var id: String?

    @OptionGroup var bulk: BulkOptions
    @OptionGroup var series: ScopeOptions

    @Flag(inversion: .prefixedNo, help: "Notify attendees.")
    var notify = true

    @Flag(help: "Print the event as JSON.")
    var json = false

    func validate() throws { try bulk.check(id: id, scope: series.scope) }

    func run() throws {
      let delivery = try EventDelivery.open()
      guard let id else {
        return try BulkDelivery(
          delivery,
          search: bulk.search ?? "",
          isDry: bulk.dryRun,
          notifies: notify,
          json: json
        )
        .carryOut(.conferencing(.strip))
      }
      let session = delivery.session
      let event = try delivery.lookForLink(delivery.event(id, for: series))
      let context = try delivery.context(of: event)
      try delivery.check(.strip, in: context)
      let scope = try series.scope(
        of: event,
        on: context.account.service,
        zone: session.environment.zone
      )
      let cut = ConferenceText.cut(event.description, own: event.ownDescription)
      // A place that is nothing but the link goes with it.
      let isAtLink = event.conferencing == .none && event.isPlacedAtItsLink
      guard event.conferencing != .none || !cut.removed.isEmpty || isAtLink else {
        Console.say(try rest(of: event, session) ?? "\(quoted(event.title)) has no meeting.")
        if json { Console.json(try session.json(of: event)) }
        return
      }
      for text in cut.removed {
        Console.say("Taken out of the description:\n\(HTMLText.plain(text))")
      }
      var draft = EventDraft(event)
      if isAtLink {
        Console.say("Taken out of the place: \(SafeText.visible(event.location))")
        draft.location = ""
      }
      let patch = EventEditor.patch(
        from: event,
        to: draft,
        conferencing: event.conferencing == .none && cut.removed.isEmpty ? .keep : .strip,
        service: context.account.service
      )
      try delivery.check(patch, of: event)
      let edit = EventEdit(
        event: event.id,
        change: .update(patch),
        notifiesParticipants: notify,
        scope: scope
      )
      try delivery.saveAndPrint(edit, json: json, wait: false) { event, _ in
        "The meeting is off \(quoted(event.title))."
      }
      if let event = try session.cache.event(event.id), let rest = try self.rest(of: event, session)
      {
        Console.say(rest)
      }
    }

    /// What is said of a link that stands in the texts and is left there; `nil` when none does.
    private func rest(of event: Event, _ session: Session) throws -> String? {
      guard let link = LinkFinder.links(in: event).first(where: { $0.source != .conferencing })
      else { return nil }
      let option = link.source == .location ? "--location ''" : "--description …"
      let name = try session.cache.name(of: event)
      return "The \(link.source.words) holds the link \(link.link.url). It was left there, because "
        + "where its text begins and ends is not certain. To remove it: "
        + "convene event update \(name) \(option)"
    }
  }

  /// Prints the meeting of an event.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Print the meeting of an event."
    )

    @Argument(help: "The event's id.")
    var id: String

    @Option(
      help: "The form: invitation, markdown, url or phone; by default what is known, line by line."
    )
    var format: ConferenceFormat?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
      if json, format != nil { throw ValidationError("--json has one form. Leave --format out.") }
    }

    func run() throws {
      let delivery = try EventDelivery.open()
      let event = try delivery.lookForLink(delivery.event(id))
      if let format {
        return Console.lines(try format.lines(of: event, session: delivery.session))
      }
      let settings = SettingsDelivery(delivery: delivery)
      if json { return Console.json(try settings.json(of: event)) }
      let state = try delivery.session.cache.delivery(of: event.id)
      if case .refused(let reason) = state { Console.say("Not accepted: \(reason)") }
      Console.lines(Self.lines(event, state, made: try settings.lines(of: event)))
    }

    private static func lines(
      _ event: Event,
      _ delivery: Delivery,
      made: [String]
    ) -> [String] {
      let texts = LinkFinder.meetings(in: event) + LinkFinder.others(in: event)
      let found = texts.flatMap(lines) + choice(event)
      guard case .details(let details) = event.conferencing, event.conferencingFailure == nil else {
        return [EventDelivery.meeting(event, delivery)] + made + found
      }
      var lines = ["Provider      \(details.provider)"]
      if !details.isReady {
        lines.append("Link          none that can be opened")
      } else {
        lines.append("Link          \(details.url)")
      }
      if let code = details.meetingCode { lines.append("Meeting code  \(code)") }
      if let code = details.accessCode { lines.append("Access code   \(code)") }
      if let pin = details.pin { lines.append("PIN           \(pin)") }
      lines += details.phones.map { "Phone         \($0)" }
      return lines + made + found
    }

    /// Which of several links an event is joined by.
    private static func choice(_ event: Event) -> [String] {
      let links = JoinLinks(of: event)
      guard links.links.count > 1, let first = links.links.first else { return [] }
      let reason =
        switch links.reason {
        case .only, .field: "in the field"
        case .chosen: "chosen"
        case .preferred: "preferred by [join]"
        case .order: "the first; convene join --by chooses"
        }
      return ["Joined by     \(first.link.provider) (\(reason))"]
    }

    /// A meeting that the texts of an event speak of.
    private static func lines(_ found: FoundMeeting) -> [String] {
      var lines: [String] = []
      if let link = found.link {
        lines.append("Found in the \(link.source.words): \(link.link.provider) \(link.link.url)")
        if link.link.purpose == .registration {
          lines.append("Register      This is the page to register at, not the meeting.")
        }
      } else {
        lines.append("Found in the description, without a link:")
      }
      let codes = found.codes
      if let code = codes.meetingCode { lines.append("Meeting code  \(code)") }
      if let code = codes.accessCode { lines.append("Access code   \(code)") }
      if let pin = codes.pin { lines.append("PIN           \(pin)") }
      return lines + codes.phones.map { "Phone         \($0)" }
    }
  }
}
