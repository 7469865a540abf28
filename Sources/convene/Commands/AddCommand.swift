import ArgumentParser
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Terminal
import ViewModels

/// Makes an event from one line.
struct AddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Create an event from one line; prints its id.",
    discussion: """
      A line has a title, and in any order a day, a time, a length ("for 45m"), how it repeats \
      ("every second tue until easter", "weekdays", "daily for 5 days"), people ("with Ann", \
      "with ann@acme.example"), a place ("at Luigi's"), a calendar ("in Work"), a new link ("zoom", \
      "google meet", "via teams"; a name that the title begins with makes none), a room ("room team") or one that is \
      pasted. What is not understood stays in the title, and so does what stands in quotation marks; words of time that \
      are left there, and hours that are taken for granted ("tonight", "3:30"), are named.
      """
  )

  @Argument(help: "The line: Lunch with Ann fri 12:30 for 45m at Luigi's")
  var line: [String]

  @Flag(help: "Print what would be created, and create nothing.")
  var dryRun = false

  @Flag(help: "Print the event as JSON.")
  var json = false

  @Flag(inversion: .prefixedNo, help: "Notify attendees; this is the default.")
  var notify: Bool?

  func run() throws {
    let delivery = try EventDelivery.open()
    let session = delivery.session
    let directory = try session.cache.directory()
    let input = InputContext(now: session.environment.now(), zone: session.environment.zone)
    let read = QuickAdd.read(
      line.joined(separator: " "),
      input,
      vocabulary: .init(
        calendars: directory.calendars.filter { !$0.isReadOnly }.map(\.name),
        people: try session.cache.people(),
        rooms: session.configuration.newEvents.rooms.map(\.name)
      )
    )
    let defaults = session.configuration.newEvents
    let (draft, remarks) = try draft(read, input, directory, defaults)
    try delivery.check(draft)
    try Self.check(draft.recurrence, of: draft, in: directory, zone: input.zone)
    let values =
      directory.calendar(draft.calendar, in: draft.account).map(defaults.values) ?? defaults.values
    if read.provider != nil || values.needsHosts { try delivery.noteHosts() }
    let context = try delivery.context(account: draft.account, calendar: draft.calendar)
    let change = try conferencing(read).change(
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
    Console.say(remarks)
    if dryRun { return try show(made.draft, made.change, directory, session) }
    let edit = EventEdit(
      event: EventID(UUID().uuidString.lowercased()),
      change: .create(made.draft, conferencing: made.change),
      notifiesParticipants: notify ?? values.notifies ?? true
    )
    let day = Day(input.now, in: input.zone)
    try delivery.saveAndPrint(edit, json: json, wait: false) { event, delivery in
      let name = directory.calendar(event.calendar, in: event.account)?.name ?? ""
      let words = event.recurrence.map { ", \($0.words(from: event.time, zone: input.zone))" } ?? ""
      return
        "\(quoted(event.title)), \(TimeText.span(event.time, in: session.clock, today: day))\(words), "
        + "is in "
        + "\(SafeText.visible(name))."
        + (event.conferencing == .none ? "" : " " + EventDelivery.meeting(event, delivery))
    }
  }

  /// The event that a line asks for, and what the user should know of its time.
  ///
  /// - Throws: ``CommandError`` when the line says no time, or its calendar is not known.
  func draft(
    _ read: QuickAdd,
    _ input: InputContext,
    _ directory: Directory,
    _ defaults: NewEventDefaults = NewEventDefaults()
  ) throws(CommandError) -> (EventDraft, remarks: [String]) {
    let time: QuickAdd.Time?
    let calendar = try CalendarChoice(directory).calendar(read.calendar ?? defaults.calendar)
    let values = defaults.values(in: calendar)
    do { time = try read.time(input, length: values.duration ?? 3_600) } catch {
      throw CommandError(.badInput, error.message)
    }
    guard let time else {
      throw CommandError(
        .badInput,
        read.problem?.message
          ?? "When is it? Add a day, a time or a repetition, like \"fri 14:00\", \"in 2h\" or "
          + "\"every tue\"."
      )
    }
    let draft = EventDraft(
      account: calendar.account,
      calendar: calendar.id,
      title: read.title,
      time: time.time,
      location: read.location,
      visibility: values.visibility ?? .standard,
      participants: read.invitees.map { Participant(name: $0.name, email: $0.email) },
      recurrence: time.recurrence
    )
    return (draft, time.remarks)
  }

  /// Holds a repetition to what the service of its calendar takes.
  private static func check(
    _ recurrence: Recurrence?,
    of draft: EventDraft,
    in directory: Directory,
    zone: TimeZone
  ) throws(CommandError) {
    guard let recurrence, let service = directory.account(draft.account)?.service else { return }
    try RecurrenceOptions.checkSeries(on: service)
    guard let refusal = service.refusal(of: recurrence, from: draft.time, zone: zone) else {
      return
    }
    throw CommandError(.notAllowed, refusal)
  }

  private func conferencing(_ read: QuickAdd) throws -> ConferencingOptions {
    if let provider = read.provider {
      return try ConferencingOptions.parse(["--create", provider.keyword])
    }
    if let room = read.room { return try ConferencingOptions.parse(["--room", room]) }
    return try ConferencingOptions.parse(read.link.map { ["--link", $0] } ?? [])
  }

  /// Prints the event that would be created.
  private func show(
    _ draft: EventDraft,
    _ change: ConferencingChange,
    _ directory: Directory,
    _ session: Session
  ) throws {
    var event = Event(
      id: EventID("new"),
      account: draft.account,
      calendar: draft.calendar,
      title: draft.title,
      time: draft.time,
      location: draft.location,
      description: draft.description,
      visibility: draft.visibility,
      participants: draft.participants,
      recurrence: draft.recurrence
    )
    switch change {
    case .autocreate(let autocreate): event.conferencing = .autocreate(autocreate)
    case .details(let details): event.conferencing = .details(details)
    case .keep, .strip: break
    }
    let environment = session.environment
    if json {
      let series = event.recurrence.map { _ in (master: event, id: "") }
      Console.json(EventJSON.object(event, id: "", series: series, zone: environment.zone))
    } else {
      let text = EventText(clock: session.clock, now: environment.now())
      Console.lines(text.lines(of: event, delivery: .delivered, directory: directory))
      Console.say("Nothing was created: leave --dry-run out.")
    }
  }
}
