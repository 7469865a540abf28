import ConferencingCore

extension EventFormViewModel {
  /// Takes what the event is by now wherever the person has not touched the form.
  ///
  /// - Parameters:
  ///   - now: The event as it was just read.
  ///   - original: The form as it began.
  /// - Returns: The form as it would begin now; `nil` when the event is the same as before.
  mutating func follow(_ now: Event, from original: EventFormViewModel) -> EventFormViewModel? {
    guard let before = event, now != before,
      let fresh = EventFormViewModel(
        event: now,
        directory: directory,
        zone: viewerZone,
        now: today.start(in: viewerZone)
      )
    else { return nil }
    for field in [\Self.title, \.location, \.participants]
    where self[keyPath: field].text == original[keyPath: field].text {
      self[keyPath: field].replace(with: fresh[keyPath: field].text)
    }
    if description.text.utf8.elementsEqual(original.description.text.utf8) {
      description.replace(with: now.description)
    } else {
      let words = EventEditor.rebased(description.text, from: before, onto: now)
      description.replace(with: words, staysAtEnd: false)
    }
    if visibility == original.visibility { visibility = fresh.visibility }
    if isBusy == original.isBusy { isBusy = fresh.isBusy }
    if keepsTime { takeTime(of: fresh) }
    conferencing.follow(
      now.conferencing,
      isRetry: conferencing.isRetry,
      in: fresh.conferencing.context
    )
    event = now
    filled = fresh.filled
    if !fields.contains(where: { $0.id == focus }) { focus = .title }
    return fresh
  }

  private mutating func takeTime(of fresh: EventFormViewModel) {
    guard fresh.timeEntry != timeEntry else { return }
    (isAllDay, length, zone) = (fresh.isAllDay, fresh.length, fresh.zone)
    daysAfterFirst = fresh.daysAfterFirst
    (startDay, startTime) = (fresh.startDay, fresh.startTime)
    (endDay, endTime) = (fresh.endDay, fresh.endTime)
  }
}
