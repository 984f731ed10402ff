import Database
import Markup

extension Transaction {
    /// The position of a quiz's right answer; nil for a plain poll.
    func quizAnswer(of post: PostID) throws -> Int? {
        try value("SELECT answer FROM polls WHERE post = \(post)")
    }

    /// Writes a poll's options anew. Empty ones go; the rest keep the picture of the place they stood at, and
    /// a quiz's right answer moves with its option.
    func replaceOptions(of post: PostID, with texts: [String], answer: Int?) throws {
        let pictures: [Int64?] = try rows(
            """
            SELECT picture
            FROM poll_options
            WHERE post = \(post)
            ORDER BY position
            LIMIT \(Limits.optionsRead)
            """
        ) { $0[0] }
        try run("DELETE FROM poll_options WHERE post = \(post)")
        let kept = texts.indices.filter { !Cleaning.isBlank(texts[$0]) }
        for (position, index) in kept.enumerated() {
            let picture = pictures.indices.contains(index) ? pictures[index] : nil
            try run(
                """
                INSERT INTO poll_options (post, position, text, picture)
                VALUES (\(post), \(position), \(texts[index]), \(picture))
                """)
            // A picture is called what its option says.
            if let picture { try run("UPDATE attachments SET alt = \(texts[index]) WHERE id = \(picture)") }
        }
        guard let answer, let moved = kept.firstIndex(of: answer), moved != answer else { return }
        try run("UPDATE polls SET answer = \(moved) WHERE post = \(post)")
    }
}
