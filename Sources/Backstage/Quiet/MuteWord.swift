import Database
import Markup

/// Why a word was not muted.
enum MutedWordRefusal: Refusal, Equatable {
    /// Empty, or signs alone.
    case noWord
    case tooLong(by: Int)
    case tooMany

    var problem: Problem {
        switch self {
        case .noWord: Problem("word", .quiet_no_word)
        case .tooLong(let by):
            Problem("word", .quiet_word_long, ["limit": "\(Limits.mutedWordCharacters)"], count: Int64(by))
        case .tooMany: Problem("word", .quiet_words_many, count: Int64(Limits.mutedWords))
        }
    }
}

extension App {
    /// Mutes a word or phrase. One that is muted already stays as it was written.
    func muteWord(_ typed: String, as channel: ChannelID) async throws {
        let word = Cleaning.line(typed)
        guard MutedWords.isWord(word) else { throw Refused(MutedWordRefusal.noWord) }
        let over = Cleaning.characters(word) - Limits.mutedWordCharacters
        guard over <= 0 else { throw Refused(MutedWordRefusal.tooLong(by: over)) }
        try await database.write { tx in
            try tx.lock(channel.raw)
            let words = try tx.mutedWords(of: channel)
            guard !words.contains(word) else { return }
            guard words.count < Limits.mutedWords else { throw Refused(MutedWordRefusal.tooMany) }
            try tx.saveMutedWords(words + [word], of: channel)
        }
    }

    /// Lets a word be read again. One that was not muted changes nothing.
    func unmuteWord(_ word: String, as channel: ChannelID) async throws {
        try await database.write { tx in
            try tx.lock(channel.raw)
            let words = try tx.mutedWords(of: channel)
            try tx.saveMutedWords(words.filter { $0 != word }, of: channel)
        }
    }
}
