extension Word {
    static let draft_too_many: Word = "draft.too_many"
    static let draft_too_large: Word = "draft.too_large"
}
