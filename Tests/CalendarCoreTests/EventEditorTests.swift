import CalendarCore
import ConferencingCore
import Foundation
import TestSupport
import Testing

@Suite struct EventEditorTests {
  private let time = EventTime.timed(
    start: Date(timeIntervalSince1970: 1_700_000_000),
    end: Date(timeIntervalSince1970: 1_700_003_600),
    zone: "Europe/Berlin"
  )
  private let jitsi = ConferencingDetails(
    provider: ConferencingProvider("Jitsi Meet"),
    url: "https://meet.jit.si/Room",
    accessCode: "s3cret"
  )
  private let ask = Autocreate(
    provider: .zoomMeeting,
    hostGrant: GrantID("z"),
    settings: ConferencingSettings(["waiting_room": .flag(true)])
  )

  private func draft(_ description: String = "mine") -> EventDraft {
    EventDraft(
      account: AccountID("work"),
      calendar: CalendarID("c"),
      title: "Plan",
      time: time,
      description: description
    )
  }

  private func event(
    _ description: String,
    own: String? = nil,
    _ conferencing: Conferencing = .none
  ) -> Event {
    Event(
      id: EventID("e"),
      remoteID: RemoteEventID("r"),
      account: AccountID("work"),
      calendar: CalendarID("c"),
      title: "Plan",
      time: time,
      description: description,
      ownDescription: own,
      conferencing: conferencing
    )
  }

  private func patch(
    _ event: Event,
    editing description: String? = nil,
    _ change: ConferencingChange,
    service: ServiceKind = .nylas
  ) -> EventPatch {
    var draft = EventDraft(event)
    if let description { draft.description = description }
    return EventEditor.patch(from: event, to: draft, conferencing: change, service: service)
  }

  // MARK: Creating

  @Test func createKeepsADraftWithoutAMeeting() {
    for change in [ConferencingChange.keep, .strip] {
      let made = EventEditor.create(draft: draft(), conferencing: change, service: .nylas)
      #expect(made == (draft(), .keep))
    }
    let made = EventEditor.create(draft: draft(), conferencing: .autocreate(ask), service: .nylas)
    #expect(made == (draft(), .autocreate(ask)))
  }

  @Test func createWritesTheBlockThatTheServiceNeedsAndTidiesValues() {
    let typed = ConferencingDetails(
      provider: ConferencingProvider("Jitsi Meet"),
      url: " meet.jit.si/Room ",
      meetingCode: "  ",
      accessCode: " s3cret\u{202C}",
      pin: "",
      phones: ["", " \u{202A}+1 609 555 0123\u{202C} "]
    )
    var tidy = jitsi
    tidy.phones = ["+1 609 555 0123"]
    let made = EventEditor.create(draft: draft(), conferencing: .details(typed), service: .nylas)
    #expect(made.change == .details(tidy))
    #expect(made.draft.description == InvitationBlock.appended(to: "mine", tidy))
    let local = EventEditor.create(draft: draft(), conferencing: .details(typed), service: .local)
    #expect(local == (draft(), .details(tidy)))
  }

