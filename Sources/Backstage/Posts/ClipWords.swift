extension Word {
    static let clip_by: Word = "clip.by"
    static let loop_play: Word = "loop.play"
    static let loop_pause: Word = "loop.pause"
}
