package import ConferencingCore

/// An edit that was carried out, with the event on both sides of it: what is needed to take it back.
package struct EditStep: Hashable, Sendable, Codable {
  /// What was done.
  package var edit: EventEdit
  /// The event before it; `nil` for a creation.
  package var before: Event?
  /// The event after it, as it looked at once; `nil` for a deletion.
  package var after: Event?
  /// What lists show of it where that is not its event: of a series that is expanded here, the occurrence
  /// that a user had before them.
  package var place: EventPlace?
  /// Whether it brings back as an event of its own what was an occurrence of a series.
  package var leavesSeries: Bool?

  /// Makes a step.
  package init(edit: EventEdit, before: Event?, after: Event?) {
    self.edit = edit
    self.before = before
    self.after = after
  }
}

/// An event where lists show it.
package struct EventPlace: Hashable, Sendable, Codable {
  /// The event.
  package var event: EventID
  /// When it takes place.
  package var time: EventTime

  /// Makes the place of an event.
  package init(_ event: Event) { (self.event, time) = (event.id, event.time) }

  /// The same once a series has another id; itself where it is no occurrence of that.
  package func renaming(_ series: EventID, to new: EventID) -> EventPlace {
    guard event.isOccurrence(of: series) else { return self }
    var place = self
    place.event = EventID(new.rawValue + event.rawValue.dropFirst(series.rawValue.count))
    return place
  }
}

/// Which way through the edits a user goes.
package enum UndoDirection: String, Hashable, Sendable, Codable {
  /// Back: the last edit is taken back.
  case undo
  /// Forth: the last edit that was taken back is carried out again.
  case redo
}

/// What came of undo or redo.
package enum UndoOutcome: Hashable, Sendable {
  /// There is nothing to go back or forth to.
  case nothing
  /// The edit stays as it is, for this reason.
  case impossible(UndoObstacle)
  /// It is done: this was carried out.
  case done(EditStep, link: LinkReturn)
  /// Edits that were made together are done: these were carried out, in this order. What nobody can take
  /// back is left, for these reasons.
  case doneTogether([EditStep], links: [LinkReturn], left: [UndoObstacle] = [])
  /// An import is undone or redone: this many events are as they were before it, or after it.
  case importReversed(events: Int)
}

/// What undoing or redoing an edit means for the meeting link.
package enum LinkReturn: Hashable, Sendable {
  /// Nothing that has to be said: no link was touched, or it is there as it was.
  case asItWas
  /// A link is being created; there was none before.
  case asked(AutocreateProvider)
  /// A new link is being created, for the old one was deleted with its meeting.
  case renewed(AutocreateProvider)
  /// The old link is back, but its meeting may have been deleted with the event.
  case doubtful(ConferencingProvider)
  /// The event is back without its link, which cannot be put on now, for this reason.
  case left(ConferencingProvider, reason: String)
}

/// Why an edit cannot be undone or redone.
package enum UndoObstacle: Error, Hashable, Sendable {
  /// The event is not there any more.
  case gone(title: String)
  /// Others have changed since what the edit had changed.
  case overtaken(title: String)
  /// There was no answer before, and a service does not take an answer back.
  case answered(title: String)
  /// Somebody else called the event: only they can have it again.
  case invited(title: String, by: String)
  /// The event's calendar is not there any more.
  case unknownPlace(title: String)
  /// It cannot be changed now, for this reason.
  case readOnly(String)
  /// The link that it had breaks a rule now; the conferencing form can choose another.
  case rule(String)

  /// Whether it stands in the way for good.
  ///
  /// Such an edit is set aside, so that the edits before it can still be undone.
  package var isPermanent: Bool {
    switch self {
    case .gone, .overtaken, .answered, .invited, .unknownPlace, .rule: true
    case .readOnly: false
    }
  }

  /// Whether it is of this one edit, which others made with it need not wait for where they are of
  /// other events and other series.
  package var concernsOneAlone: Bool {
    switch self {
    case .answered, .invited: true
    case .gone, .overtaken, .unknownPlace, .rule, .readOnly: false
    }
  }

  /// The reason and the remedy, in words.
  package var message: String {
    switch self {
    case .gone(let title):
      "“\(title)” is not there any more: it was deleted elsewhere."
    case .overtaken(let title):
      "“\(title)” was changed elsewhere since: that stays."
    case .answered(let title):
      "The answer to “\(title)” cannot be withdrawn, only changed."
    case .invited(let title, let organizer):
      "“\(title)” is organized by \(organizer), who alone can invite you again."
    case .unknownPlace(let title):
      "The calendar of “\(title)” is not there any more."
    case .readOnly(let reason), .rule(let reason): reason
    }
  }
}
