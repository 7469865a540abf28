extension SignIn {
  /// What the command that runs the sandbox alone tells of it: these tokens open nothing else.
  var announcement: JSON {
    [
      "provider": .string(provider.rawValue), "email": .string(email),
      "scopes": .array(scopes.sorted().map(JSON.string)), "access_token": .string(accessToken),
      "refresh_token": .string(refreshToken),
    ]
  }
}

extension RegisteredApp {
  /// What the command that runs the sandbox alone tells of it.
  var announcement: JSON {
    [
      "provider": .string(provider.rawValue), "kind": .string(kind.rawValue),
      "client_id": .string(clientID), "client_secret": secret.map(JSON.string) ?? .null,
      "account_id": accountID.map(JSON.string) ?? .null,
    ]
  }
}
