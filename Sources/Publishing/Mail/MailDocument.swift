package import Primitives

/// A letter as it is sent by mail, as text and as HTML side by side (RFC 5322, RFC 2045, RFC 2046).
package struct MailDocument: Sendable {
  /// Who writes to whom, and how the mail is known.
  package struct Envelope: Hashable, Sendable {
    /// The name that the sender is shown by.
    package var senderName: String
    /// The address of the sender.
    package var sender: MailAddress
    /// The address of the addressee.
    package var recipient: MailAddress
    /// What the mail is known by, the same for one that is sent again.
    ///
    /// Without brackets: a local part of letters, digits and dots, an `@` and a domain.
    package var identifier: String
    /// When the letter was written.
    package var date: Instant
    /// Where a mail that asks for no further ones goes; nil where nobody reads such mail.
    package var unsubscribe: MailAddress?

    /// Describes a mail.
    package init(
      senderName: String, sender: MailAddress, recipient: MailAddress, identifier: String,
      date: Instant, unsubscribe: MailAddress? = nil
    ) {
      self.senderName = senderName
      self.sender = sender
      self.recipient = recipient
      self.identifier = identifier
      self.date = date
      self.unsubscribe = unsubscribe
    }
  }

  /// What is sent.
  package var letter: Letter
  /// How it is sent.
  package var envelope: Envelope

  /// Puts a letter into an envelope.
  package init(_ letter: Letter, in envelope: Envelope) {
    self.letter = letter
    self.envelope = envelope
  }

  /// The whole mail: ASCII in lines of at most 78 bytes that end with CR LF.
  ///
  /// Total, and the same document gives the same bytes. Nothing that somebody wrote begins a header
  /// field, a part or an element, links, or is fetched.
  package var bytes: [UInt8] {
    // An encoded part holds no "=_", so this can't stand in one (RFC 2045, section 6.7).
    let boundary =
      "=_" + SHA256.hexadecimal(envelope.identifier, digits: 24)
    var head = MailHead()
    head.person("From", envelope.senderName, envelope.sender)
    head.person("To", "", envelope.recipient)
    let subject = PlainText.line(letter.subject)
    head.text("Subject", subject.isEmpty ? "(no subject)" : letter.subject)
    head.field("Date", envelope.date.mailDate)
    head.field("Message-ID", "<\(envelope.identifier)>")
    head.field("Auto-Submitted", "auto-generated")
    if let unsubscribe = envelope.unsubscribe {
      head.field("List-Unsubscribe", "<mailto:\(unsubscribe.inLink)?subject=unsubscribe>")
    }
    head.field("MIME-Version", "1.0")
    head.field("Content-Type", "multipart/alternative; boundary=\"\(boundary)\"")
    var bytes = head.bytes
    for (type, lines) in [
      ("plain", LetterText(letter).lines), ("html", LetterPage(letter).lines),
    ] {
      bytes += Array("\r\n--\(boundary)\r\n".utf8)
      var part = MailHead()
      part.field("Content-Type", "text/\(type); charset=utf-8")
      part.field("Content-Transfer-Encoding", "quoted-printable")
      bytes += part.bytes + [0x0D, 0x0A] + QuotedPrintable.bytes(of: lines)
    }
    return bytes + Array("\r\n--\(boundary)--\r\n".utf8)
  }
}

extension MailAddress {
  /// The address as it stands in a `mailto:` link (RFC 6068).
  fileprivate var inLink: String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      let isLetter = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
      if isLetter || "@.-_+~".utf8.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Instant {
  /// The form of mail in UTC, `Sat, 21 Nov 2026 10:00:00 +0000` (RFC 5322, section 3.3).
  fileprivate var mailDate: String {
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    // `2026-11-21T10:00:00Z`
    let digits = Array(Instant(seconds: seconds).description.utf8)
    let day = GregorianDay(daysSince1970: seconds.floorDivided(by: 86_400))
    let time = String(decoding: digits.suffix(9).dropLast(), as: UTF8.self)
    let date = "\(day.day < 10 ? "0" : "")\(day.day) \(months[day.month - 1]) \(day.year)"
    return "\(days[day.weekday - 1]), \(date) \(time) +0000"
  }
}
