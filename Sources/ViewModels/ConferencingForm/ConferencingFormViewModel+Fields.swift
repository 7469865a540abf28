import CalendarCore
import ConferencingCore

extension ConferencingFormViewModel {
  /// The rows of the form as it stands, each with what is wrong with it.
  package var fields: [FormField<FieldID>] {
    var rows = [FormField(FieldID.choice, "Meeting", .choice(choice), hint: choiceHint)]
    switch chosen {
    case .none: break
    case .create: rows += createRows
    case .made: rows += made?.rows ?? []
    case .settings: rows += shared?.rows ?? []
    case .link: rows += linkRows
    case .room(let name):
      if let room = self.rooms.first(where: { $0.name == name }) {
        rows += Self.rows(of: room.details)
      }
    }
    for violation in violations {
      let id = fieldID(violation.field)
      let row = rows.firstIndex { $0.id == id } ?? 0
      guard isShown(rows[row].id), rows[row].problem == nil else { continue }
      rows[row].problem = violation.message
    }
    return rows
  }

  /// What a room is joined by, which stands in the configuration.
  private static func rows(of room: ConferencingDetails) -> [FormField<FieldID>] {
    let codes: [(FieldID, String, String?)] = [
      (.meetingCode, "Meeting code", room.meetingCode),
      (.accessCode, "Access code", room.accessCode), (.pin, "PIN", room.pin),
    ]
    return [FormField(.url, "URL", .fixed(room.url))]
      + codes.compactMap { id, label, code in code.map { FormField(id, label, .fixed($0)) } }
      + room.phones.enumerated().map { index, phone in
        FormField(.phone(index), index == 0 ? "Phone" : "Phone \(index + 1)", .fixed(phone))
      }
  }

  /// The host that is chosen, and who else there is.
  var hostField: ChoiceField<GrantID?> {
    switch ConferencingRules.hosts(for: selectedProvider, in: context) {
    case .unavailable: return ChoiceField([])
    case .own(let candidates):
      let own = context.ownGrant
      let others = candidates.filter { $0.id != own?.id }
      return ChoiceField(
        [.init(nil, label: own.map { "\($0.email) (this account)" } ?? "this account")]
          + others.map(option),
        selection: .some(hosts[selectedProvider] ?? usualHost)
      )
    case .required(let candidates):
      let usable = candidates.filter { $0.obstacle == nil }
      let only = usable.count == 1 ? usable[0].id : nil
      return ChoiceField(
        candidates.map(option),
        selection: .some(hosts[selectedProvider] ?? usualHost ?? only)
      )
    }
  }

  /// Whether a host is still to be chosen, and there is one that can host.
  private var isHostOpen: Bool {
    let host = hostField
    return host.selected == nil && host.options.contains { $0.obstacle == nil }
  }

  /// The usual host of the provider, until the user has been at the choice; the account itself hosts
  /// where none is named.
  private var usualHost: GrantID? {
    touched.contains(.host) || current.provider == selectedProvider.conferencingProvider
      ? nil : ConferencingRules.usualHost(for: selectedProvider, in: context)
  }

  /// The form's row for a field of the rules.
  func fieldID(_ field: ConferencingField) -> FieldID {
    switch field {
    case .choice: .choice
    case .provider: chosen == .link ? .linkProvider : .provider
    case .hostGrant: .host
    case .setting(let name): .setting(name)
    case .url: .url
    case .meetingCode: .meetingCode
    case .accessCode: .accessCode
    case .pin: .pin
    case .phone(let index):
      // The rules see the numbers without the empty rows among them.
      .phone(
        Array(phones.indices.filter { !phones[$0].trimmed.isEmpty }).dropFirst(index).first ?? 0
      )
    }
  }

  private func option(_ candidate: HostCandidate) -> ChoiceField<GrantID?>.Option {
    .init(
      candidate.grant.id,
      label: candidate.grant.label(among: context.grants),
      obstacle: candidate.obstacle?.message(for: candidate.grant, provider: selectedProvider)
    )
  }

