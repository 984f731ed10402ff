extension Word {
    static let tag_order: Word = "tag.order"
    static let tag_empty: Word = "tag.empty"
    static let tag_empty_text: Word = "tag.empty_text"
}
