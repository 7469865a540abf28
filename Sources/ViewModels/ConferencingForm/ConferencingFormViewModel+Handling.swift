import CalendarCore
import ConferencingCore

extension ConferencingFormViewModel {
  /// Types a text into the row with the cursor.
  package mutating func insert(_ text: String) {
    if focus == .url, text.utf8.count > 1, let given = GivenInvitation(text) {
      take(given)
    } else if editsText {
      edit { $0.insert(text) }
    } else if text == " " {
      _ = handle(.nextChoice)
    }
  }

  /// Takes the link and the codes of an invitation that was pasted in place of its link.
  ///
  /// What it does not say stays as it was typed.
  private mutating func take(_ given: GivenInvitation) {
    var details = given.details
    details.meetingCode = details.meetingCode ?? meetingCode.trimmed
    details.accessCode = details.accessCode ?? accessCode.trimmed
    details.pin = details.pin ?? pin.trimmed
    let typed = phones
    let formerlyGiven = givenPhones
    fill(details)
    if details.phones.isEmpty { (phones, givenPhones) = (typed, formerlyGiven) }
    touched.insert(.url)
    read = given.words
  }

  /// Carries out a command on the row with the cursor.
  ///
  /// - Returns: Whether the command means something there.
  package mutating func handle(_ command: Command) -> Bool {
    if editsText {
      var isHandled = false
      edit { isHandled = $0.handle(command) }
      if isHandled { return true }
    }
    switch command {
    case .nextField, .moveDown, .accept: moveFocus(by: 1)
    case .previousField, .moveUp: moveFocus(by: -1)
    case .nextChoice: step(by: 1)
    case .previousChoice: step(by: -1)
    default: return false
    }
    return true
  }

  /// Begins with a fresh link where one can be made, and with no meeting elsewhere.
  mutating func chooseCreation() {
    guard let provider = provider.selected, provider.obstacle == nil else { return }
    choice.selection = .create
  }

  /// Whether the row with the cursor takes text.
  package var editsText: Bool {
    switch focus {
    case .url, .meetingCode, .accessCode, .pin, .phone: true
    case .setting(let name):
      switch chosen {
      case .made: made?.isText(name) ?? false
      case .settings: shared?.isText(name) ?? false
      default: settings.isText(name)
      }
    case .choice, .provider, .host, .linkProvider: false
    }
  }

  private mutating func moveFocus(by step: Int) {
    let rows = fields
    focus = FormFocus.step(from: focus, by: step, in: rows)
    if case .phone = focus { return }
    dropEmptyPhones()
  }

  /// Lets an emptied number go away; called once the cursor has left the numbers.
  mutating func dropEmptyPhones() { phones.removeAll { $0.trimmed.isEmpty } }

  private mutating func step(by step: Int) {
    // Once it is touched no host is chosen by itself, so the one that is shown is taken first.
    var field = hostField
    touched.insert(focus)
    switch focus {
    case .choice: choice.step(by: step)
    case let row where chosen == .settings: shared?.step(row, by: step)
    case .provider: provider.step(by: step)
    case .host:
      field.step(by: step)
      hosts[selectedProvider] = field.selection ?? nil
    case .setting(let name):
      if chosen == .made {
        made?.step(name, by: step)
      } else {
        settings.step(name, by: step)
      }
    case .linkProvider:
      var field = linkProviderField(recognizedProvider)
      field.step(by: step)
      linkProvider = field.selection ?? nil
    case .url, .meetingCode, .accessCode, .pin, .phone: break
    }
  }

  private mutating func edit(_ change: (inout TextField) -> Void) {
    touched.insert(focus)
    switch focus {
    case .url:
      let former = url.text
      change(&url)
      if url.text != former { read = nil }
    case .meetingCode: change(&meetingCode)
    case .accessCode: change(&accessCode)
    case .pin: change(&pin)
    case .phone(let index):
      if index < phones.count {
        change(&phones[index])
      } else {
        var field = TextField()
        change(&field)
        if !field.text.isEmpty { phones.append(field) }
      }
    case .setting(let name) where chosen == .made: made?.edit(name, change)
    case .setting(let name) where chosen == .settings: shared?.edit(name, change)
    case .setting(let name): settings.edit(name, change)
    case .choice, .provider, .host, .linkProvider: break
    }
  }
}
