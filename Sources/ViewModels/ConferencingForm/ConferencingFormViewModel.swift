package import CalendarCore
package import ConferencingCore

/// The form for the meeting of an event: none, a fresh link, or a link that exists.
///
/// What was typed under one choice is kept while another is looked at; only the chosen one can be
/// sent.
package struct ConferencingFormViewModel: Equatable, Sendable {
  /// What is to be on the event.
  package enum Choice: Hashable, Sendable {
    case none
    case create
    /// The meeting that Convene had made for the event, which stays.
    case made
    /// The meetings that Convene had made for several events, which stay, with other settings.
    case settings
    case link
    /// The link of a room, by its name.
    case room(String)
  }

  /// The rows of the form.
  package enum FieldID: Hashable, Sendable {
    case choice
    case provider
    case host
    case setting(String)
    case url
    case linkProvider
    case meetingCode
    case accessCode
    case pin
    case phone(Int)
  }

  /// Where the event stands, for the rules.
  package internal(set) var context: ConferencingContext
  /// What is on the event now.
  package internal(set) var current: Conferencing
  /// Whether the last attempt to create a link failed, so that the same request is a new one.
  package internal(set) var isRetry: Bool
  /// The row with the cursor.
  package var focus: FieldID = .choice

  /// The rooms to choose from, and the country whose telephone numbers may be typed without their code.
  package var defaults = NewEventDefaults() { didSet { choice.options = choices } }
  var rooms: [MeetingRoom] { defaults.rooms }
  /// The meeting that Convene had made for the event; `nil` where there is none.
  package internal(set) var made: MadeMeetingForm?
  var choice: ChoiceField<Choice>
  var provider: ChoiceField<AutocreateProvider>
  var hosts: [AutocreateProvider: GrantID] = [:]
  var settings = SettingFields(untouched: "default")
  /// The settings for the meetings of several events; `nil` in the form of one.
  var shared: SharedSettingsForm? { didSet { choice.options = choices } }
  var url = TextField()
  /// What was read from the invitation that was pasted in place of the link; `nil` where none was.
  var read: String?
  var linkProvider: ConferencingProvider?
  var meetingCode = TextField()
  var accessCode = TextField()
  var pin = TextField()
  var phones: [TextField] = []
  /// The numbers that nobody typed here: they stay as they are.
  var givenPhones: Set<String> = []
  var touched: Set<FieldID> = []
  var isSaveAttempted = false
  /// The meeting as the form had it from the event, before anybody touched it.
  var initial = ConferencingChange.strip
  /// What was offered for the user to save; `nil` when nothing was.
  var offered: ConferencingChange?
  /// Settings of the event's meeting that the rows of the form cannot hold.
  var carried: [String: ConferencingSettingValue] = [:]

  /// Makes the form.
  ///
  /// - Parameters:
  ///   - context: Where the event stands.
  ///   - current: What is on the event now.
  ///   - isRetry: Whether the last attempt to create a link failed.
  ///   - event: The event, where it is there already: of a meeting that Convene had made for it the
  ///     settings are shown.
  package init(
    context: ConferencingContext,
    current: Conferencing = .none,
    isRetry: Bool = false,
    event: Event? = nil
  ) {
    self.context = context
    self.current = current
    self.isRetry = isRetry
    made = event.flatMap { MadeMeetingForm($0, in: context) }
    choice = ChoiceField([])
    provider = ChoiceField([], selection: context.ownProvider ?? .zoomMeeting)
    switch current {
    case .none: choice.selection = Choice.none
    case .autocreate(let autocreate):
      choice.selection = .create
      provider.selection = autocreate.provider
      hosts[autocreate.provider] = autocreate.hostGrant
    case .details(let details):
      choice.selection = made == nil ? .link : .made
      fill(details)
    }
    choice.options = choices
    if case .autocreate(let autocreate) = current {
      settings.fill(autocreate.settings)
      let known = settings.values(of: autocreate.provider)
      carried = autocreate.settings.values.filter { known[$0.key] != $0.value }
    }
    prepareProviders()
    initial = wanted
  }

  /// Puts the form on another calendar; everything typed stays.
  package mutating func move(to context: ConferencingContext) {
    // One that is looked at is not exchanged for another, unless it was the calendar's own.
    let isLookedAt = chosen == .create && provider.selection != self.context.ownProvider
    self.context = context
    made?.move(to: context)
    if isProviderOpen, !isLookedAt, let own = context.ownProvider { provider.selection = own }
    // What is about to be made is never exchanged: the violation says what is wrong with it.
    prepareProviders(mayChoose: chosen != .create)
  }

  /// What is chosen.
  package var chosen: Choice { choice.selection ?? .none }

  /// The change that saving makes, whether the rules allow it or not.
  ///
  /// What was only read is not sent back (rule 8), and the form may hold less of it than there is:
  /// so it is compared with what the form had of it, and not with the event.
  package var change: ConferencingChange {
    let wanted = wanted
    // The link that is there already, under whatever name.
    if made != nil, case .details(let link) = wanted, current == .details(link) { return .keep }
    return wanted == initial && !(isRetry && chosen == .create) ? .keep : wanted
  }

  /// What saving changes of the settings of the meeting that stays; `nil` for nothing.
  package var settingsChange: SettingsChange? { chosen == .made ? made?.change : nil }

  /// The rules that the form breaks as it stands; what it only carries is not its own.
  package var violations: [RuleViolation] {
    if chosen == .made { return made?.violations ?? [] }
    if chosen == .settings { return shared?.violations ?? [] }
    let broken = ConferencingRules.violations(of: change, in: context).filter { violation in
      guard case .setting(let name) = violation.field else { return true }
      return untouchedSettings[name] == nil
    }
    return broken + phoneViolations
  }

  /// Numbers that were typed as they are dialled within a country, where it is not known which.
  private var phoneViolations: [RuleViolation] {
    guard case .details = change, chosen == .link else { return [] }
    let typed = phones.map(\.trimmed).filter { !$0.isEmpty }
    return typed.enumerated().compactMap { index, number in
      completed(number) == nil
        ? RuleViolation(.phone(index), NationalNumber.message(number)) : nil
    }
  }

  /// A number with the code of its country; `nil` where a user typed it without, and it is not clear.
  func completed(_ number: String) -> String? {
    givenPhones.contains(number)
      ? number : NationalNumber.completed(number, in: defaults.telephoneCountry)
  }

  /// Marks the attempt to save, so that every problem is shown, and goes to the first one.
  ///
  /// - Returns: The change, or `nil` when the rules do not allow it.
  package mutating func attemptSave() -> ConferencingChange? {
    isSaveAttempted = true
    guard let first = violations.first else { return change }
    let field = fieldID(first.field)
    focus = fields.contains { $0.id == field } ? field : .choice
    return nil
  }

  // MARK: What is asked for

  var selectedProvider: AutocreateProvider { provider.selection ?? .zoomMeeting }

  var wanted: ConferencingChange {
    switch chosen {
    case .none: .strip
    case .create: .autocreate(autocreate)
    case .made, .settings: .keep
    case .link: .details(details)
    case .room(let name): rooms.first { $0.name == name }.map { .details($0.details) } ?? .strip
    }
  }

  private var autocreate: Autocreate {
    let asked = selectedProvider
    let isSame = current.provider == asked.conferencingProvider
    let values = (isSame ? untouchedSettings : [:]).merging(settings.values(of: asked)) { $1 }
    return Autocreate(
      provider: asked,
      hostGrant: hostField.selection ?? nil,
      settings: ConferencingSettings(values)
    )
  }

  private var untouchedSettings: [String: ConferencingSettingValue] {
    carried.filter { !touched.contains(.setting($0.key)) }
  }

  private var details: ConferencingDetails {
    let optional = { (field: TextField) in field.trimmed.isEmpty ? nil : field.trimmed }
    return ConferencingDetails(
      provider: linkProvider ?? recognizedProvider ?? .unknown,
      url: DetailsRules.givenURL(url.text),
      meetingCode: optional(meetingCode),
      accessCode: optional(accessCode),
      pin: optional(pin),
      phones: phones.map(\.trimmed).filter { !$0.isEmpty }.map { completed($0) ?? $0 }
    )
  }

  // MARK: Preparing the choices

  mutating func fill(_ details: ConferencingDetails) {
    url.set(details.url)
    linkProvider =
      [.unknown, recognizedProvider].contains(details.provider) ? nil : details.provider
    meetingCode.set(details.meetingCode ?? "")
    accessCode.set(details.accessCode ?? "")
    pin.set(details.pin ?? "")
    phones = details.phones.map { TextField($0) }
    givenPhones = Set(phones.map(\.trimmed))
  }

  /// Whether nobody has chosen a provider yet.
  private var isProviderOpen: Bool {
    if case .autocreate = current { false } else { !touched.contains(.provider) }
  }

  private mutating func prepareProviders(mayChoose: Bool = true) {
    provider.options = AutocreateProvider.allCases.map { asked in
      .init(asked, label: asked.rawValue, obstacle: Self.obstacle(to: asked, in: context))
    }
    // A choice that nobody made is one that the calendar can carry out.
    guard mayChoose, isProviderOpen else { return }
    let isAble = provider.options.contains { $0.value == provider.selection && $0.obstacle == nil }
    if !isAble, let able = provider.options.first(where: { $0.obstacle == nil }) {
      provider.selection = able.value
    }
  }

  /// Why no meeting of a provider can be made on the calendar at all; `nil` when one can.
  private static func obstacle(
    to provider: AutocreateProvider,
    in context: ConferencingContext
  ) -> String? {
    switch ConferencingRules.hosts(for: provider, in: context) {
    case .unavailable(let reason): reason
    case .own: nil
    case .required(let candidates):
      candidates.contains { $0.obstacle == nil }
        ? nil
        : candidates.first.flatMap { candidate in
          candidate.obstacle?.message(for: candidate.grant, provider: provider)
        }
    }
  }
}
