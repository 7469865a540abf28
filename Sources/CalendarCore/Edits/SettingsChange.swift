package import ConferencingCore

/// A change of settings of a meeting that is there: only what a user has changed.
package struct SettingsChange: Hashable, Sendable, Codable {
  /// The new values.
  package var values: [String: ConferencingSettingValue]
  /// The values before, as far as they were known: what undo goes back to.
  package var former: [String: ConferencingSettingValue]
  /// Those of ``values`` that nobody wishes for: undo puts back what the host had by itself, and that
  /// is asked for of no other meeting.
  package var unasked: Set<String>
  /// Whose meeting it is for, and by which link; `nil` where any will do.
  package var provider: AutocreateProvider?
  package var link: String?

  /// Makes a change.
  package init(
    values: [String: ConferencingSettingValue],
    former: [String: ConferencingSettingValue] = [:],
    unasked: Set<String> = [],
    provider: AutocreateProvider? = nil,
    link: String? = nil
  ) {
    (self.values, self.former, self.unasked) = (values, former, unasked)
    (self.provider, self.link) = (provider, link)
  }

  /// Whether the meeting of an event is the one that it was made for.
  package func isFor(_ event: Event) -> Bool {
    if let provider, event.autocreated?.provider != provider { return false }
    guard let link else { return true }
    return event.conferencing.isSameMeeting(as: ConferencingDetails(provider: .unknown, url: link))
  }

  /// The settings of a user's wish that are not so already.
  ///
  /// - Parameters:
  ///   - wish: What the user wants, by name.
  ///   - event: The event whose meeting it is.
  ///   - known: What is known of the settings.
  package init(_ wish: ConferencingSettings, of event: Event, known: KnownSettings) {
    let details = event.conferencing.details
    var former: [String: ConferencingSettingValue] = [:]
    for name in wish.values.keys {
      former[name] = known.value(name, of: details) ?? event.autocreated?.settings.values[name]
    }
    self.init(
      values: wish.values.filter { name, value in
        // What was not said a moment ago may be otherwise now, so it is sent.
        !known.isConfirmed || known.value(name, of: details) != value
          || known.sent.values[name] != nil
      },
      former: former,
      provider: event.autocreated?.provider,
      link: details?.url
    )
    self.former = former.filter { values[$0.key] != nil }
  }

  /// The settings whose value before is not known, by their names.
  package var irreversible: [String] { values.keys.filter { former[$0] == nil }.sorted() }

  /// The change that takes this one back.
  ///
  /// - Parameter before: The event before this change, which has what was wished for then.
  /// - Returns: The change back.
  func reversed(before: Event) -> SettingsChange {
    let wishes = before.autocreated?.settings.values ?? [:]
    return SettingsChange(
      values: former,
      former: values,
      unasked: Set(former.keys.filter { wishes[$0] == nil }),
      provider: provider,
      link: link
    )
  }

  /// This change and a later one as one; `nil` when nothing is left of both.
  func merged(with later: SettingsChange) -> SettingsChange? {
    var merged = self
    (merged.provider, merged.link) = (later.provider ?? provider, later.link ?? link)
    for (name, value) in later.values {
      if merged.former[name] == nil, merged.values[name] == nil {
        merged.former[name] = later.former[name]
      }
      merged.values[name] = value
      if later.unasked.contains(name) {
        merged.unasked.insert(name)
      } else {
        merged.unasked.remove(name)
      }
    }
    let back = merged.values.filter { merged.former[$0.key] == $0.value }.map(\.key)
    for name in back { merged.values[name] = nil }
    merged.former = merged.former.filter { merged.values[$0.key] != nil }
    merged.unasked.formIntersection(merged.values.keys)
    return merged.values.isEmpty ? nil : merged
  }
}

extension Autocreate {
  /// The settings that are sent once the meeting is there: its provider takes none with the request
  /// for it.
  ///
  /// Sources: Microsoft Graph v1.0, "onlineMeeting: createOrGet" and "Create event"; Google Calendar
  /// API v3, `conferenceData.createRequest`.
  package var laterSettings: ConferencingSettings {
    switch provider {
    case .zoomMeeting: ConferencingSettings()
    case .googleMeet, .microsoftTeams: settings
    }
  }
}
