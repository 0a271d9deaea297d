/// What an operator has settled about mail.
package struct MailPlan: Hashable, Sendable {
  /// The server that sends it on; nil where letters become files in the state folder.
  package var server: MailServer?
  /// Whom letters come from.
  package var sender: MailAddress
  /// The name that the sender is shown by.
  package var senderName: String
  /// Where a mail that asks for no further ones goes; nil where nobody reads such mail.
  package var unsubscribe: MailAddress?

  /// Settles how mail is sent.
  package init(
    server: MailServer?, sender: MailAddress, senderName: String, unsubscribe: MailAddress? = nil
  ) {
    self.server = server
    self.sender = sender
    self.senderName = senderName
    self.unsubscribe = unsubscribe
  }

  /// Lets letters become files, from an address that nobody has (RFC 2606).
  package static var none: Self {
    guard let sender = MailAddress("roundtable@roundtable.invalid") else {
      preconditionFailure("The address of nobody is an address.")
    }
    return Self(server: nil, sender: sender, senderName: "Roundtable")
  }
}
