import Database

extension Transaction {
    /// The looks that are not taken: at most `Limits.blockedPictures`.
    func blockedLooks() throws -> [Int64] {
        try rows(
            "SELECT look FROM blocked_pictures ORDER BY id DESC LIMIT \(Limits.blockedPictures)"
        ) { $0[0] }
    }
}
