import Primitives
import Publishing

/// One letter that was decided to be sent and may not have been sent yet.
struct Mailing: Hashable {
  /// Counts up over the life of the state, together with what is said in the chat.
  var number: Int
  /// A function of the cause: the same before and after a crash.
  var key: String
  /// Where it goes.
  var address: MailAddress
  /// Whose address that is; nil where it is no member's.
  var recipient: MemberID?
  /// When it was decided.
  var writtenAt: Instant
  /// What it says.
  var letter: Letter

  /// What the mail is known by in the world, without its domain: the same however often it is sent.
  ///
  /// Its second half is the same for all letters to one member, so that the files of somebody who asks
  /// to be forgotten can be found. Both halves hold a secret of this state, so that two bots of one
  /// sender never use the same, and nobody can tell who a member is.
  func name(secret: UInt64) -> String {
    let letter = SHA256.hexadecimal("mail \(secret) \(key)", digits: 24)
    return "\(letter).\(Self.mark(of: recipient, secret: secret))"
  }

  /// What the names of all letters to one member end in.
  static func mark(of member: MemberID?, secret: UInt64) -> String {
    member.map { SHA256.hexadecimal("addressee \(secret) \($0)", digits: 12) } ?? "0"
  }

  /// The whole mail.
  func bytes(from plan: MailPlan, secret: UInt64) -> [UInt8] {
    let envelope = MailDocument.Envelope(
      senderName: plan.senderName, sender: plan.sender, recipient: address,
      identifier: "\(name(secret: secret))@\(plan.sender.domain)", date: writtenAt,
      unsubscribe: plan.unsubscribe)
    return MailDocument(letter, in: envelope).bytes
  }
}

extension Mailing {
  /// Writes the entry as one object.
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("number", number)
      json.member("key", key)
      json.member("mail", address.text)
      json.member("for", ifPresent: recipient)
      json.member("written", writtenAt)
      json.name("letter")
      letter.write(to: &json)
    }
  }

  /// Reads what `write` wrote; nil where a member is missing.
  init?(reading value: JSONPart) {
    guard let number = value["number"]?.integer, let key = value["key"]?.string,
      let address = value["mail"]?.string.flatMap({ MailAddress($0) }),
      let writtenAt = value["written"]?.instant,
      let letter = value["letter"].flatMap({ Letter(reading: $0) })
    else { return nil }
    self.init(
      number: number, key: key, address: address,
      recipient: value["for"]?.string.map { MemberID($0) }, writtenAt: writtenAt, letter: letter)
  }
}
