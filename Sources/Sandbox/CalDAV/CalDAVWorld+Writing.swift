extension CalDAVWorld {
  func put(_ call: CalDAVCall) throws(CalDAVAnswer) -> CalDAVAnswer {
    let (folderName, folder, name) = try place(call)
    guard let name else { throw CalDAVAnswer(405) }
    guard !folder.isReadOnly else { throw .refusal(403, CalDAVNode.dav + "need-privileges") }
    guard call.headers["content-type"]?.hasPrefix("text/calendar") == true else {
      throw .refusal(403, CalDAVNode.caldav + "supported-calendar-data")
    }
    try check(call, folder.resources[name])
    guard let text = CalDAVText(call.body) else {
      throw .refusal(403, CalDAVNode.caldav + "valid-calendar-data")
    }
    guard text.isCalendarObject, let uid = text.uid else {
      throw .refusal(403, CalDAVNode.caldav + "valid-calendar-object-resource")
    }
    let others = quirks.hasUserWideUIDs ? folders : [folderName: folder]
    for (other, content) in others {
      for (item, resource) in content.resources
      where resource.uid == uid && (other, item) != (folderName, name) {
        let place = href(Self.home + [other, item], isFolder: false)
        // Where a UID is unique for the user, as at Cyrus.
        throw .refusal(
          quirks.hasUserWideUIDs ? 403 : 409,
          CalDAVNode.caldav
            + (quirks.hasUserWideUIDs ? "unique-scheduling-object-resource" : "no-uid-conflict"),
          CalDAVXML.element(CalDAVNode.dav + "href", place)
        )
      }
    }
    let isNew = folder.resources[name] == nil
    var bytes = call.body
    if quirks.changesData {
      let text = String(decoding: bytes, as: UTF8.self)
      bytes = Array(
        text.replacing("END:VEVENT\r\n", with: "X-STAND-IN:was here\r\nEND:VEVENT\r\n").utf8
      )
    }
    // An answer of the user changes nothing for the others.
    let isAnswer = call.headers["if-schedule-tag-match"] != nil
    folders[folderName]?.write(name, bytes, text, keepsScheduleTag: isAnswer)
    var answer = CalDAVAnswer(isNew ? 201 : 204)
    if quirks.hasTags, !quirks.putsWithoutETag, !quirks.changesData,
      let written = folders[folderName]?.resources[name]
    {
      answer.headers["ETag"] = tag(written)
      answer.headers["Schedule-Tag"] =
        quirks.hasScheduleTags ? written.scheduleVersion.map { "\"s\($0)\"" } : nil
    }
    return answer
  }

  func delete(_ call: CalDAVCall) throws(CalDAVAnswer) -> CalDAVAnswer {
    let (folderName, folder, name) = try place(call)
    guard let name else { throw CalDAVAnswer(403) }
    guard !folder.isReadOnly else { throw .refusal(403, CalDAVNode.dav + "need-privileges") }
    guard let resource = folder.resources[name] else { throw CalDAVAnswer(404) }
    try check(call, resource)
    folders[folderName]?.remove(name)
    return CalDAVAnswer(204)
  }

  /// Checks what must hold for a request (RFC 9110, section 13.1; RFC 6638, section 3.2.10).
  private func check(
    _ call: CalDAVCall,
    _ resource: CalDAVFolder.Resource?
  ) throws(CalDAVAnswer) {
    if call.headers["if-none-match"] == "*", resource != nil, !quirks.ignoresIfNoneMatch {
      throw CalDAVAnswer(412)
    }
    if let tag = call.headers["if-match"] {
      // Weak tags are equal here: servers behind a proxy that makes them weak compare so.
      guard let resource, tag == "*" || tag == "\"v\(resource.version)\"" else {
        throw CalDAVAnswer(412)
      }
    }
    if let tag = call.headers["if-schedule-tag-match"] {
      guard quirks.hasScheduleTags, let version = resource?.scheduleVersion,
        tag == "\"s\(version)\""
      else { throw CalDAVAnswer(412) }
    }
  }

  // MARK: Other clients

  /// Writes a resource as another client does.
  func place(_ text: String, _ name: String, in folder: String, keepsScheduleTag: Bool) {
    let bytes = Array(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8)
    guard let content = CalDAVText(bytes) else { return }
    folders[folder]?.write(name, bytes, content, keepsScheduleTag: keepsScheduleTag)
  }

  /// Removes a resource as another client does.
  func remove(_ name: String, in folder: String) { folders[folder]?.remove(name) }

  /// Changes a calendar itself.
  func change(_ name: String, _ change: @Sendable (inout CalDAVFolder) -> Void) {
    var folder = folders[name] ?? CalDAVFolder(title: name)
    change(&folder)
    folders[name] = folder
  }

  /// Changes how the server behaves.
  func turn(_ change: @Sendable (inout CalDAVQuirks) -> Void) { change(&quirks) }

  /// Loses the answer of a request, after others.
  func lose(after count: Int?) { answersBeforeLoss = count }

  /// Gives another answer to the next request of a method, which is not carried out.
  func answer(_ method: String, _ answer: CalDAVAnswer) { faults.append((method, answer)) }

  /// Notes where it is.
  func begin(at origin: String) { self.origin = origin }
}
