import Markup

/// Handles that would pass for the site itself, or for an address of it. Compared folded, so that what merely
/// looks like one of them (`Adm1n`, `supp0rt`) is refused too.
enum ReservedHandles {
    static func contains(folded handle: String) -> Bool { folded.contains(handle) }

    private static let folded = Set(words.map(Folding.handle))

    private static let words = [
        "about", "abuse", "account", "accounts", "admin", "administration", "administrator", "admins", "all",
        "api", "app", "apps", "assets", "auth", "backstage", "billing", "blog", "bot", "channel", "channels",
        "chat", "contact", "copyright", "create", "dev", "discover", "docs", "email", "everyone", "explore",
        "favicon", "feed", "feeds", "files", "follow", "healthz", "help", "here", "home", "host",
        "hostmaster",
        "index", "info", "inbox", "legal", "live", "login", "logout", "mail", "me", "media", "member",
        "members",
        "message", "messages", "metrics", "mod", "moderation", "moderator", "moderators", "mods", "news",
        "nobody", "notification", "notifications", "null", "official", "oauth", "owner", "password", "policy",
        "post", "postmaster", "posts", "premium", "press", "privacy", "register", "report", "robots", "root",
        "rules", "search", "security", "session", "sessions", "setting", "settings", "sign_in", "sign_out",
        "sign_up", "signin", "signout", "signup", "site", "space", "spaces", "staff", "static", "status",
        "stories", "story", "studio", "subscribe", "subscriptions", "support", "system", "tag", "tags",
        "team",
        "terms", "trending", "trust", "undefined", "unsubscribe", "upload", "uploads", "user", "users",
        "verified", "verify", "video", "videos", "watch", "webmaster", "well_known", "www", "you",
    ]
}
