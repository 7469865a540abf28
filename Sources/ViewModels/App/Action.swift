package import CalendarCore
package import Foundation

/// What happened: a key, an answer, the clock.
package enum Action: Equatable, Sendable {
  /// A key that the key table knows.
  case command(Command)
  /// Text typed or pasted where text is taken.
  case text(String)
  /// A key that nothing is bound to here, by its label, with the commands it stands for elsewhere.
  case unboundKey(String, elsewhere: [Command] = [])
  /// The screen has this many columns and rows now.
  case resized(columns: Int, rows: Int)
  /// The clock shows this.
  case ticked(Date)
  /// The cache holds other data than before.
  case cacheChanged
  /// What is known of accounts, calendars and grants.
  case directoryLoaded(Directory)
  /// A stretch of the agenda, as asked for by ``Effect/loadWindow(_:)``.
  case windowLoaded(WindowRequest, EventWindow)
  /// The cache could not give a stretch of the agenda, for this reason.
  case windowUnreadable(WindowRequest, reason: String)
  /// One event, as asked for by ``Effect/loadEvent(_:)``; `nil` when it is gone.
  case eventLoaded(EventID, Event?, Delivery)
  /// The series of an event, as asked for by ``Effect/loadSeries(_:)``; `nil` for what is of none, or
  /// of one that is not stored here.
  case seriesLoaded(EventID, SeriesOutline?)
  /// What is known of the settings of an event's meeting, as asked for by
  /// ``Effect/loadSettings(_:asksHost:)``; `nil` where its host cannot be asked.
  case settingsLoaded(EventID, KnownSettings?)
  /// The cache could not give an event, for this reason.
  case eventUnreadable(EventID, reason: String)
  /// What was found, as asked for by ``Effect/search(_:around:)``.
  case searched(String, SearchResult)
  /// The cache could not be searched, for this reason.
  case searchFailed(reason: String)
  /// The invitations that wait for an answer, as asked for by ``Effect/loadInvitations``.
  case invitationsLoaded([PendingInvitation])
  /// The people and the places of earlier events, as asked for by ``Effect/loadPeople``.
  case peopleLoaded([KnownPerson], places: [String] = [])
  /// The cache has taken an edit; its occurrence may have another id since.
  case submitted(EventEdit, became: EventID? = nil)
  /// The cache could not take an edit, for this reason.
  case submitFailed(EventEdit, reason: String)
  /// What an action on several events does, as asked for by ``Effect/planBulk(_:_:)``.
  case bulkPlanned(BulkPlan)
  /// Events of a plan have changed since it was asked about, and this is what it does now.
  case bulkOutdated(BulkPlan)
  /// The cache has taken the edits of several events.
  case bulkSubmitted(BulkPlan)
  /// Several events could not be read, or their edits not be stored, for this reason.
  case bulkFailed(reason: String)
  /// The names of files and folders that begin with a text, as asked for by
  /// ``Effect/completePath(_:)``.
  case pathCompleted(String, [String])
  /// What an import would do, as asked for by ``Effect/previewImport(path:_:)``.
  case importPreviewed(ImportSummary)
  /// A file is imported.
  case imported(ImportSummary)
  /// There is a file of this name already, which nobody has agreed to replace.
  case exportExists(String, ExportScope)
  /// So many events are in a file now.
  case exported(Int, path: String)
  /// An event as the text of a calendar file, as asked for by ``Effect/writeOut(_:)``.
  case writtenOut(String)
  /// A file could not be read or written, for this reason.
  case fileFailed(reason: String)
  /// What an audit has found, as asked for by ``Effect/audit``.
  case audited(AuditReport)
  /// There is no audit, for this reason.
  case auditFailed(reason: String)
  /// What sets these findings right is stored.
  case findingsSettled([AuditFinding])
  /// What came of going back or forth by one edit.
  case undone(UndoDirection, UndoOutcome)
  /// The cache could not go back or forth, for this reason.
  case undoFailed(reason: String)
  /// The meetings to join now, as asked for by ``Effect/findMeeting``: several when they start together.
  case meetingsFound([JoinCandidate])
  /// The next meeting with a link, as asked for by ``Effect/loadUpcoming``; `nil` when none comes.
  case upcomingLoaded(EventSummary?)
  /// A QR code, as asked for by ``Effect/encode(_:title:)``.
  case encoded(QRCodeViewModel)
  /// The edits that are not confirmed, as asked for by ``Effect/loadChanges``.
  case changesLoaded([PendingChange])
  /// The cache has taken what was decided of a conflict, and whether undo takes that back: where all of
  /// the edit stands it would take back whatever was edited last.
  case resolved(Int64, isUndoable: Bool)
  /// The cache could not take what was decided of a conflict, for this reason.
  case resolveFailed(Int64, reason: String)
  /// The text editor came back with a text, or with `nil` when it failed.
  case editorClosed(text: String?, problem: String?)
  /// A program has taken a text for the clipboard: this is said.
  case copied(String)
  /// No program has taken a text for the clipboard: the terminal gets it, and this is said then.
  case copyRefused(String, saying: String)
  /// How the configured grants stand, as asked for by ``Effect/loadGrants``.
  case grantsLoaded([GrantStatus])
  /// A sign-in has come so far.
  case signInReached(AccountID, SignInProgress)
  /// A sign-in is done; the grant is of this address.
  case signedIn(AccountID, email: String)
  /// The tokens of a grant are forgotten; the words say what became of them.
  case signedOut(AccountID, String)
  /// Calendars could not be hidden or shown, for this reason.
  case hidingFailed(reason: String)
  /// What the doctor found, as asked for by ``Effect/examine``.
  case examined(Diagnosis)
  /// A refresh began or ended.
  case syncing(Bool)
  /// Something is to be said in the status line.
  case notice(Notice)
}

