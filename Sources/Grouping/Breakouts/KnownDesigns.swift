/// Schedules too tight for a search of a second, from the literature of combinatorial designs.
enum KnownDesigns {
  /// The rounds of a design for `count` people in `groups` groups, none with a repeat; empty where none is known here.
  static func rounds(count: Int, groups: Int) -> [[[Int]]] {
    switch (count, groups) {
    case (32, 8): signedQuadruples
    case (40, 10): fortyByFour
    default: Starter.known.first { $0.count == count && $0.groups == groups }?.rounds ?? []
    }
  }

  /// 32 people by four, ten rounds: a resolvable group divisible design with 16 pairs that never meet.
  ///
  /// A. Aguado, "A 10 days solution to the social golfer problem" (2004). It is written as a generalised Bhaskar
  /// Rao design: sixteen pairs, a letter each; a capital is the first of a pair, and every group comes a second
  /// time with capitals and small letters swapped.
  private static var signedQuadruples: [[[Int]]] {
    let rounds = [
      "ABCD EFGH IJKL MNOP", "AEIm BcgH DFKp JlnO", "Aflo Bhkm CeJP DGiN", "AciL BdjK EhMn FgoP",
      "AgKN BElP Cfjm DHIo", "AhJp BFin CdMo EgkL", "AdeF BGJo CHLn IkMp", "AbnP CEKO DglM FhIj",
      "AGjM BeIO CFkN DhLP", "AHkO BfLM Cgip Dejn",
    ]
    return rounds.map { round in
      round.split(separator: " ").flatMap { group in
        let people = group.utf8.map { $0 < 97 ? Int($0 - 65) * 2 : Int($0 - 97) * 2 + 1 }
        return [people, people.map { $0 ^ 1 }]
      }
    }
  }

  /// 40 people by four, thirteen rounds in which everybody meets everybody once.
  ///
  /// A resolvable (40, 4, 1) design; there is one for every number of people that leaves 4 when divided by 12 (Hanani,
  /// Ray-Chaudhuri and Wilson, Discrete Mathematics 3, 1972). Found here by a search among those that stay the same when 1 is added in three columns of thirteen, and when all is multiplied by 3 and the columns move
  /// on; one person stands beside the columns.
  private static var fortyByFour: [[[Int]]] {
    func turned(_ person: Int) -> Int {
      person == 39 ? 39 : (person / 13 + 1) % 3 * 13 + 3 * (person % 13) % 13
    }
    var base = [[39, 7, 21, 37]]
    for group in [[9, 11, 35, 6], [4, 22, 10, 19], [0, 23, 32, 24]] {
      base += [group, group.map(turned), group.map { turned(turned($0)) }]
    }
    return (0..<13).map { shift in
      base.map { $0.map { $0 == 39 ? 39 : $0 / 13 * 13 + ($0 % 13 + shift) % 13 } }
    }
  }
}
