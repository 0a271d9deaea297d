/// Every bound that protects the bot and its people from too much of something.
///
/// Texts are bounded in bytes, because counting the characters of a hostile text takes quadratic time.
package enum Limits {
  /// The longest message that is looked at, in bytes; a longer one is answered but not read.
  package static let messageBytes = 8192
  /// The longest display name that is kept, in bytes; a longer one is cut at a scalar.
  package static let nameBytes = 120
  /// The longest identifier of a member, a room or a message that is accepted, in bytes.
  package static let identifierBytes = 512
  /// The largest answer of a chat service that is read, unpacked, in bytes.
  package static let responseBytes = 4 << 20
}
