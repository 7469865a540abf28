extension CalDAVWorld {
  private typealias Node = CalDAVNode

  // MARK: Properties

  func propfind(_ call: CalDAVCall) throws(CalDAVAnswer) -> CalDAVAnswer {
    guard let depth = call.headers["depth"], depth == "0" || depth == "1" else {
      throw .refusal(403, Node.dav + "propfind-finite-depth")
    }
    guard let root = CalDAVNode(call.body), root.name == Node.dav + "propfind",
      let names = root[Node.dav + "prop"]?.children.map(\.name)
    else { throw CalDAVAnswer(400, text: "No propfind with prop.") }
    let segments = call.segments
    var content = ""
    switch segments {
    case Self.root, Self.principal:
      content = response(segments, isFolder: true, names, properties(of: segments))
    case Self.home:
      content = response(segments, isFolder: true, names, properties(of: segments))
      guard depth == "1" else { break }
      for name in folders.keys.sorted().reversed() {
        let own = properties(of: segments + [name])
        content += response(segments + [name], isFolder: true, names, own)
      }
      let inbox = [Node.dav + "resourcetype": "<x:collection/><ns0:schedule-inbox/>"]
      if quirks.schedules {
        content += response(segments + ["inbox"], isFolder: true, names, inbox)
      }
    default:
      let (name, folder, resource) = try place(call)
      guard resource == nil else { throw CalDAVAnswer(405) }
      content = response(segments, isFolder: true, names, properties(of: segments))
      guard depth == "1" else { break }
      for (item, resource) in folder.resources.sorted(by: { $0.key < $1.key }) {
        let own = properties(of: resource)
        content += response(Self.home + [name, item], isFolder: false, names, own)
      }
    }
    return .multistatus(content)
  }

  /// The properties of a resource that is no event, by their names.
  private func properties(of segments: [String]) -> [String: String] {
    let user = CalDAVXML.element(Node.dav + "href", href(Self.principal, isFolder: true))
    var own = [
      Node.dav + "resourcetype": "<x:collection/>",
      Node.dav + "current-user-principal": user,
    ]
    let home = CalDAVXML.element(Node.dav + "href", href(Self.home, isFolder: true))
    if segments == Self.principal {
      own[Node.dav + "resourcetype"] = "<x:principal/>"
      own[Node.caldav + "calendar-home-set"] = home
      own[Node.dav + "displayname"] = "Mara"
      if quirks.schedules {
        own[Node.caldav + "calendar-user-address-set"] =
          "<x:href>mailto:\(Self.user)</x:href><x:href>/dav/principals/\(Self.user)/</x:href>"
        own[Node.caldav + "schedule-outbox-URL"] = "<x:href>/dav/outbox/</x:href>"
      }
    }
    if segments.count == 4, let folder = folders[segments[3]] {
      own[Node.dav + "resourcetype"] = "<x:collection/><ns0:calendar/>"
      own[Node.dav + "displayname"] = CalDAVXML.escaped(folder.title)
      own["http://apple.com/ns/ical/ calendar-color"] = folder.color
      own[Node.caldav + "supported-calendar-component-set"] =
        folder.components.map { "<ns0:comp name=\"\($0)\"/>" }.joined()
      own[Node.dav + "current-user-privilege-set"] =
        "<x:privilege><x:read/></x:privilege>"
        + (folder.isReadOnly ? "" : "<x:privilege><x:write/></x:privilege>")
      if quirks.hasCollectionTags {
        own["http://calendarserver.org/ns/ getctag"] = "ctag of \(folder.history.count)"
      }
      if quirks.supportsSyncCollection {
        own[Node.dav + "sync-token"] = folder.token
        own[Node.dav + "supported-report-set"] =
          "<x:supported-report><x:report><x:sync-collection/></x:report></x:supported-report>"
      }
    }
    return own
  }

  private func properties(of resource: CalDAVFolder.Resource) -> [String: String] {
    var own = [
      Node.dav + "resourcetype": "",
      Node.caldav + "calendar-data": CalDAVXML.escaped(
        String(decoding: resource.bytes, as: UTF8.self).replacing("\r\n", with: "\n")
      ),
    ]
    if quirks.hasTags { own[Node.dav + "getetag"] = tag(resource) }
    if quirks.hasScheduleTags, let version = resource.scheduleVersion {
      own[Node.caldav + "schedule-tag"] = "\"s\(version)\""
    }
    return own
  }

  /// What is said of one resource: what it has, and what it has not.
  private func response(
    _ segments: [String],
    isFolder: Bool,
    _ names: [String],
    _ own: [String: String]
  ) -> String {
    let (told, others) = (names.filter { own[$0] != nil }, names.filter { own[$0] == nil })
    func part(_ names: [String], _ status: String) -> String {
      names.isEmpty
        ? ""
        : "<x:propstat><x:status>HTTP/1.1 \(status)</x:status><x:prop>"
          + names.map { CalDAVXML.element($0, own[$0] ?? "") }.joined() + "</x:prop></x:propstat>"
    }
    // What it has not comes first: the order means nothing.
    return "<x:response>" + part(others, "404 Not Found") + part(told, "200 OK")
      + "<x:unknown>?</x:unknown><x:href>\(href(segments, isFolder: isFolder))</x:href></x:response>"
  }

  // MARK: Reports

  func report(_ call: CalDAVCall) throws(CalDAVAnswer) -> CalDAVAnswer {
    let (name, folder, resource) = try place(call)
    guard resource == nil, let root = CalDAVNode(call.body) else { throw CalDAVAnswer(400) }
    let names = root[Node.dav + "prop"]?.children.map(\.name) ?? []
    switch root.name {
    case Node.dav + "sync-collection" where quirks.supportsSyncCollection:
      return try changes(call, root, name, folder, names)
    case Node.caldav + "calendar-multiget":
      return try multiget(root, name, folder, names)
    case Node.caldav + "calendar-query" where quirks.findsTexts:
      return try query(root, name, folder, names)
    default: throw .refusal(403, Node.dav + "supported-report")
    }
  }

  private func changes(
    _ call: CalDAVCall,
    _ root: CalDAVNode,
    _ name: String,
    _ folder: CalDAVFolder,
    _ names: [String]
  ) throws(CalDAVAnswer) -> CalDAVAnswer {
    // RFC 6578, section 3.2.
    guard call.headers["depth"] == "0", root[Node.dav + "sync-level"]?.text == "1",
      let token = root[Node.dav + "sync-token"]?.text
    else { throw CalDAVAnswer(400, text: "Depth is 0, and sync-level is 1.") }
    var from = 0
    if !token.isEmpty {
      guard let place = folder.place(of: token) else {
        throw quirks.namesConditions
          ? .refusal(quirks.badTokenStatus, Node.dav + "valid-sync-token")
          : CalDAVAnswer(quirks.badTokenStatus)
      }
      from = place
    }
    let most = quirks.mostChanges ?? folder.history.count
    let end = min(from + most, folder.history.count)
    var content = ""
    for item in Set(folder.history[from..<end]).sorted() {
      if let resource = folder.resources[item] {
        let own = properties(of: resource)
        content += response(Self.home + [name, item], isFolder: false, names, own)
      } else if !token.isEmpty {
        content += status(Self.home + [name, item], "404 Not Found")
      }
    }
    if end < folder.history.count {
      content +=
        "<x:response><x:href>\(href(Self.home + [name], isFolder: true))</x:href>"
        + "<x:status>HTTP/1.1 507 Insufficient Storage</x:status>"
        + "<x:error><x:number-of-matches-within-limits/></x:error></x:response>"
    }
    return .multistatus("<x:sync-token>\(folder.token(end))</x:sync-token>" + content)
  }

  private func multiget(
    _ root: CalDAVNode,
    _ name: String,
    _ folder: CalDAVFolder,
    _ names: [String]
  ) throws(CalDAVAnswer) -> CalDAVAnswer {
    let hrefs = root.children.filter { $0.name == Node.dav + "href" }.map(\.text)
    guard !hrefs.isEmpty else { throw CalDAVAnswer(400, text: "No href.") }
    guard hrefs.count <= quirks.mostResources else { throw CalDAVAnswer(413) }
    var content = ""
    for href in hrefs.reversed() {
      let segments = CalDAVCall(method: "GET", path: href, headers: [:], body: []).segments
      if segments.dropLast() == Self.home + [name], let item = segments.last,
        let resource = folder.resources[item]
      {
        content += response(segments, isFolder: false, names, properties(of: resource))
      } else {
        content += status(segments, "404 Not Found")
      }
    }
    return .multistatus(content)
  }

  private func query(
    _ root: CalDAVNode,
    _ name: String,
    _ folder: CalDAVFolder,
    _ names: [String]
  ) throws(CalDAVAnswer) -> CalDAVAnswer {
    let events = root[Node.caldav + "filter"]?[Node.caldav + "comp-filter"]?[
      Node.caldav + "comp-filter"
    ]
    guard let filter = events?[Node.caldav + "prop-filter"], filter.attributes["name"] == "UID",
      let text = filter[Node.caldav + "text-match"]?.text
    else { throw .refusal(403, Node.caldav + "valid-filter") }
    var content = ""
    for (item, resource) in folder.resources where resource.uid.contains(text) {
      let own = properties(of: resource)
      content += response(Self.home + [name, item], isFolder: false, names, own)
    }
    return .multistatus(content)
  }

  private func status(_ segments: [String], _ status: String) -> String {
    "<x:response><x:href>\(href(segments, isFolder: false))</x:href>"
      + "<x:status>HTTP/1.1 \(status)</x:status></x:response>"
  }

  func get(_ call: CalDAVCall) throws(CalDAVAnswer) -> CalDAVAnswer {
    let (_, folder, name) = try place(call)
    guard let name else { throw CalDAVAnswer(400) }
    guard let resource = folder.resources[name] else { throw CalDAVAnswer(404) }
    var answer = CalDAVAnswer(200, quirks.hasTags ? ["ETag": tag(resource)] : [:])
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    answer.headers["Schedule-Tag"] =
      quirks.hasScheduleTags ? resource.scheduleVersion.map { "\"s\($0)\"" } : nil
    answer.body = resource.bytes
    return answer
  }
}
