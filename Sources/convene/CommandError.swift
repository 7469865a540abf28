import LocalCache

/// Why a command did not do what it was asked, and the exit status that says so.
struct CommandError: Error, CustomStringConvertible {
  /// The exit statuses, as `sysexits.h` names them.
  enum Status: Int32 {
    /// There is no such command or option (EX_USAGE).
    case wrongUsage = 64
    /// What was typed breaks a rule, or something of what was read cannot be (EX_DATAERR).
    case badInput = 65
    /// There is no such event, calendar or file (EX_NOINPUT).
    case notFound = 66
    /// The service cannot do it, or cannot be reached (EX_UNAVAILABLE).
    case unavailable = 69
    /// Something that must not happen (EX_SOFTWARE).
    case software = 70
    /// The cache cannot be opened or written (EX_CANTCREAT).
    case cannotWrite = 73
    /// What was to be printed cannot be, or a file could not be read to its end (EX_IOERR).
    case cannotPrint = 74
    /// It is saved here and will be sent later, or can be tried again (EX_TEMPFAIL).
    case later = 75
    /// It is read-only, or the sign-in has expired (EX_NOPERM).
    case notAllowed = 77
    /// The configuration is wrong (EX_CONFIG).
    case configuration = 78
  }

  var status: Status
  var message: String
  var description: String { message }

  init(_ status: Status, _ message: String) {
    self.status = status
    self.message = message
  }
}

extension CommandError {
  /// What an error of the cache is to a command.
  init(_ error: CacheError) {
    let status: Status =
      switch error {
      case .noSuchEvent, .noSuchChange, .noSuchCalendar: .notFound
      case .eventExists, .series, .partOfMove: .badInput
      case .importUndone: .later
      case .damaged, .diskFull, .fileTooLarge, .noPermission, .notOwn, .noLocks, .readOnly,
        .newerSchema, .busy, .failed:
        .cannotWrite
      }
    self.init(status, error.description)
  }
}