  private var choiceHint: String? {
    switch chosen {
    case .none:
      shared != nil
        ? "The meetings and their texts are taken off the events."
        : current == .none
          ? "No meeting on this event." : "The meeting and its text are taken off the event."
    case .create: nil
    case .made:
      made?.obstacle ?? "Convene had this meeting made: it stays, with the settings below."
    case .settings: "Meetings that Convene had made stay, with the settings that are changed below."
    case .link: "A link that exists already, from any service."
    case .room: "From [rooms] of the configuration."
    }
  }

  private var createRows: [FormField<FieldID>] {
    var rows = [FormField(FieldID.provider, "Provider", .choice(provider))]
    let host = hostField
    if !host.options.isEmpty {
      rows.append(
        FormField(
          .host,
          "Host",
          .choice(host),
          problem: host.selected?.obstacle,
          hint: hostHint(host)
        )
      )
    }
    guard !host.options.isEmpty else { return rows }
    return rows + settings.rows(of: selectedProvider)
  }

  private func hostHint(_ host: ChoiceField<GrantID?>) -> String? {
    guard let selected = host.selected else { return "Choose the account that hosts the meeting." }
    return selected.value == nil
      ? nil : "\(selectedProvider.grantProvider.displayName) makes the meeting in this account."
  }

  private var linkRows: [FormField<FieldID>] {
    let recognized = recognizedProvider
    var rows = [
      FormField(
        FieldID.url,
        "URL",
        .text(url, placeholder: "https://…"),
        hint: read.map { "Read from the invitation: \($0). Check them." }
          ?? "Paste the link, or the whole invitation, as it was sent to you."
      ),
      FormField(.linkProvider, "Provider", .choice(linkProviderField(recognized))),
      FormField(.meetingCode, "Meeting code", .text(meetingCode, placeholder: "none")),
      FormField(.accessCode, "Access code", .text(accessCode, placeholder: "none")),
      FormField(.pin, "PIN", .text(pin, placeholder: "none")),
    ]
    for index in 0...phones.count {
      let field = index < phones.count ? phones[index] : TextField()
      let isNext = index == phones.count
      rows.append(
        FormField(
          .phone(index),
          index == 0 ? "Phone" : "Phone \(index + 1)",
          .text(field, placeholder: isNext && index > 0 ? "one more" : "+1 609 555 0123"),
          hint: completed(field.trimmed).flatMap { $0 == field.trimmed ? nil : "Saved as \($0)." }
        )
      )
    }
    return rows
  }

  /// Whose link the typed URL is; `nil` when it is not known.
  var recognizedProvider: ConferencingProvider? {
    LinkRecognition.recognize(DetailsRules.givenURL(url.text))?.provider
  }

  func linkProviderField(
    _ recognized: ConferencingProvider?
  ) -> ChoiceField<ConferencingProvider?> {
    let known: [ConferencingProvider] = [
      .googleMeet, .zoomMeeting, .microsoftTeams, .webEx, .goToMeeting, .skypeForBusiness,
      .skypeForConsumer,
    ]
    let automatic = recognized.map { "\($0), from the link" } ?? "not known, from the link"
    var options: [ChoiceField<ConferencingProvider?>.Option] = [.init(nil, label: automatic)]
    let own = linkProvider.map { known.contains($0) ? [] : [$0] } ?? []
    options += (known + own).map { .init($0, label: $0.rawValue) }
    return ChoiceField(options, selection: linkProvider)
  }

  /// Whether what is wrong with a row is to be said already: not before the user was there.
  private func isShown(_ id: FieldID) -> Bool {
    switch id {
    case .choice, .provider: true
    case .host: isSaveAttempted || !isHostOpen
    case .url:
      isSaveAttempted || (touched.contains(.url) && (focus != .url || !url.trimmed.isEmpty))
    default: isSaveAttempted || touched.contains(id)
    }
  }
}
