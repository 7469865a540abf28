package import ConferencingCore
package import Foundation

/// A meeting whose settings can be read and changed at its host.
package struct MeetingAddress: Hashable, Sendable, Codable {
  /// Who made it.
  package var provider: AutocreateProvider
  /// The grant that owns it, to which Convene is signed in by itself.
  package var host: GrantID
  /// What the host knows it by: at Zoom its number, at Teams the id of the online meeting or, of a
  /// meeting that an event made, the join link, at Meet the code.
  package var id: String

  /// Makes an address.
  package init(provider: AutocreateProvider, host: GrantID, id: String) {
    (self.provider, self.host, self.id) = (provider, host, id)
  }

  /// The address of the meeting that Convene had made for an event; `nil` while there is no link, for a
  /// meeting that Convene did not have made, and for one that only another service's application could
  /// ask for.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - own: The grant of the event's account.
  package init?(of event: Event, own: Grant?) {
    guard case .details(let details) = event.conferencing, details.isReady else { return nil }
    if let meeting = event.meeting {
      self.init(
        provider: meeting.provider,
        host: meeting.host,
        // Convene knows a Meet by the event that carries it; the settings are those of the code.
        id: meeting.provider == .googleMeet ? Self.code(of: details) : meeting.id
      )
      return
    }
    guard let asked = event.autocreated, let own, own.isDirect,
      own.provider.ownProvider == asked.provider, asked.hostGrant ?? own.id == own.id
    else { return nil }
    self.init(
      provider: asked.provider,
      host: own.id,
      id: asked.provider == .googleMeet ? Self.code(of: details) : details.url
    )
  }

  private static func code(of details: ConferencingDetails) -> String {
    LinkRecognition.recognize(details.url)?.meetingCode ?? details.meetingCode ?? details.url
  }
}

/// A meeting as its host has it now.
package struct MeetingReading: Hashable, Sendable {
  /// The settings that the host tells of, by their names.
  package var settings: ConferencingSettings
  /// The link with its codes; `nil` where the host does not tell.
  package var details: ConferencingDetails?

  /// Makes a reading.
  package init(settings: ConferencingSettings, details: ConferencingDetails? = nil) {
    (self.settings, self.details) = (settings, details)
  }
}

/// What is known of the settings of a meeting: what its host said, apart from what was sent to it.
///
/// What was read is never sent back. The passcode is not among what was read: the link has it.
package struct KnownSettings: Hashable, Sendable {
  /// What the host said last; `nil` when it was never asked.
  package var read: ConferencingSettings?
  /// When it said so.
  package var readAt: Date?
  /// What was sent and not found in what the host said since.
  package var sent: ConferencingSettings
  /// When something was sent last.
  package var sentAt: Date?
  /// Why the host could not be asked last; `nil` when it could.
  package var problem: String?

  /// Makes what is known; without arguments, nothing is.
  package init(
    read: ConferencingSettings? = nil,
    readAt: Date? = nil,
    sent: ConferencingSettings = ConferencingSettings(),
    sentAt: Date? = nil,
    problem: String? = nil
  ) {
    (self.read, self.readAt, self.sent) = (read, readAt, sent)
    (self.sentAt, self.problem) = (sentAt, problem)
  }

  /// Whether the host has said what holds since something was sent to it, and could be asked last.
  package var isConfirmed: Bool {
    guard let readAt, problem == nil else { return false }
    return sentAt.map { $0 <= readAt } ?? true
  }

  /// What is known once settings were sent.
  package func sending(_ values: ConferencingSettings, at date: Date) -> KnownSettings {
    var known = self
    known.sent.values.merge(values.values) { $1 }
    known.sentAt = date
    return known
  }

  /// What is known once the host has said what the settings are.
  package func reading(_ reading: MeetingReading, at date: Date) -> KnownSettings {
    var known = self
    known.read = reading.settings
    let passcode = known.read?.values.removeValue(forKey: ConferencingSetting.passcode)
    let code = passcode ?? reading.details?.accessCode.map { .text($0) }
    (known.readAt, known.problem) = (date, nil)
    known.sent.values = known.sent.values.filter { name, value in
      (name == ConferencingSetting.passcode ? code : reading.settings.values[name]) != value
    }
    return known
  }

  /// The value that the host is known to have; `nil` when that is not known.
  ///
  /// - Parameters:
  ///   - name: The setting.
  ///   - details: The link of the meeting, which has the passcode.
  /// - Returns: The value.
  package func value(_ name: String, of details: ConferencingDetails?) -> ConferencingSettingValue?
  {
    guard name != ConferencingSetting.passcode else {
      return details?.accessCode.map { .text($0) }
    }
    return isConfirmed ? read?.values[name] : nil
  }
}

