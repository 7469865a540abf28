extension CalDAVWorld {
  /// The answer of a Nextcloud to what is no CalDAV; `nil` for that.
  ///
  /// Source: Nextcloud developer manual, "Login flow v2".
  func nextcloud(_ call: CalDAVCall) -> CalDAVAnswer? {
    switch (call.method, call.path) {
    case ("GET", "/status.php"):
      return .json("{\"installed\":true,\"version\":\"31.0.1.2\",\"productname\":\"Nextcloud\"}")
    case ("POST", "/index.php/login/v2"):
      login = ("token-\(requests.count)", false)
      return .json(
        "{\"poll\":{\"token\":\"\(login?.token ?? "")\",\"endpoint\":"
          + "\"\(origin)\\/login\\/v2\\/poll\"},\"login\":\"\(origin)/login/v2/flow/page\"}"
      )
    case ("POST", "/login/v2/poll"):
      guard let login, login.hasConsent,
        String(decoding: call.body, as: UTF8.self) == "token=\(login.token)"
      else { return .json("[]", status: 404) }
      // The password is given once.
      self.login = nil
      let password = "app-\(passwords.count)"
      passwords.insert(password)
      return .json(
        "{\"server\":\"\(origin)\",\"loginName\":\"\(Self.user)\",\"appPassword\":\"\(password)\"}"
      )
    default: return nil
    }
  }

  /// Consents to the sign-in that is under way.
  func consent() { login?.hasConsent = true }
}

extension CalDAVAnswer {
  fileprivate static func json(_ text: String, status: Int = 200) -> CalDAVAnswer {
    var answer = CalDAVAnswer(status, text: text)
    answer.headers["Content-Type"] = "application/json; charset=utf-8"
    return answer
  }
}
