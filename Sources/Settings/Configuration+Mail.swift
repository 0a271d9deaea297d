import Primitives

extension Configuration {
  /// Reads the section `mail`; letters become files where it is absent.
  static func mail(
    _ root: SectionReader.Section, name: String
  ) throws(ConfigurationError) -> MailPlan {
    let section = try root.section(
      "mail", keys: ["server", "encryption", "user", "ca_file", "from", "name", "unsubscribe"])
    var plan = MailPlan.none
    plan.senderName = try section.text("name") ?? name
    if let sender = try address("from", in: section) { plan.sender = sender }
    plan.unsubscribe = try address("unsubscribe", in: section)
    guard let url = try section.text("server") else {
      for key in ["encryption", "user", "ca_file"] where try section.text(key) != nil {
        throw section.error(key, "`\(key)` is about a `server`, and none is named.")
      }
      return plan
    }
    guard isServer(url) else {
      throw section.error(
        "server",
        "`server` must be such as smtp://mail.example.org:587 or smtps://mail.example.org, without user and password."
      )
    }
    guard plan.sender != MailPlan.none.sender else {
      throw section.error(
        "server", "Mail needs `from`, the address that it comes from, such as bot@example.org.")
    }
    var server = MailServer(url: url)
    switch try section.text("encryption") ?? "required" {
    case "required": break
    case "none": server.allowsPlain = true
    case let other:
      throw section.error(
        "encryption", "`encryption` must be `required` or `none`, not `\(other)`.")
    }
    server.user = try section.text("user")
    server.certificateFile = try section.text("ca_file")
    plan.server = server
    return plan
  }

  private static func address(
    _ key: String, in section: SectionReader.Section
  ) throws(ConfigurationError) -> MailAddress? {
    guard let text = try section.text(key) else { return nil }
    guard let address = MailAddress(text) else {
      throw section.error(key, "`\(key)` must be one address, such as bot@example.org.")
    }
    return address
  }

  /// Whether a text is a scheme of mail and a host, perhaps with a port.
  private static func isServer(_ url: String) -> Bool {
    guard let scheme = ["smtp://", "smtps://"].first(where: { url.utf8.starts(with: $0.utf8) })
    else { return false }
    let host = url.utf8.dropFirst(scheme.utf8.count)
    return !host.isEmpty && host.count <= 260
      && host.allSatisfy { byte in
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || ".-_:[]".utf8.contains(byte)
      }
  }
}
