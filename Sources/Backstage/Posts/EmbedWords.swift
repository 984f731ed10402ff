extension Word {
    static let embed_menu: Word = "embed.menu"
    static let embed_code: Word = "embed.code"
    static let embed_hint: Word = "embed.hint"
    static let embed_open: Word = "embed.open"
    static let embed_gone: Word = "embed.gone"
    static let embed_gone_text: Word = "embed.gone_text"
}
