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
      A line has a title, and in any order a day, a time, a length ("for 45m"), people ("with Ann", \
      "with ann@acme.example"), a place ("at Luigi's"), a calendar ("in Work"), a new link ("zoom", \
      "google meet", "via teams"), a room ("room team") or one that is pasted. What is not understood stays in the title; \
      so does what stands in quotation marks.
      """
  )

  @Argument(help: "The line: Lunch with Ann fri 12:30 for 45m at Luigi's")
  var line: [String]

  @Flag(help: "Print what would be created, and create nothing.")
  var dryRun = false

  @Flag(help: "Print the event as JSON.")
  var json = false

  @Flag(inversion: .prefixedNo, help: "Whether the participants are told; by default they are.")
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
    try delivery.check(change, in: context)
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
      return
        "\(quoted(event.title)), \(TimeText.span(event.time, in: session.clock, today: day)), is in "
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
        "When is it? Add a day or a time, like \"fri 14:00\", \"tomorrow\" or \"in 2h\"."
      )
    }
    let draft = EventDraft(
      account: calendar.account,
      calendar: calendar.id,
      title: read.title,
      time: time.time,
      location: read.location,
      visibility: values.visibility ?? .standard,
      participants: read.invitees.map { Participant(name: $0.name, email: $0.email) }
    )
    return (draft, time.remarks)
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
      participants: draft.participants
    )
    switch change {
    case .autocreate(let autocreate): event.conferencing = .autocreate(autocreate)
    case .details(let details): event.conferencing = .details(details)
    case .keep, .strip: break
    }
    let environment = session.environment
    if json {
      Console.json(EventJSON.object(event, id: "", zone: environment.zone))
    } else {
      let text = EventText(clock: session.clock, now: environment.now())
      Console.lines(text.lines(of: event, delivery: .delivered, directory: directory))
      Console.say("Nothing was created: leave --dry-run out.")
    }
  }
}
