import CalendarCore
import ConferencingCore
import Foundation

/// Reads the resources of a collection.
struct CollectionReader: Sendable {
  let collection: CalDAVCollection
  let client: DAVClient
  /// How the server spells paths.
  var paths: ResourcePaths

  /// How many resources are read by one request; servers refuse many more.
  private static let batch = 50
  private static let version: [XMLName] = [.dav("getetag")]
  private static let whole: [XMLName] = version + [.caldav("calendar-data")]

  // MARK: Changes

  /// One part of what changed (RFC 6578).
  ///
  /// - Parameters:
  ///   - token: From where on; `nil` for everything.
  ///   - isFullListing: Whether the parts together list all that is there.
  /// - Returns: The part; `nil` when the server does not tell it, such as for a token that it does
  ///   not know any more.
  /// - Throws: ``ServiceError``.
  mutating func changes(
    since token: String?,
    isFullListing: Bool
  ) async throws(ServiceError) -> ResourceChanges? {
    let answer = try await client.send(.changes(since: token, Self.version), at: collection.address)
    if !(200...299 ~= answer.status) {
      // Servers give invalid tokens other statuses than 403 too, and not all of them the condition.
      let refusal = DAVRefusal([UInt8](answer.body))
      let isAllowed = !refusal.names("need-privileges")
      if refusal.names("valid-sync-token") || refusal.names("number-of-matches-within-limits") {
        return nil
      }
      if isAllowed, [400, 403, 404, 405, 409, 410, 412, 413, 415, 501, 507].contains(answer.status)
      {
        return nil
      }
      throw client.failure(answer, at: collection.address)
    }
    let status = try client.read(answer, from: collection.address)
    var part = ResourceChanges(isFullListing: isFullListing)
    var isCut = false
    for response in status.responses {
      for href in response.hrefs {
        guard let name = paths.name(at: href, in: collection) else {
          isCut = isCut || (response.status == 507 && isCollection(href))
          continue
        }
        switch response.status {
        // Without a tag it may be anything but gone: whether it is there is told by reading it.
        case nil, .some(200...299): part.changed[name] = ResourceVersion(response) ?? .unknown
        case 404?, 410?: part.removed.append(name)
        default: break
        }
      }
    }
    let next = status.syncToken.map { CollectionSyncState.token($0).text }
    guard isCut else {
      part.token = next
      return part
    }
    guard let next, status.syncToken != token else {
      throw .malformed(
        "\(collection.address.origin.host) cuts a list of changes off and does not say where it goes on. "
          + "That is a fault of the service; what was read before is kept."
      )
    }
    part.next = next
    return part
  }

  private func isCollection(_ href: String) -> Bool {
    collection.address.resolving(href)?.canonicalPath == collection.address.canonicalPath
  }

  /// What changed, by listing all that is there; everything for `nil`.
  ///
  /// - Parameter known: What was there when it was last listed: while the tag of the collection is
  ///   the same, nothing has changed.
  /// - Returns: The names and versions.
  /// - Throws: ``ServiceError``.
  mutating func listing(
    since known: CollectionSyncState.Listing?
  ) async throws(ServiceError) -> ResourceChanges {
    if let known, !known.tag.isEmpty {
      let status = try await client.multistatus(
        .properties([.calendarServer("getctag")], depth: 0),
        at: collection.address
      )
      if status.responses.first?[.calendarServer("getctag")]?.trimmed == known.tag {
        return ResourceChanges(token: CollectionSyncState.listing(known).text)
      }
    }
    let status = try await client.multistatus(
      .properties(Self.version + [.dav("resourcetype"), .calendarServer("getctag")], depth: 1),
      at: collection.address
    )
    var (versions, tag) = ([ResourceName: ResourceVersion](), "")
    for response in status.responses {
      for href in response.hrefs {
        if isCollection(href) {
          tag = response[.calendarServer("getctag")]?.trimmed ?? ""
          // A list that is cut off would make what it lacks look deleted.
          if response.status == 507 {
            throw .malformed("\(collection.address.origin.host) cuts the list of events off.")
          }
        } else if response[.dav("resourcetype")]?[.dav("collection")] == nil,
          let name = paths.name(at: href, in: collection), response.isThere
        {
          versions[name] = ResourceVersion(response) ?? .unknown
        }
      }
    }
    let now = CollectionSyncState.Listing(tag: tag, versions: versions)
    var part = ResourceChanges(token: CollectionSyncState.listing(now).text)
    guard let known else {
      (part.changed, part.isFullListing) = (versions, true)
      return part
    }
    part.changed = versions.filter { name, version in
      version == .unknown || known.versions[name] != now.versions[name]
    }
    part.removed = known.versions.keys.filter { now.versions[$0] == nil }
    return part
  }

  // MARK: Resources

