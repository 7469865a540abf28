package import ConferencingCore

/// How long the texts of an event may be, in Unicode scalars: that is what services count.
///
/// Source: Nylas v3 Events API, `event_title` and `event_location`; Google and Microsoft take no
/// less.
package enum EventLimits {
  /// The most scalars of a title.
  package static let title = 1_024
  /// The most scalars of a location.
  package static let location = 255

  /// What is wrong with the length of a title, in words; `nil` when nothing is.
  package static func titleProblem(_ text: String) -> String? {
    excess(text, over: title).map {
      "The title has \($0) characters, the service takes \(title). Shorten it."
    }
  }

  /// What is wrong with the length of a location, in words; `nil` when nothing is.
  package static func locationProblem(_ text: String) -> String? {
    excess(text, over: location).map {
      "The location has \($0) characters, the service takes \(location). "
        + "Shorten it, or move it to the description."
    }
  }

  /// What is wrong with the length of a description, in words; `nil` when nothing is.
  ///
  /// - Parameters:
  ///   - text: The whole of it, as it will be sent.
  ///   - provider: What the calendar's account is signed in to.
  /// - Returns: The count, the limit and the remedy.
  package static func descriptionProblem(_ text: String, on provider: GrantProvider?) -> String? {
    guard let provider, let limit = provider.descriptionLimit else { return nil }
    return excess(text, over: limit).map {
      "The description has \($0) characters, \(provider.displayName) takes \(limit). Shorten it."
    }
  }

  /// What is wrong with reminders, in words with the remedy; `nil` when nothing is.
  ///
  /// Source: Microsoft Graph, `event`: `isReminderOn` and `reminderMinutesBeforeStart`.
  package static func remindersProblem(_ reminders: Reminders, on service: ServiceKind) -> String? {
    guard service.has(.singleReminder), let list = reminders.list,
      list.count > 1 || list.contains(where: \.isMail)
    else { return nil }
    return "An event at \(service.displayName) has one reminder, which is shown and not mailed. "
      + "Choose one time before the event."
  }

  /// The number of scalars when it is over a limit.
  private static func excess(_ text: String, over limit: Int) -> Int? {
    // A scalar takes a byte at least.
    guard text.utf8.count > limit else { return nil }
    let count = text.unicodeScalars.count
    return count > limit ? count : nil
  }
}
