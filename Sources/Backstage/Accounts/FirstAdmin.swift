import Database
import MediaTools

extension App {
    /// The address that makes the first administrator, for whoever reads the server's terminal; nil when
    /// there is one already. Each call makes a new key, and the earlier one leads nowhere.
    func firstAdminAddress() async throws -> String? {
        let key = hexadecimal(chance.bytes(32))
        let digest = firstAdminDigest(key)
        let isWanted = try await database.write { tx -> Bool in
            guard try !tx.hasAdmin() else { return false }
            try tx.setFirstAdminKey(digest)
            return true
        }
        return isWanted ? settings.publicURL + Link.firstAdmin(key).path : nil
    }

    /// Only the digest is kept: a copy of the database makes nobody an administrator.
    func firstAdminDigest(_ key: String) -> [UInt8] { Hash.sha256(Array(key.utf8)) }

    /// Says what the owner of a channel is to the site. Throws `Missing` when no channel has this handle.
    func setRole(_ role: Role, ofOwner handle: String) async throws {
        try await database.write { tx in
            guard let channel = try tx.channel(handle: handle), let owner = try tx.owner(of: channel.id)
            else { throw Missing() }
            try tx.setRole(role, of: owner)
        }
    }

    /// A session for the owner of a channel, for the command line and for tests: the cookie's value. Throws
    /// `Missing` when no channel has this handle.
    func createSession(for handle: String) async throws -> String {
        let session = NewSession(self, device: Device(browser: "backstage admin token", system: ""))
        try await database.write { tx in
            guard let channel = try tx.channel(handle: handle), let owner = try tx.owner(of: channel.id)
            else {
                throw Missing()
            }
            try tx.insert(session, of: owner, as: channel.id)
        }
        return session.key.text
    }
}
