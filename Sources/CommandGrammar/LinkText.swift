/// What a member typed as a link.
package enum LinkText {
  /// Whether `text` begins as a web address does, goes on, and holds no space.
  package static func isLink(_ text: String) -> Bool {
    ["https://", "http://"].contains { scheme in
      text.utf8.count > scheme.utf8.count
        && zip(text.utf8, scheme.utf8).allSatisfy { $0 | ($1 >= 0x61 ? 0x20 : 0) == $1 }
    } && !text.utf8.contains { $0 <= 0x20 }
  }
}