/// Something to say in the status line.
package struct Notice: Equatable, Sendable {
  /// How it is said.
  package enum Kind: Equatable, Sendable {
    case info
    case problem
  }
  package var kind: Kind
  package var text: String
  /// Makes a notice.
  package init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

/// Which stretch of the agenda to load.
package enum WindowRequest: Equatable, Sendable {
  /// The days about a day; the selection stays where it is if it can.
  case around(Day)
  /// The days about a day, or that day alone where it holds many events; the selection goes to it.
  case day(Day)
  /// The first events there are.
  case first
  /// The last events there are.
  case last
  /// These days, whatever they hold.
  case days(ClosedRange<Day>)
}

/// What is to be done about it, off the loop.
package enum Effect: Equatable, Sendable {
  case loadDirectory
  case loadWindow(WindowRequest)
  case loadEvent(EventID)
  /// Read the series that an event is of.
  case loadSeries(EventID)
  /// Read what is known of the settings of an event's meeting, and have its host asked where wanted.
  case loadSettings(EventID, asksHost: Bool)
  /// Find events by words, those about a day when there are too many.
  case search(String, around: Day)
  /// Read the invitations that wait for an answer.
  case loadInvitations
  /// Read whose names are known.
  case loadPeople
  case submit(EventEdit)
  /// Find out what an action on several events does.
  case planBulk(BulkAction, [EventID])
  /// Store the edits of several events together; where events have changed, plan again instead.
  case submitBulk(BulkPlan)
  /// Find the files and folders whose names begin so.
  case completePath(String)
  /// Find out what an import of a file into a calendar would do.
  case previewImport(path: String, CalendarKey)
  /// Import a file into a calendar.
  case importFile(path: String, CalendarKey)
  /// Write events to a file, in the place of another where that is agreed to.
  case exportFile(path: String, ExportScope, replaces: Bool)
  /// Write an event, or its whole series, as the text of a calendar file, to be copied.
  case writeOut(EventID)
  /// Look at all meeting links, and ask the hosts of made meetings.
  case audit
  /// Nobody waits for that any more.
  case cancelAudit
  /// Store what sets findings right.
  case settleFindings([AuditFinding])
  /// Undo the last edit, or redo the last one that was undone.
  case undo(UndoDirection)
  /// Find the meeting that runs now or comes next.
  case findMeeting
  /// Read which meeting comes next.
  case loadUpcoming
  /// Make a QR code of a text, to be shown under a title.
  case encode(String, title: String)
  /// Read the edits that are not confirmed.
  case loadChanges
  /// Send an edit again now.
  case retryChange(Int64)
  /// Forget an edit.
  case discardChange(Int64)
  /// Do with a conflict as was decided.
  case resolve(Int64, ConflictResolution)
  /// Hide calendars, or show them again.
  case setHidden(Bool, [CalendarKey])
  /// Read how the configured grants stand.
  case loadGrants
  /// Begin to sign in to a grant.
  case beginSignIn(AccountID)
  /// End a sign-in with the address that the browser ended at.
  case finishSignIn(AccountID, redirect: String)
  /// Give up a sign-in.
  case cancelSignIn(AccountID)
  /// Sign out of a grant: its tokens are revoked and forgotten.
  case signOut(AccountID)
  /// Look at every grant and its service.
  case examine
  /// Nobody waits for that any more.
  case cancelExamination
  /// Join an event and its series by this link from now on; `nil` to be asked again.
  case chooseLink(EventID, LinkChoice?)
  case openURL(String)
  /// Put a text on the clipboard; the words name it for the status line.
  case copy(String, what: String)
  /// Send a text to the terminal, for its clipboard.
  case copyToTerminal(String)
  /// Edit a text in the user's own editor.
  case edit(String)
  case sync
  case useTheme(String)
  case redraw
  case suspend
  case quit
}
