import Database

extension Transaction {
    /// Whether nobody has an account yet: only then may the demonstration move in.
    func hasNoAccounts() throws -> Bool {
        let found: Int64? = try value("SELECT id FROM accounts LIMIT 1")
        return found == nil
    }
}
