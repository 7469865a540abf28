import CalendarServices
import LocalCache

/// What ends a refresh: the service or the cache.
enum SyncError: Error {
  case service(ServiceError)
  case cache(CacheError)

  /// The reason and the remedy, in words for a person.
  var message: String {
    switch self {
    case .service(let error): error.message
    case .cache(let error): error.description
    }
  }

  /// Whether asking for something else is of no use either.
  var endsEverything: Bool {
    switch self {
    case .service(.rejected), .service(.notFound), .service(.forbidden): false
    default: true
    }
  }
}