  /// Reads resources; those that are gone are missing.
  ///
  /// What is too much for one answer, or cannot be read, is asked for in smaller parts, so that one
  /// resource keeps no other from being read.
  ///
  /// - Returns: The resources; one that the server refuses has its ``CalendarResource/refusal``.
  /// - Throws: ``ServiceError`` when nothing can be had, or the server refuses more than it gives.
  mutating func read(_ names: [ResourceName]) async throws(ServiceError) -> [CalendarResource] {
    var (found, refused): ([CalendarResource], [CalendarResource]) = ([], [])
    var waiting: [[ResourceName]] = []
    for start in stride(from: 0, to: names.count, by: Self.batch) {
      waiting.append(Array(names[start..<min(start + Self.batch, names.count)]))
    }
    waiting.reverse()
    while let batch = waiting.popLast() {
      var alone: [ResourceName] = []
      do throws(ServiceError) {
        let (resources, rest) = try await multiget(batch)
        found += resources
        if rest.count == batch.count {
          alone = rest
        } else if !rest.isEmpty {
          waiting.append(rest)
        }
      } catch {
        guard error.mayConcernOneEvent else { throw error }
        if batch.count > 1 {
          let middle = batch.count / 2
          waiting += [Array(batch[middle...]), Array(batch[..<middle])]
        } else {
          alone = batch
        }
      }
      for name in alone {
        guard let resource = try await readAlone(name) else { continue }
        guard let refusal = resource.refusal else {
          found.append(resource)
          continue
        }
        refused.append(resource)
        if refused.count >= Self.fewRefused, refused.count > found.count { throw refusal }
      }
    }
    return found + refused
  }

  /// How many resources can be refused before it counts how many are given: a server that refuses most
  /// of them is in trouble itself, or refuses the calendar.
  private static let fewRefused = 10

  private mutating func readAlone(
    _ name: ResourceName
  ) async throws(ServiceError) -> CalendarResource? {
    do throws(ServiceError) { return try await get(name) } catch {
      guard error.mayConcernOneEvent else { throw error }
      return CalendarResource(name: name, version: .unknown, bytes: [], refusal: error)
    }
  }

  /// Reads resources by one request.
  ///
  /// - Returns: Those that were told, and the names of those of which nothing was said.
  private mutating func multiget(
    _ names: [ResourceName]
  ) async throws(ServiceError) -> (resources: [CalendarResource], rest: [ResourceName]) {
    let hrefs = names.map { paths.address(of: $0, in: collection).path }
    let status = try await client.multistatus(
      .multiget(hrefs, Self.whole),
      at: collection.address
    )
    var (found, rest) = ([CalendarResource](), Set(names))
    for response in status.responses {
      for href in response.hrefs {
        guard let name = paths.name(at: href, in: collection), rest.contains(name) else { continue }
        if let resource = resource(name, response) {
          found.append(resource)
          rest.remove(name)
        } else if let status = response.status, status == 404 || status == 410 {
          rest.remove(name)
        }
      }
    }
    return (found, names.filter(rest.contains))
  }

  private func resource(
    _ name: ResourceName,
    _ response: Multistatus.Response
  ) -> CalendarResource? {
    guard let data = response[.caldav("calendar-data")], !data.text.isEmpty,
      let version = ResourceVersion(response)
    else { return nil }
    return CalendarResource(name: name, version: version, bytes: Self.lines(data.text))
  }

  /// A text with the line ends of iCalendar, which XML does not keep.
  private static func lines(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard !bytes.contains(0x0D) else { return bytes }
    var lines: [UInt8] = []
    lines.reserveCapacity(bytes.count + bytes.count / 20)
    for byte in bytes {
      if byte == 0x0A { lines.append(0x0D) }
      lines.append(byte)
    }
    return lines
  }

  /// Reads one resource; `nil` when it is gone.
  mutating func get(_ name: ResourceName) async throws(ServiceError) -> CalendarResource? {
    let place = paths.address(of: name, in: collection)
    let answer = try await client.send(
      DAVRequest(method: .get, accept: "text/calendar, */*;q=0.5"),
      at: place
    )
    switch answer.status {
    case 404, 410: return nil
    case 200...299:
      if answer.isPage { throw .signInToNetwork(collection.address.origin.host) }
      let bytes = [UInt8](answer.body)
      return CalendarResource(
        name: name,
        version: ResourceVersion(answer) ?? ResourceVersion(sumOf: bytes),
        bytes: bytes
      )
    default: throw client.failure(answer, at: place)
    }
  }

  /// Looks for the resource of a UID; servers that cannot say find none.
  mutating func find(uid: String) async throws(ServiceError) -> CalendarResource? {
    let status: Multistatus
    do throws(ServiceError) {
      status = try await client.multistatus(.query(uid: uid, Self.whole), at: collection.address)
    } catch {
      switch error {
      case .rejected, .forbidden, .changed: return nil
      default: throw error
      }
    }
    for response in status.responses {
      for href in response.hrefs {
        // The server looks for texts that contain the UID, in capitals or not.
        guard let name = paths.name(at: href, in: collection),
          let resource = resource(name, response), resource.holds(uid: uid)
        else { continue }
        return resource
      }
    }
    return nil
  }
}
