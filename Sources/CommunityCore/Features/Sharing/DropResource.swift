package import CommandGrammar
package import Primitives

/// Takes a resource or a wish off the list.
package struct DropResource: Command {
  package static let description = CommandDescription(
    "share drop", aliases: ["share delete", "share remove", "wanted drop", "wanted done"],
    usage: "!share drop <resource>",
    summary: "Takes what you shared or looked for off the list; coordinators can take off any.",
    examples: ["!share drop R1", "!wanted drop R1"],
    deed: .init("resource dropped", "resources dropped"), isUndoable: true)

  private let id: ResourceID

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard let word = arguments.take() else { throw .missing("which resource, such as `R7`") }
    guard let id = ResourceID(word.folded) else {
      throw .invalid(word.text, expected: "a resource's number, such as `R7`")
    }
    self.id = id
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let resource = try context.resource(id)
    guard
      resource.author == context.author.id
        || context.community.roles(of: context.author.id).contains(.coordinator)
    else { throw .sharing(.notYourResource(id)) }
    return Decision(
      [.sharing(.dropped(id))],
      undoing: .init("\(id) taken off the list", [.sharing(.restored(id))]),
      saying: [Reply("\(id) is off the list. `!undo` brings it back.")])
  }
}
