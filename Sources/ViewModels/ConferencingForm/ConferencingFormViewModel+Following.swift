import CalendarCore
import ConferencingCore

extension ConferencingFormViewModel {
  /// Takes what is on the event by now; what a user has chosen or typed stays.
  mutating func follow(_ current: Conferencing, isRetry: Bool, in context: ConferencingContext) {
    guard current != self.current || isRetry != self.isRetry else { return }
    var fresh = Self(context: context, current: current, isRetry: isRetry)
    if wanted == initial || wanted == offered {
      if fresh.chosen != .link { fresh.takeLink(of: self) }
      if fresh.chosen != .create { fresh.takeRequest(of: self) }
      (fresh.touched, fresh.isSaveAttempted) = (touched, isSaveAttempted)
      if fresh.fields.contains(where: { $0.id == focus }) { fresh.focus = focus }
      self = fresh
    } else {
      (self.current, self.isRetry, self.context) = (current, isRetry, context)
      (initial, carried) = (fresh.initial, fresh.carried)
    }
  }

  /// Proposes a meeting that a line of quick add asks for; what the user has chosen stays.
  mutating func propose(provider asked: AutocreateProvider?, link: String?) {
    guard touched.isEmpty else { return }
    if let link {
      url.set(link)
      choice.selection = .link
    } else if let asked {
      provider.selection = asked
      choice.selection = .create
    } else {
      choice.selection = Choice.none
    }
  }

  private mutating func takeLink(of other: Self) {
    (url, linkProvider, phones) = (other.url, other.linkProvider, other.phones)
    (meetingCode, accessCode, pin) = (other.meetingCode, other.accessCode, other.pin)
  }

  private mutating func takeRequest(of other: Self) {
    (provider.selection, hosts) = (other.provider.selection, other.hosts)
    (settingChoices, settingTexts) = (other.settingChoices, other.settingTexts)
  }
}
