import Markup

/// Our own controls. They lie in a `<template>`, which browsers neither show nor load: the script puts them
/// over the picture, and brings no words or icons of its own.
struct PlayerBarView {
    let player: PlayerView

    private var visit: Visit { player.visit }
    private static let speeds = ["0.25", "0.5", "0.75", "1", "1.25", "1.5", "1.75", "2"]

    var html: HTML {
        """
        <template><button type="button" class="player__start" data-part="start">\
        <span class="play">\(Icon.play.html)</span><span class="vh">\(say(.player_play))</span></button>
        <div class="player__captions" data-part="captions" aria-hidden="true"></div>
        <p class="player__flash" data-part="flash" role="status" data-on="\(template(.player_on))" \
        data-off="\(template(.player_off))" data-skipped="\(template(.player_skipped))"></p>
        \(note)\(trouble)
        <div class="player__bar" data-part="bar">\(seek)
        <div class="player__row">\(playButton)\(sound)\(clock)<span class="player__end"></span>\
        \(captionsButton)\(settingsButton)\(toggles)</div></div>
        \(settings)
        \(keys)</template>
        """
    }

    private func say(_ word: Word) -> String { visit.say(word) }
    private func template(_ word: Word) -> String { visit.language.template(word) }

    // MARK: Lines over the picture

    private var note: HTML {
        """
        <div class="player__note" data-part="note" hidden>\
        <p role="status" data-resumed="\(template(.player_resumed))"></p>\
        <button type="button" class="btn btn--s" data-do="over">\(say(.player_start_over))</button>\
        <button type="button" class="btn btn--icon" data-do="close">\(Icon.x.html)\
        <span class="vh">\(say(.player_close))</span></button></div>
        """
    }

    private var trouble: HTML {
        """
        <div class="player__trouble" data-part="trouble" data-network="\(say(.player_network))" \
        data-damaged="\(say(.player_damaged))" data-unplayable="\(say(.player_unplayable))" \
        data-slow="\(say(.player_slow))" hidden>\(Icon.warn.html)<p role="alert"></p>\
        <button type="button" class="btn btn--s">\(Icon.again.html)\(say(.player_again))</button></div>
        """
    }

    // MARK: The bar

    private var seek: HTML {
        """
        <div class="seek" dir="ltr" data-part="seek"><div class="seek__track"></div>\
        \(moments)\
        <input type="range" class="seek__range" min="0" max="0" step="0.1" value="0" \
        aria-label="\(say(.player_seek))" aria-keyshortcuts="ArrowLeft ArrowRight" \
        data-position="\(template(.player_position))" data-hours="\(template(.player_hours))" \
        data-minutes="\(template(.player_minutes))" data-seconds="\(template(.player_seconds))">\
        <div class="seek__preview" aria-hidden="true" hidden><div class="seek__picture"></div>\
        <b class="seek__chapter" dir="auto"></b><span class="seek__words" dir="auto"></span>\
        <span class="seek__time num"></span></div></div>
        """
    }

    private var moments: HTML? {
        MomentMarksView(
            moments: player.moments, filmMilliseconds: player.poster.duration, visit: visit
        ).html
    }

    /// Its word follows what it would do; the script changes it.
    private var playButton: HTML {
        """
        <button type="button" class="btn btn--icon" data-part="play" aria-keyshortcuts="k Space" \
        data-play="\(say(.player_play))" data-pause="\(say(.player_pause))" \
        data-replay="\(say(.player_replay))">\(Icon.play.html)\(Icon.pause.html)\(Icon.again.html)\
        <span class="vh">\(say(.player_play))</span></button>
        """
    }

    private var sound: HTML {
        """
        \(toggle("mute", .player_mute, key: "m", Icon.sound.html + Icon.silent.html))\
        <input type="range" class="player__volume" data-part="volume" min="0" max="1" step="0.05" \
        aria-label="\(say(.player_volume))">
        """
    }

    private var clock: HTML {
        """
        <span class="player__clock num" dir="ltr"><span data-part="time">0:00</span> \
        <span class="player__all">/ <span data-part="duration"></span></span></span>\
        <span class="player__chapter" data-part="chapter" dir="auto"></span>
        """
    }

    private var captionsButton: HTML? {
        player.captions.isEmpty ? nil : toggle("cc", .player_captions, key: "c", Icon.captions.html)
    }

    private var settingsButton: HTML {
        """
        <button type="button" class="btn btn--icon" popovertarget="player-settings" \
        data-part="gear">\(Icon.gear.html)<span class="player__step" data-part="step" aria-hidden="true">\
        </span><span class="vh">\(say(.player_settings))</span></button>
        """
    }