  @Test func aFreshEventLooksAsItWillBe() {
    let id = EventID("new")
    let plain = Event(creating: id, draft: draft(), conferencing: .keep)
    #expect(
      plain.id == id && plain.remoteID == nil && plain.title == "Plan"
        && plain.description == "mine"
    )
    #expect(plain.conferencing == .none && plain.ownDescription == nil)
    let asked = Event(creating: id, draft: draft(), conferencing: .autocreate(ask))
    #expect(asked.conferencing == .autocreate(ask) && asked.ownDescription == "mine")
    #expect(asked.conferencingState == .pending)
    let made = EventEditor.create(draft: draft(), conferencing: .details(jitsi), service: .nylas)
    let linked = Event(creating: id, draft: made.draft, conferencing: made.change)
    #expect(linked.conferencing == .details(jitsi) && linked.ownDescription == "mine")
  }

  // MARK: Changing

  @Test func patchHoldsOnlyWhatChanged() {
    let event = event("mine", .details(jitsi))
    #expect(patch(event, .keep).isEmpty)
    var draft = EventDraft(event)
    draft.title = "New"
    #expect(
      EventEditor.patch(from: event, to: draft, conferencing: .keep, service: .nylas)
        == EventPatch(title: "New")
    )
    #expect(patch(event, editing: "new words", .keep) == EventPatch(description: "new words"))
  }

  @Test func theBlockStaysWhenAllWordsAreReplaced() {
    let event = event(InvitationBlock.appended(to: "mine", jitsi), own: "mine", .details(jitsi))
    let all = InvitationBlock.appended(to: "all new", jitsi)
    #expect(patch(event, editing: "all new", .keep) == EventPatch(description: all))
    #expect(patch(event, editing: "all new", .strip).description == "all new")
    let around = InvitationBlock.appended(to: "mine too", jitsi)
    #expect(patch(event, editing: around, .keep) == EventPatch(description: around))
  }

  @Test func stripCutsTheTextInTheSamePatch() {
    let known = event("mine  \n\n" + ProviderTexts.meet, own: "mine  ")
    #expect(patch(known, .strip) == EventPatch(description: "mine  ", conferencing: .strip))
    let unknown = event("mine\n\n" + ProviderTexts.zoom)
    #expect(patch(unknown, .strip) == EventPatch(description: "mine", conferencing: .strip))
    #expect(patch(event("mine"), .strip) == EventPatch(conferencing: .strip))
  }

  @Test func stripWorksOnTheEditedText() {
    let known = event("mine\n\n" + ProviderTexts.teams, own: "mine")
    let above = patch(known, editing: "MINE \n\n" + ProviderTexts.teams, .strip)
    #expect(above.description == "MINE ")
    let below = patch(known, editing: "mine\n\n" + ProviderTexts.teams + "\n\nPS", .strip)
    #expect(below.description == "mine\n\nPS")
    let rewritten = patch(known, editing: "all new", .strip)
    #expect(rewritten == EventPatch(description: "all new", conferencing: .strip))
  }

  @Test func aNewMeetingReplacesTheTextOfTheOld() {
    let old = event("mine\n\n" + ProviderTexts.meet, own: "mine")
    #expect(
      patch(old, .autocreate(ask))
        == EventPatch(description: "mine", conferencing: .autocreate(ask))
    )
    let linked = patch(old, .details(jitsi))
    #expect(linked.description == InvitationBlock.appended(to: "mine", jitsi))
    let local = patch(old, .details(jitsi), service: .local)
    #expect(local == EventPatch(description: "mine", conferencing: .details(jitsi)))
  }

  @Test func changingALinkReplacesItsBlock() {
    let made = EventEditor.create(draft: draft(), conferencing: .details(jitsi), service: .nylas)
    let first = Event(creating: EventID("e"), draft: made.draft, conferencing: made.change)
    var other = jitsi
    other.accessCode = "other"
    let patch = patch(first, .details(other))
    #expect(patch.description == InvitationBlock.appended(to: "mine", other))
    #expect(self.patch(first.applying(patch), .strip).description == "mine")
    // The same once more changes nothing of the text.
    #expect(self.patch(first, .details(jitsi)).description == nil)
  }

  @Test func applyingShowsTheEventAsItWillLook() {
    var old = event("mine\n\nold", own: "mine")
    old.conferencingFailure = "refused"
    var patch = EventPatch(
      title: "T",
      location: "L",
      description: "x",
      visibility: .private,
      isBusy: false
    )
    patch.time = .allDay(first: Day(daysSinceEpoch: 1), last: Day(daysSinceEpoch: 2))
    patch.participants = [Participant(email: "a@acme.example")]
    let kept = old.applying(patch)
    #expect(
      kept.title == "T" && kept.location == "L" && kept.visibility == .private && !kept.isBusy
    )
    #expect(kept.time == patch.time && kept.participants == patch.participants)
    #expect(kept.conferencingFailure == "refused" && kept.ownDescription == nil)
    for change in [ConferencingChange.strip, .autocreate(ask), .details(jitsi)] {
      #expect(old.applying(EventPatch(conferencing: change)).conferencingFailure == nil)
    }
    let asked = old.applying(EventPatch(description: "mine", conferencing: .autocreate(ask)))
    #expect(asked.ownDescription == "mine" && asked.conferencing == .autocreate(ask))
    let stripped = old.applying(EventPatch(description: "mine", conferencing: .strip))
    #expect(stripped.ownDescription == nil && stripped.conferencing == .none)
  }

  @Test(arguments: [
    ("new words\n\nTAIL", "new words"), ("\n\nTAIL", ""), ("mine", nil), ("mine\n\nTAIL.", nil),
  ])
  func ownTextFollowsAnEditAboveTheTail(edited: String, own: String?) {
    let old = event("mine\n\nTAIL", own: "mine")
    #expect(old.applying(EventPatch(description: edited)).ownDescription == own)
  }

  // MARK: Reconciling

  @Test func aFirstReadIsCompletedFromItsBlock() {
    let incoming = event(InvitationBlock.appended(to: "mine", jitsi))
    let read = EventEditor.reconciled(incoming: incoming, cached: nil)
    #expect(read.conferencing == .details(jitsi))
    #expect(read.id == incoming.id)
  }

  @Test func keepsTheIdAndTheKnownText() {
    var cached = event("mine", own: "mine", .autocreate(ask))
    cached.id = EventID("ours")
    let link = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/812")
    let incoming = event("mine\n\n" + ProviderTexts.zoom, .details(link))
    let read = EventEditor.reconciled(incoming: incoming, cached: cached)
    #expect(read.id == EventID("ours") && read.ownDescription == "mine")
    #expect(read.conferencing == .details(link) && read.conferencingState == .ready)
    #expect(patch(read, .strip).description == "mine")
    let rewritten = EventEditor.reconciled(incoming: event("other", .details(link)), cached: cached)
    #expect(rewritten.ownDescription == nil)
  }

  @Test func apendingLinkStaysPendingWithWhatWasAsked() {
    let cached = event("mine", own: "mine", .autocreate(ask))
    let incoming = event("mine", .autocreate(Autocreate(provider: .zoomMeeting)))
    let read = EventEditor.reconciled(incoming: incoming, cached: cached)
    #expect(read.conferencing == .autocreate(ask) && read.conferencingState == .pending)
    let other = Conferencing.autocreate(Autocreate(provider: .googleMeet))
    #expect(
      EventEditor.reconciled(incoming: event("mine", other), cached: cached).conferencing == other
    )
  }

  /// What a service has been seen to answer while the meeting does not exist yet.
  @Test(arguments: [
    Conferencing.none, .details(ConferencingDetails(provider: .zoomMeeting, url: "")),
  ])
  func aLinkThatIsNotShownYetIsPending(shown: Conferencing) {
    var cached = event("mine", own: "mine", .autocreate(ask))
    cached.autocreated = ask
    var read = EventEditor.reconciled(incoming: event("mine", shown), cached: cached)
    #expect(read.conferencing == .autocreate(ask) && read.conferencingState == .pending)
    #expect(read.autocreated == ask)
    // Given up, it stays so on the next read, and a retry clears it.
    read.conferencingFailure = EventEditor.notCreated(ask)
    #expect(read.conferencingFailure?.contains("Zoom Meeting link. Ask for it again") == true)
    #expect(EventEditor.reconciled(incoming: event("mine", shown), cached: read) == read)
    #expect(read.applying(patch(read, .autocreate(ask))).conferencingState == .pending)
    // The link clears it as well.
    let link = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/812")
    let late = EventEditor.reconciled(incoming: event("mine", .details(link)), cached: read)
    #expect(late.conferencing == .details(link) && late.conferencingState == .ready)
    #expect(late.autocreated == ask)
  }

  @Test func aLinkThatSomebodyElseAskedForIsNotOurs() {
    let cached = event("mine", .autocreate(ask))
    let read = EventEditor.reconciled(incoming: event("mine"), cached: cached)
    #expect(read.conferencing == .none && read.conferencingState == .none)
    #expect(read.autocreated == nil)
    let alone = Conferencing.details(ConferencingDetails(provider: .zoomMeeting, url: ""))
    #expect(
      EventEditor.reconciled(incoming: event("mine", alone), cached: cached).conferencing == alone
    )
  }

  @Test func followsTheServiceOtherwise() {
    let cached = event("mine", .details(jitsi))
    #expect(EventEditor.reconciled(incoming: event("mine"), cached: cached).conferencing == .none)
    let read = Conferencing.autocreate(Autocreate(provider: .googleMeet))
    #expect(EventEditor.reconciled(incoming: event("x", read), cached: nil).conferencing == read)
  }
}
