package import ConferencingCore
package import Foundation

/// The whole program as a value: the agenda, and the screens that lie on it.
///
/// ``handle(_:)`` takes what happened and answers what is to be done about it; nothing here reads
/// a clock, a disk or a terminal.
package struct AppViewModel: Equatable, Sendable {
  /// A screen that lies on the agenda.
  package enum Screen: Equatable, Sendable {
    case detail(EventDetailViewModel)
    case eventForm(EventFormScreen)
    case conferencingForm(ConferencingScreen)
    case confirmation(ConfirmationViewModel)
    case menu(MenuViewModel)
    case reading(ReadingViewModel)
    /// The edits that are not confirmed, as ``AppViewModel/changes`` has them.
    case changes
    case conflict(ConflictViewModel)
    /// Calendars and accounts, as ``AppViewModel/accounts`` has them.
    case accounts
    case signIn(SignInViewModel)
  }

  /// The list under everything.
  package internal(set) var agenda: AgendaViewModel
  /// The screens on it, the topmost last.
  package internal(set) var screens: [Screen] = []
  /// The selected event beside the list, where the screen is wide enough.
  package internal(set) var preview: EventDetailViewModel?
  /// The search of the agenda, while there is one.
  package internal(set) var search: SearchViewModel?
  /// The line at the foot.
  package internal(set) var status = StatusLineViewModel()
  /// Accounts, calendars and grants.
  package internal(set) var directory = Directory()
  /// The edits that their services have not confirmed.
  package internal(set) var changes = ChangesViewModel()
  /// How the configured grants stand.
  package internal(set) var grants: [GrantStatus] = []
  /// The screen of calendars and accounts.
  package internal(set) var accounts = AccountsViewModel()
  /// The time.
  package internal(set) var now: Date
  /// The zone of the person's wall clock.
  package let zone: TimeZone
  /// The columns and rows of the screen.
  package internal(set) var columns = 80
  package internal(set) var rows = 24
  /// The themes there are, and the one in use.
  package var themes: [String] = []
  package var theme = ""
  /// The lines of help for a place, from the key table.
  package var helpRows: [CommandContext: [ReadingViewModel.Row]] = [:]

  /// What is to be opened as soon as the event it needs is loaded.
  var opening: Opening?
  /// Whether an edit is being undone or redone.
  var isReversing = false
  /// The links that are being created for edits of this session.
  var awaitedLinks: [EventID: AwaitedLink] = [:]
  /// The refusals that were said already.
  var refusals: [EventID: String] = [:]
  /// Makes ids of new events; a value, so that tests know them.
  var newIDs: NewIDs

  /// Makes the program with an empty agenda.
  package init(now: Date, zone: TimeZone, newIDs: NewIDs) {
    self.now = now
    self.zone = zone
    self.newIDs = newIDs
    agenda = AgendaViewModel(now: now, zone: zone)
  }

  /// What is to be loaded when the program starts.
  package var initialEffects: [Effect] { [.loadDirectory, .loadWindow(.day(agenda.today))] }

  /// Where a key is pressed now.
  package var context: CommandContext {
    switch screens.last {
    case nil: isTypingSearch ? .search : .agenda
    case .detail: .detail
    case .eventForm, .conferencingForm: .form
    case .confirmation, .menu: .dialog
    case .reading: .reading
    case .changes: .changes
    case .conflict: .conflict
    case .accounts: .accounts
    case .signIn(let screen): screen.isTyping ? .address : .signIn
    }
  }

  /// Whether printable keys are text now.
  package var takesText: Bool {
    switch screens.last {
    case .eventForm(let screen): screen.form.editsText
    case .conferencingForm(let screen): screen.form.editsText
    case .signIn(let screen): screen.isTyping
    case nil: isTypingSearch
    default: false
    }
  }

  /// Whether a text that is pasted is taken, although keys may be commands.
  package var takesPaste: Bool {
    if case .signIn(let screen) = screens.last { return screen.takesRedirect }
    return takesText
  }

  /// Whether an edit is being saved or undone, or what was asked for is about to be there: until
  /// then nobody knows what the next key is about.
  package var isWaiting: Bool {
    if isTypingSearch { return false }
    if opening != nil || isReversing || agenda.isSeeking || search?.goal != nil { return true }
    return switch screens.last {
    case .eventForm(let screen): screen.form.isSaving
    case .conferencingForm(let screen): screen.isSaving
    case .conflict(let conflict): conflict.isSaving
    default: false
    }
  }

  /// Whether something is shown that changes by the second: words that go away, the end of a code.
  package var isCountingDown: Bool {
    if status.notice != nil { return true }
    if case .signIn(let screen) = screens.last, case .device = screen.step { return true }
    return false
  }

  /// Whether a printable key is text here: in a text field, on a choice that the space bar turns,
  /// or as the letter of an item of a list.
  package func wantsText(_ key: String) -> Bool {
    switch screens.last {
    case .eventForm, .conferencingForm: takesText || key == " "
    case .menu(let menu): menu.item(forKey: key) != nil
    case .signIn(let screen): takesText || screen.beginsAddress(key)
    case nil: isTypingSearch
    default: false
    }
  }

  /// The event that commands are about.
  var subject: EventID? {
    for screen in screens.reversed() {
      if case .detail(let detail) = screen { return detail.id }
    }
    return agenda.selectedEvent?.id
  }

  /// What is to be opened once its event is there.
  enum Opening: Equatable, Sendable {
    case edit(EventID)
    case conferencing(EventID)
    case delete(EventID)
    case join(EventID)
    case copyLink(EventID)
    case copyInvitation(EventID)
    case respond(EventID)

    var event: EventID {
      switch self {
      case .edit(let id), .conferencing(let id), .delete(let id), .join(let id),
        .copyLink(let id), .copyInvitation(let id), .respond(let id):
        id
      }
    }
  }
}

/// The event form on the screen, and the form as it began.
package struct EventFormScreen: Equatable, Sendable {
  package var form: EventFormViewModel
  var original: EventFormViewModel
  init(_ form: EventFormViewModel) {
    self.form = form
    original = form
  }
}

/// The conferencing form on the screen, and the event it is about.
package struct ConferencingScreen: Equatable, Sendable {
  package var form: ConferencingFormViewModel
  /// The event as it was read last.
  package internal(set) var event: Event
  package var isSaving = false
  var original: ConferencingFormViewModel
  init(_ form: ConferencingFormViewModel, event: Event) {
    self.form = form
    self.event = event
    original = form
  }
}

/// A sequence of ids for new events.
package struct NewIDs: Equatable, Sendable {
  private var generator: SplitMix64
  /// Makes a sequence; one begun with entropy never meets another.
  package init(seed: UInt64) { generator = SplitMix64(state: seed) }

  /// The next id: 32 hexadecimal digits.
  mutating func next() -> EventID {
    let words = (0..<2).map { _ in generator.next() }
    return EventID(
      words.map { word in
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
      }.joined()
    )
  }
}

/// A small generator whose state is a value.
///
/// Source: Sebastiano Vigna, "splitmix64.c".
private struct SplitMix64: Equatable, Sendable {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