    private var toggles: HTML {
        """
        \(toggle("small", .player_small, key: nil, Icon.small.html))\
        \(toggle("theatre", .player_theatre, key: "t", Icon.theatre.html))\
        \(toggle("full", .player_full, key: "f", Icon.full.html + Icon.unfull.html))
        """
    }

    private func toggle(_ part: String, _ word: Word, key: String?, _ icons: HTML) -> HTML {
        """
        <button type="button" class="btn btn--icon" data-part="\(part)" \
        aria-pressed="false"\(attribute: "aria-keyshortcuts", key)>\
        \(icons)<span class="vh">\(say(word))</span></button>
        """
    }

    // MARK: Settings

    private var settings: HTML {
        """
        <div class="player__settings" id="player-settings" popover data-part="settings" role="dialog" \
        aria-label="\(say(.player_settings))"><fieldset class="picks"><legend>\(say(.player_speed))</legend>\
        \(Self.speeds.map(speed))</fieldset>\(qualities)\(languages)\
        <button type="button" class="btn btn--s btn--quiet only-l" data-do="keys">\(say(.player_keys)) \
        <kbd>?</kbd></button></div>
        """
    }

    private func speed(_ speed: String) -> HTML {
        let shown =
            speed == "1"
            ? say(.player_speed_normal)
            : (visit.language == .french ? String(speed.map { $0 == "." ? "," : $0 }) : speed) + "×"
        return pick("speed", value: speed, shown, isChosen: speed == "1")
    }

    private var qualities: HTML? {
        guard player.steps.count > 1 else { return nil }
        let steps = player.steps.reversed().map { step -> HTML in
            """
            <label><input type="radio" name="player-quality" value="\(step.height)"\
            \(attribute: "data-hls", step.hls?.path)\(attribute: "data-mp4", step.mp4?.path)>\
            <span>\(step.height)p</span></label>
            """
        }
        return """
            <fieldset class="picks" data-part="quality"><legend>\(say(.player_quality))</legend>\
            \(pick("quality", value: "", say(.player_automatic), isChosen: true))\(steps)</fieldset>
            """
    }

    /// With captions in one language the button is enough.
    private var languages: HTML? {
        guard player.captions.count > 1 else { return nil }
        let each = player.captions.map { captions -> HTML in
            """
            <label><input type="radio" name="player-captions" value="\(captions.language)">\
            <span lang="\(captions.language)" dir="auto">\(captions.label)</span></label>
            """
        }
        return """
            <fieldset class="picks"><legend>\(say(.player_captions))</legend>\
            \(pick("captions", value: "", say(.player_captions_off), isChosen: true))\(each)</fieldset>
            """
    }

    private func pick(_ name: String, value: String, _ shown: String, isChosen: Bool) -> HTML {
        """
        <label><input type="radio" name="player-\(name)" value="\(value)"\(flag: "checked", isChosen)>\
        <span>\(shown)</span></label>
        """
    }

    // MARK: Keys

    private var keys: HTML {
        """
        <dialog class="player__keys" data-part="keys" aria-labelledby="player-keys">\
        <div class="row row--split"><h2 id="player-keys">\(say(.player_keys))</h2>\
        <button type="button" class="btn btn--icon" data-do="close">\(Icon.x.html)\
        <span class="vh">\(say(.player_close))</span></button></div>
        <dl>\(keyRows)</dl>
        <label class="check"><input type="checkbox" data-part="everywhere" checked>\
        <span><b>\(say(.player_keys_everywhere))</b><br>\
        <span class="small muted">\(say(.player_keys_everywhere_hint))</span></span></label></dialog>
        """
    }

    private var keyRows: [HTML] {
        [
            keyRow([say(.player_key_space), "K"], .player_key_play),
            keyRow(["←", "→"], .player_key_five),
            keyRow(["J", "L"], .player_key_ten),
            keyRow(["↑", "↓"], .player_key_volume),
            keyRow(["M"], .player_mute),
            keyRow(["C"], .player_captions),
            keyRow(["<", ">"], .player_key_speed),
            keyRow(["0", "9"], .player_key_tenths),
            keyRow(say(.player_key_ends_names).split(separator: " ").map(String.init), .player_key_ends),
            keyRow(["F"], .player_full),
            keyRow(["T"], .player_theatre),
            keyRow(["?"], .player_key_help),
        ]
    }

    private func keyRow(_ names: [String], _ word: Word) -> HTML {
        let keys = names.map { name -> HTML in "<kbd>\(name)</kbd>" }
        return "<div><dt>\(keys.joined(separator: " "))</dt><dd>\(say(word))</dd></div>"
    }
}
