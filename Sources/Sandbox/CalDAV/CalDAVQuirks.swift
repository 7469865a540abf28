/// Ways in which servers of CalDAV differ from each other.
package struct CalDAVQuirks: Sendable {
  /// The spelling of addresses in answers.
  package enum Spelling: Sendable {
    /// The path, percent-encoded where it must be.
    case paths
    /// Scheme, server and path.
    case absolute
    /// The path with every character percent-encoded that may be.
    case encoded
  }

  /// Whether `PUT` is answered without an ETag.
  package var putsWithoutETag = false
  /// Whether what is written is changed, as by a server that adds what it knows better.
  package var changesData = false
  /// Whether resources have entity tags at all.
  package var hasTags = true
  /// Whether entity tags are weak ones.
  package var hasWeakTags = false
  /// How many changes are told at once before a list is cut off (507); `nil` for all.
  package var mostChanges: Int?
  /// The status with which a token is refused that is not known.
  package var badTokenStatus = 403
  /// Whether the answer names the condition that does not hold.
  package var namesConditions = true
  /// How addresses are spelled.
  package var spelling = Spelling.paths
  /// Whether resources with attendees have a Schedule-Tag.
  package var hasScheduleTags = true
  /// Whether the server delivers invitations.
  package var schedules = true
  /// Whether a UID can be in one calendar of the user only.
  package var hasUserWideUIDs = false
  /// Whether `If-None-Match` means nothing.
  package var ignoresIfNoneMatch = false
  /// Whether changes are told by tokens (RFC 6578); else by listing all.
  package var supportsSyncCollection = true
  /// Whether a collection has a tag that changes with it.
  package var hasCollectionTags = true
  /// Whether `calendar-query` by text is understood.
  package var findsTexts = true
  /// How many resources one `calendar-multiget` may ask for; more are refused (413).
  package var mostResources = 1_000
  /// The status that leads from the well-known address to the service; `nil` for no such address.
  package var wellKnownStatus: Int? = 301

  /// Whether it is a Nextcloud, which gives out app passwords.
  package var isNextcloud = false

  /// Makes a server without any.
  package init() {}
}
