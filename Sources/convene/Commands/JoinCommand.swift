import ArgumentParser
import CalendarCore
import ConferencingCore
import Foundation
import LocalCache
import Terminal
import ViewModels

/// Joins the meeting of an event.
struct JoinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "join",
    abstract: "Join the meeting that runs now or comes next, or that of an event.",
    discussion: """
      The meeting that started last comes first, then the next one of today. Declined and cancelled \
      events and those without a link do not count. Of several that start together you are asked.

      Where an event has several links, your choice counts, which is kept for its series; then the \
      providers of [join] prefer = ["zoom", "meet"]; then the link in the field for meetings.

      The browser opens the link, or the provider's own app: [join] apps = ["zoom", "teams"].
      """
  )

  @Argument(help: "An event's id, or \"next\".")
  var id = "next"

  @Flag(help: "How to join.")
  var way: JoinWay?

  @Flag(help: "Print a QR code of the link, or with --phone of the first telephone number.")
  var qr = false

  @Option(
    help: ArgumentHelp(
      "By which of several links, from now on and in all of a series: zoom, meet, teams, a service's "
        + "name or a part of the link; \"\(LinkQuestion.open)\" to be asked again.",
      valueName: "link"
    )
  )
  var by: String?

  @Flag(help: "Print what is known of the meeting as JSON; nothing is opened.")
  var json = false

  func validate() throws {
    if qr, way != nil, way != .phone {
      throw ValidationError("--qr goes with --phone alone. Leave --\(way?.rawValue ?? "") out.")
    }
    if json, way != nil || qr {
      throw ValidationError("--json prints data alone. Leave --\(way?.rawValue ?? "qr") out.")
    }
  }

  func run() throws {
    let delivery = try EventDelivery.open()
    let session = delivery.session
    let found = id == "next" ? try next(session) : (event: try delivery.event(id), link: nil)
    var event = try delivery.lookForLink(found.event)
    let question = LinkQuestion(session: session, event: event)
    if let by {
      event = try question.choosing(by)
      if !json { event = try LinkQuestion(session: session, event: event).answered() }
    } else if let link = found.link {
      event = try question.keep(link)
    } else if !json {
      event = try question.answered()
    }
    guard let details = event.joinDetails() else {
      throw CommandError(.notFound, Self.reason(event))
    }
    let phones = DialIn.all(of: details, country: session.country)
    if json { return Console.json(try self.json(event, details, phones, session)) }
    if qr {
      let text = way == .phone ? try phone(phones, of: event).uri : try link(of: event, details)
      return try printCode(of: text, session.environment)
    }
    switch way ?? .open {
    case .print: Console.data(try link(of: event, details))
    case .copy: try copy(try link(of: event, details), session.environment)
    case .open: try open(event, details, session)
    case .phone:
      _ = try phone(phones, of: event)
      Console.lines(phones.map(Self.line))
    }
  }

  // MARK: Which event

  private func next(_ session: Session) throws -> (event: Event, link: RecognizedLink?) {
    let environment = session.environment
    let rules = JoinRules(now: environment.now(), zone: environment.zone)
    let found = try session.cache.links.joinCandidates(rules)
    // A link that is named or that nobody opens is not asked for.
    let options = found.flatMap {
      by == nil && !json ? $0.options : [JoinOption(candidate: $0, link: nil)]
    }
    guard
      let chosen = try found.count > 1
        ? ask(options, session) : found.first.map({ JoinOption(candidate: $0, link: nil) })
    else {
      throw CommandError(
        .notFound,
        "No meeting with a link runs now or comes later today. convene agenda lists the events."
      )
    }
    guard let event = try session.cache.event(chosen.candidate.event.id) else {
      throw CommandError(.notFound, "The event is gone.")
    }
    return (event, chosen.link)
  }

  /// Asks which of several events that start together is meant, and by which link where that is open.
  ///
  /// - Throws: ``CommandError`` with their ids where nobody can be asked.
  private func ask(_ options: [JoinOption], _ session: Session) throws -> JoinOption {
    let zone = session.environment.zone
    let today = Day(session.environment.now(), in: zone)
    let lines = options.map { option in
      let event = option.candidate.event
      let line =
        "\(quoted(event.title)), \(TimeText.span(event.time, in: session.clock, today: today))"
        + ", \(AgendaViewModel.word(option.provider))"
      return option.link.map { line + ", \($0.url)" } ?? line
    }
    guard TerminalQuestion.canAsk else {
      let commands = try options.map { option in
        let id = option.candidate.event.id
        let name = try session.cache.event(id).map(session.cache.name) ?? id.rawValue
        return "convene join \(name)" + (option.link.map { " --by \(shellQuoted($0.url))" } ?? "")
      }
      let count = Set(options.map(\.candidate)).count
      throw CommandError(
        .badInput,
        "\(count) meetings start together. Write which one to join:\n"
          + zip(lines, commands).map { "\($0): \($1)" }.joined(separator: "\n")
      )
    }
    for (index, line) in lines.enumerated() { Console.say("\(index + 1)  \(line)") }
    guard let answer = TerminalQuestion.line("Join which one (1–\(options.count))"),
      let number = Int(answer), options.indices.contains(number - 1)
    else { throw CommandError(.badInput, "Cancelled. Nothing was opened.") }
    return options[number - 1]
  }

  /// Why an event cannot be joined.
  private static func reason(_ event: Event) -> String {
    if let page = event.registrationPage {
      return "\(quoted(event.title)) has no meeting link yet, only a page to register at: \(page)"
    }
    switch event.conferencingState {
    case .pending: return "The link of \(quoted(event.title)) is still being created."
    case .failed: return "\(quoted(event.title)) has no link: \(event.conferencingFailure ?? "")"
    case .none, .ready:
      return "\(quoted(event.title)) has no meeting link. convene conference set adds one."
    }
  }

  // MARK: How

  private func link(of event: Event, _ details: ConferencingDetails) throws(CommandError) -> String
  {
    guard !details.url.isEmpty else {
      throw CommandError(
        .notFound,
        "\(quoted(event.title)) has telephone numbers and no link. See convene join --phone."
      )
    }
    return details.url
  }

  /// A number as people read it, what is dialled then, and the address for programs.
  static func line(_ phone: DialIn) -> String {
    let codes = phone.codes.isEmpty ? "" : "then \(phone.codes)"
    return [phone.written, codes, phone.place, phone.uri].filter { !$0.isEmpty }
      .joined(separator: "  ")
  }

  private func phone(_ phones: [DialIn], of event: Event) throws(CommandError) -> DialIn {
    guard let first = phones.first else {
      throw CommandError(.notFound, "\(quoted(event.title)) has no telephone number.")
    }
    return first
  }

  private func printCode(of text: String, _ environment: LiveEnvironment) throws {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let type = environment.variable("TERM") ?? ""
    Console.plain(
      QRText.text(
        try QREncoder.code(text),
        hasColors: isTerminal && !environment.isColorless && type != "dumb",
        hasPalette: type.contains("256color") || environment.variable("COLORTERM") != nil
      )
    )
    Console.say(text)
  }

  private func open(_ event: Event, _ details: ConferencingDetails, _ session: Session) throws {
    let url = try link(of: event, details)
    let environment = session.environment
    Console.say("Joining \(quoted(event.title)) with \(AgendaViewModel.word(details.provider)).")
    let launcher = MeetingLauncher(session.configuration.join.apps, environment)
    if let app = launcher.appLink(url, accessCode: details.accessCode), launcher.open(app) {
      return
    }
    guard let browser = Browser(environment) else {
      Console.say("There is no browser to open here; this is the link.")
      return Console.data(url)
    }
    let attempt = browser.openInTerminal(url) { program throws(ProgramError) in
      try ForegroundProgram.run(program)
    }
    let problem: String? =
      switch attempt {
      case .opened: nil
      case .failed(let problem): problem
      case .left(let others): others.openAndWait(url)
      }
    if let problem { throw CommandError(.unavailable, problem) }
  }

  private func copy(_ url: String, _ environment: LiveEnvironment) throws {
    let clipboard = Clipboard(environment) { ProgramRunner.isPresent($0, environment) }
    var isSent = true
    let said = clipboard.copy(url) { isSent = ControllingTerminal.copy($0) }
    guard isSent else {
      throw CommandError(
        .unavailable,
        "There is no clipboard here, and no terminal to ask for one. The link: \(url)"
      )
    }
    Console.say(said)
  }

  private func json(
    _ event: Event,
    _ details: ConferencingDetails,
    _ phones: [DialIn],
    _ session: Session
  ) throws -> JSONText {
    let zone = session.environment.zone
    return .object([
      ("id", .text(try session.cache.name(of: event))),
      ("title", .text(event.title)),
      ("start", .text(ISOTime.text(event.time.start(in: zone), in: zone))),
      ("end", .text(ISOTime.text(event.time.end(in: zone), in: zone))),
      ("all_day", .bool(event.time.isAllDay)),
      ("provider", .text(details.provider.rawValue)),
      ("link", JSONText(details.url.isEmpty ? nil : details.url)),
      ("link_reason", .text(JoinLinks(of: event).reason.rawValue)),
      ("app_link", JSONText(AppLink(details.url, accessCode: details.accessCode)?.url)),
      ("meeting_code", JSONText(details.meetingCode)),
      ("access_code", JSONText(details.accessCode)),
      ("pin", JSONText(details.pin)),
      (
        "phones",
        .list(
          phones.map {
            .object([
              ("number", .text($0.number)), ("tones", .text($0.tones)), ("place", .text($0.place)),
              ("uri", .text($0.uri)),
            ])
          }
        )
      ),
    ])
  }
}

/// How a meeting is joined.
enum JoinWay: String, EnumerableFlag {
  case open, print, copy, phone

  static func help(for value: JoinWay) -> ArgumentHelp? {
    switch value {
    case .open: "Open the link; this is the default."
    case .print: "Print the link."
    case .copy: "Copy the link."
    case .phone:
      ArgumentHelp(
        "Print the telephone numbers, the nearest first, with the codes that are dialled then, for "
          + "people to read; --json has them and their addresses for scripts."
      )
    }
  }
}
