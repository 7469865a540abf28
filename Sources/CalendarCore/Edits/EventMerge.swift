import ConferencingCore

/// A change made here and one made at the service, of the same event, as one.
///
/// Changes of different fields stand together, and so do equal ones. Of a description the words of
/// people are compared; the text of a meeting moves with the meeting, which is taken whole from one
/// side.
package struct EventMerge: Hashable, Sendable {
  /// What is still to be changed of the service's event.
  package let patch: EventPatch
  /// The fields that were changed on both sides, in the order of a form.
  ///
  /// The patch leaves them as the service has them, unless a choice says otherwise.
  package let collisions: [EventField]

  /// Merges two changes.
  ///
  /// - Parameters:
  ///   - patch: What was changed here.
  ///   - base: The event before both changes.
  ///   - theirs: The event as the service has it now.
  ///   - choices: Whose side is taken where they collide.
  ///   - service: What holds the event.
  ///   - isInDoubt: Whether the service may have carried out the patch already.
  package init(
    _ patch: EventPatch,
    base: Event,
    theirs: Event,
    choices: [EventField: ConflictChoice] = [:],
    service: ServiceKind,
    isInDoubt: Bool = false
  ) {
    var mine = base.applying(patch)
    // A place that is but the link follows the link and is no wish of its own.
    if patch.placesLink(on: base) { mine.location = base.location }
    var fields = FieldMerge(choices: choices)
    var draft = EventDraft(theirs)
    for field in EventField.table where field.isChanged(by: patch) && field.field != .description {
      field.merge(base, mine, theirs, into: &draft, with: &fields)
    }
    let link = fields.merge(patch.conferencing, base, theirs, isInDoubt: isInDoubt)
    draft.location = LinkPlace.location(
      draft.location,
      of: theirs.conferencing,
      with: link,
      on: service
    )
    // A link that goes takes its text along, also one that came after the patch was made.
    let isTextOurs =
      link == patch.conferencing && (link == .keep || patch.description != nil)
      && theirs.description.utf8.elementsEqual(base.description.utf8)
    if isTextOurs {
      draft.description = mine.description
    } else {
      let words = fields.merge(
        .description,
        base.words,
        mine.words,
        theirs.words,
        both: { mine, theirs in
          // Newlines are not seen in HTML.
          let isHTML = [mine, draft.description].contains(where: HTMLText.looksLikeHTML)
          return FieldMerge.joined(mine, theirs, isHTML ? "<br><br>" : "\n\n")
        }
      )
      draft.description = theirs.description(withWords: words)
    }
    collisions = EventField.allCases.filter(fields.collisions.contains)
    var merged: EventPatch
    if isTextOurs {
      merged = EventPatch(from: theirs, to: draft)
      merged.conferencing = link
    } else {
      merged = EventEditor.patch(
        from: theirs,
        to: draft,
        conferencing: link,
        service: service
      )
    }
    // An exception follows its series, whatever else was changed of it.
    if patch.occurrence != theirs.occurrence { merged.occurrence = patch.occurrence }
    // Settings are the host's, whom no change of the event concerns; without a link there are none.
    if theirs.conferencing != .none { merged.settings = patch.settings }
    self.patch = merged
  }
}
