import CalendarServices
import LocalCache

/// What ends a refresh: the service or the cache.
enum SyncError: Error {
  case service(ServiceError)
  case cache(CacheError)

  /// The reason and the remedy, in words for a user.
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

/// Asks a service.
func asking<Value>(
  _ body: () async throws(ServiceError) -> Value
) async throws(SyncError) -> Value {
  do throws(ServiceError) { return try await body() } catch { throw .service(error) }
}

/// Stores something in the cache, or reads it there.
func storing<Value>(_ body: () throws(CacheError) -> Value) throws(SyncError) -> Value {
  do throws(CacheError) { return try body() } catch { throw .cache(error) }
}
