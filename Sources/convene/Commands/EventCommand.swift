import ConferencingCore
import ArgumentParser
import CalendarCore
import Foundation
import LocalCache
import Terminal
import ViewModels

/// Commands about one event.
struct EventCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "event",
    abstract: "Create, show, update, answer and delete events.",
    subcommands: [Create.self, Show.self, Update.self, Answer.self, EventDeletion.self]
  )
}

extension EventCommand {
  /// Makes an event.
  struct Create: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "create",
      abstract: "Create an event; prints its id."
    )

    @Argument(help: "The title.")
    var titleArgument: String?

    @Option(parsing: .unconditional, help: "The title.")
    var title: String?

    @Option(help: "The calendar: its id, or its name when that is unique.")
    var calendar: String?

    @OptionGroup var fields: EventFieldOptions
    @OptionGroup var recurrence: RecurrenceOptions
    @OptionGroup var conferencing: ConferencingOptions

    @Flag(help: "Print the event as JSON.")
    var json = false

    func run() throws {
      let delivery = try EventDelivery.open(for: conferencing)
      let session = delivery.session
      let directory = try session.cache.directory()
      let defaults = session.configuration.newEvents
      let info = try CalendarChoice(directory).calendar(calendar ?? defaults.calendar)
      let values = defaults.values(in: info)
      guard fields.start != nil else {
        throw CommandError(.badInput, "When does it start? Add --start 2026-12-01T10:00.")
      }
      let environment = session.environment
      let today = Day(environment.now(), in: environment.zone)
      let morning = today.time(secondsFromMidnight: 9 * 3_600, in: environment.zone)
      var draft = EventDraft(
        account: info.account,
        calendar: info.id,
        title: title ?? titleArgument ?? "",
        time: .timed(
          start: morning,
          end: morning.addingTimeInterval(3_600),
          zone: environment.zone.identifier
        ),
        visibility: values.visibility ?? .standard
      )
      let remarks = try fields.apply(
        to: &draft,
        isNew: true,
        length: values.duration,
        clock: session.clock,
        now: environment.now()
      )
      try delivery.check(draft)
      if !conferencing.isGiven, values.needsHosts { try delivery.noteHosts() }
      let context = try delivery.context(account: info.account, calendar: info.id)
      let begin = try recurrence.begin(
        &draft,
        service: context.account.service,
        viewer: environment.zone,
        now: environment.now()
      )
      let change = try conferencing.change(
        in: context,
        values,
        defaults,
        hasAttendees: !draft.participants.isEmpty
      )
      try delivery.check(change, in: context, isNew: true)
      let made = EventEditor.create(
        draft: draft,
        conferencing: change,
        service: context.account.service
      )
      try delivery.check(made.draft.description, in: context)
      Console.say(remarks + begin)
      let edit = EventEdit(
        event: EventID(UUID().uuidString.lowercased()),
        change: .create(made.draft, conferencing: made.change),
        notifiesParticipants: fields.notify ?? values.notifies ?? true
      )
      try delivery.saveAndPrint(edit, json: json, wait: conferencing.wait) { event, delivery in
        "\(quoted(event.title)) is in \(SafeText.visible(info.name))."
          + (event.conferencing == .none ? "" : " " + EventDelivery.meeting(event, delivery))
      }
    }
  }

  /// Prints an event.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Print an event."
    )

    @Argument(help: "The event's id.")
    var id: String

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      let delivery = try EventDelivery.open()
      let session = delivery.session
      let event = try delivery.lookForLink(delivery.event(id))
      let environment = session.environment
      let series = event.isRecurring ? try session.series(of: event) : nil
      let parts = try session.cache.masters.parts(ofSeriesOf: event.id)
      if json {
        Console.json(try session.json(of: event))
      } else {
        let text = EventText(clock: session.clock, now: environment.now())
        Console.lines(
          text.lines(
            of: event,
            series: series.map {
              SeriesOutline($0, of: event, parts: parts, now: environment.now())
            },
            delivery: try session.cache.delivery(of: event.id),
            directory: try session.cache.directory()
          )
        )
      }
    }
  }

  /// Changes an event.
  struct Update: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "update",
      abstract: "Change an event; what is not named stays, and so do the attendees."
    )

    @Argument(help: "The event's id.")
    var id: String

    @Option(parsing: .unconditional, help: "The title.")
    var title: String?

    @OptionGroup var series: ScopeOptions
    @OptionGroup var split: SplitLinkOptions

    @Option(help: "Somebody who is no longer invited, by mail address; repeatable.")
    var without: [String] = []

    @OptionGroup var fields: EventFieldOptions
    @OptionGroup var recurrence: RecurrenceOptions

    @Flag(
      help: """
        With --repeat or --rrule: also where occurrences that were changed on their own are lost. \
        Without it a terminal asks, and others are refused.
        """
    )
    var dropChanged = false

    @OptionGroup var conferencing: ConferencingOptions

    @Flag(help: "Print the event as JSON.")
    var json = false

    func run() throws {
      let delivery = try EventDelivery.open(for: conferencing)
      let session = delivery.session
      var event = try delivery.lookForLink(delivery.event(id, for: series))
      let context = try delivery.context(of: event)
      let environment = session.environment
      let scope = try series.scope(
        of: event,
        on: context.account.service,
        zone: environment.zone
      )
      // The rule is that of the series: only another one is a change.
      let known = event.isRecurring ? try session.series(of: event) : nil
      if event.occurrence != nil {
        event.recurrence = known?.master.recurrence
        try recurrence.check(isKnown: event.recurrence != nil, of: event)
      }
      var draft = EventDraft(event)
      if let title { draft.title = title }
      let remarks = try fields.apply(
        to: &draft,
        clock: session.clock,
        now: environment.now()
      )
      try takeOff(&draft.participants)
      try recurrence.apply(
        to: &draft,
        from: scope == .all ? known?.begin(moving: event, to: draft.time) : nil,
        changing: known?.repetition(from: scope == .following ? event : nil),
        service: context.account.service,
        viewer: environment.zone,
        now: environment.now()
      )
      if draft.title != event.title || draft.location != event.location {
        try delivery.check(draft, of: event)
      }
      let change = try conferencing.change(in: context, session.configuration.newEvents)
      try delivery.check(change, in: context)
      let patch = EventEditor.patch(
        from: event,
        to: draft,
        conferencing: change,
        service: context.account.service
      )
      guard !patch.isEmpty else {
        throw CommandError(.badInput, "Nothing would change. See convene event update --help.")
      }
      try delivery.check(patch.description, in: context)
      try delivery.check(patch, of: event)
      let outline = known.map {
        SeriesOutline($0, of: event, service: context.account.service, now: environment.now())
      }
      let rule = RuleChange(patch, of: event, scope, in: known, outline, session.clock)
      try rule?.admit(losing: dropChanged, today: environment.now())
      let link = try split.choice(
        for: event,
        scope,
        patch,
        in: context,
        outline: outline
      )
      Console.say(remarks + [link.words].compactMap(\.self))
      var edit = EventEdit(
        event: event.id,
        change: .update(patch),
        notifiesParticipants: fields.notify ?? true,
        scope: scope
      )
      edit.splitLink = link.link
      try delivery.saveAndPrint(edit, json: json, wait: conferencing.wait) { event, _ in
        "\(quoted(event.title)) is saved\(rule?.words ?? "")."
      }
    }

    /// Takes those off who are no longer invited.
    ///
    /// - Throws: ``CommandError`` when one of them is not invited.
    func takeOff(_ people: inout [Participant]) throws(CommandError) {
      for email in without {
        guard people.contains(where: { $0.hasAddress(email) }) else {
          throw CommandError(
            .badInput,
            "\"\(email)\" is not invited. Write --without with the address of somebody who is."
          )
        }
        people.removeAll { $0.hasAddress(email) }
      }
    }
  }
}
