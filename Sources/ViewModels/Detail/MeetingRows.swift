import CalendarCore
package import ConferencingCore

/// Writes out the meetings of an event: that of its field, and those that its texts speak of.
struct MeetingRows {
  typealias Row = EventDetailViewModel.Row

  let event: Event
  let directory: Directory
  /// What is known of the settings of a meeting that Convene had made.
  let known: KnownSettings?
  let delivery: Delivery

  /// The lines.
  var rows: [Row] {
    var rows = [Row(kind: .heading, label: "", value: "Meeting", copied: nil)]
    if let failure = event.conferencingFailure {
      rows.append(Row(kind: .problem, label: "", value: "! \(failure)", copied: failure))
    }
    let found = LinkFinder.meetings(in: event)
    let others = LinkFinder.others(in: event)
    switch event.conferencing {
    case .details(let details):
      let made = MadeMeetingRows(event: event, directory: directory, known: known)
      rows += Self.rows(of: details) + made.rows.map(field)
      guard details.isReady, !others.isEmpty else { break }
      rows.append(source(.conferencing, offered: nil))
    case .autocreate(let autocreate) where event.conferencingFailure == nil:
      rows.append(field("Provider", autocreate.provider.rawValue))
      let link =
        delivery == .waiting ? "is created when the edit is sent" : "creating the link…"
      rows.append(Row(kind: .note, label: "Link", value: link, copied: nil))
    case .autocreate(let autocreate): rows.append(field("Provider", autocreate.provider.rawValue))
    case .none:
      if found.isEmpty {
        rows.append(
          Row(
            kind: .note,
            label: "",
            value: "No meeting link.",
            copied: nil,
            hint: "\(key: .conferencing) adds one."
          )
        )
      }
    }
    return rows + (found + others).flatMap(rows(of:)) + choiceRows
  }

  /// Which of several links the event is joined by, and why.
  private var choiceRows: [Row] {
    let links = JoinLinks(of: event)
    guard links.links.count > 1, let first = links.links.first else { return [] }
    let place = first.source.words
    let words: String? =
      switch links.reason {
      case .only: nil
      case .chosen: "\(first.link.provider) from the \(place), as you chose."
      case .preferred: "\(first.link.provider) from the \(place), which [join] prefers."
      case .field: "\(first.link.provider), which is in the field."
      case .order: "You are asked which."
      }
    guard let words else { return [] }
    return [
      Row(
        kind: .field,
        label: "Joined by",
        value: words,
        copied: first.link.url,
        hint: links.isUndecided ? nil : "\(key: .joinBy) changes that."
      )
    ]
  }

  /// A meeting that the texts of the event speak of.
  private func rows(of found: FoundMeeting) -> [Row] {
    var rows: [Row] = []
    var offered: String?
    if let link = found.link?.link {
      rows.append(field("Provider", link.provider.rawValue))
      let isMeeting = link.purpose == .meeting
      var row = Self.link(link.url, label: isMeeting ? "Link" : "Register")
      if isMeeting, !event.isReadOnly { offered = link.url }
      row.offered = offered
      rows.append(row)
    }
    rows += Self.rows(
      ofCodes: [
        ("Meeting code", found.codes.meetingCode), ("Access code", found.codes.accessCode),
        ("PIN", found.codes.pin),
      ],
      phones: found.codes.phones
    )
    return rows + [source(found.link?.source ?? .description, offered: offered)]
  }

  /// Where a meeting stands; from there a link of the texts can be put into the field.
  private func source(_ source: LinkSource, offered: String?) -> Row {
    let place = source == .conferencing ? "field for meetings" : source.words
    var row = Row(kind: .field, label: "Found in", value: "the \(place)", copied: nil)
    row.offered = offered
    if offered != nil { row.hint = "(here \(key: .conferencing) puts it into the field)" }
    return row
  }

  /// The lines of a link and of what is needed to join by it.
  static func rows(of details: ConferencingDetails) -> [Row] {
    let provider = details.provider == .unknown ? "not known" : details.provider.rawValue
    var rows = [Row(kind: .field, label: "Provider", value: provider, copied: provider)]
    if !details.url.isEmpty {
      if details.isReady {
        rows.append(Self.link(details.url))
      } else {
        rows.append(Row(kind: .field, label: "Link", value: details.url, copied: details.url))
      }
      if let problem = DetailsRules.urlMessage(details.url) {
        rows.append(Row(kind: .problem, label: "", value: "! \(problem)", copied: nil))
      }
    }
    return rows
      + Self.rows(
        ofCodes: [
          ("Meeting code", details.meetingCode), ("Access code", details.accessCode),
          ("PIN", details.pin),
        ],
        phones: details.phones
      )
  }

  private static func rows(ofCodes codes: [(String, String?)], phones: [String]) -> [Row] {
    var rows: [Row] = []
    for (label, text) in codes {
      if let text, !text.isEmpty {
        rows.append(Row(kind: .field, label: label, value: text, copied: text, use: .copy))
      }
    }
    for (index, phone) in phones.enumerated() {
      rows.append(
        Row(
          kind: .field,
          label: index == 0 ? "Phone" : "",
          value: phone,
          copied: phone,
          use: .copy
        )
      )
    }
    return rows
  }

  private static func link(_ url: String, label: String = "Link") -> Row {
    Row(kind: .link, label: label, value: url, copied: url, use: .join)
  }

  private func field(_ label: String, _ value: String) -> Row {
    Row(kind: .field, label: label, value: value, copied: value)
  }
}

extension LinkSource {
  /// Where the link was found, in a word.
  package var words: String {
    switch self {
    case .conferencing: "meeting"
    case .location: "location"
    case .description, .strippedDescription: "description"
    }
  }
}