/// A setting of a meeting, and how sure its value is.
package struct SettingState: Hashable, Sendable, Identifiable {
  /// How sure the value is.
  package enum Certainty: String, Hashable, Sendable {
    /// The host said so after the last change.
    case confirmed
    /// It was asked for, and the host has not said yet that it is so.
    case unconfirmed
    /// The host has another value than was asked for.
    case overruled
    /// It was asked for, and the host cannot be asked what it has.
    case wished
    /// Nobody has asked for a value, and the host said none.
    case unknown
  }

  /// The setting.
  package var setting: ConferencingSetting
  /// The value that holds, or that was asked for; `nil` when it is as the provider sets it.
  package var value: ConferencingSettingValue?
  /// What was asked for, where the host has something else.
  package var asked: ConferencingSettingValue?
  /// How sure it is.
  package var certainty: Certainty
  /// Its identity.
  package var id: String { setting.name }

  /// The value as people read it, with how sure it is.
  ///
  /// - Parameter provider: Whose meeting it is.
  /// - Returns: The words.
  package func words(of provider: AutocreateProvider) -> String {
    guard let value else { return "default" }
    let text = setting.text(of: value)
    switch certainty {
    case .confirmed, .unknown: return text
    case .unconfirmed: return "\(text), not confirmed yet"
    case .wished: return "\(text), as asked for"
    case .overruled:
      let wish = asked.map(setting.text(of:)) ?? ""
      return "\(text): asked for \(wish), and \(provider.rawValue) has it otherwise"
    }
  }

  /// The settings of the meeting of an event, in the order of a form.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - provider: Whose meeting it is.
  ///   - known: What is known of them; `nil` where the host cannot be asked.
  /// - Returns: One for each setting of the provider.
  package static func all(
    of event: Event,
    by provider: AutocreateProvider,
    _ known: KnownSettings?
  ) -> [SettingState] {
    let details = event.conferencing.details
    let wishes = event.autocreated?.settings.values ?? [:]
    guard let known else {
      return ConferencingSetting.all(of: provider).map { setting in
        let wish = wishes[setting.name]
        let certainty: Certainty = wish == nil ? .unknown : .wished
        return SettingState(setting: setting, value: wish, certainty: certainty)
      }
    }
    return ConferencingSetting.all(of: provider).map { setting in
      let name = setting.name
      let sent = known.sent.values[name]
      let read = known.value(name, of: details)
      if let read, known.isConfirmed || name == ConferencingSetting.passcode {
        guard let sent, sent != read else {
          return SettingState(setting: setting, value: read, certainty: .confirmed)
        }
        return known.isConfirmed
          ? SettingState(setting: setting, value: read, asked: sent, certainty: .overruled)
          : SettingState(setting: setting, value: sent, certainty: .unconfirmed)
      }
      // What the host does not tell stays as it was asked for.
      let value = sent ?? wishes[name] ?? known.read?.values[name]
      let certainty: Certainty = value == nil ? .unknown : .unconfirmed
      return SettingState(setting: setting, value: value, certainty: certainty)
    }
  }
}
