extension DemoWorld {
    /// A dozen channels and some people. The first five are those who sign in.
    static let people: [Person] = [
        Person(
            handle: "demo", name: "Demo Stage",
            bio: "A channel to try things with. Post something, then look at it as @ben.",
            avatar: "a-kilo.jpg", banner: "keys2.jpg"),
        Person(
            handle: "ada", name: "Ada’s Observatory",
            bio: "A small dome on a windy hill. Clear nights, hot porridge, #astronomy without fear.",
            avatar: "a-orbit.jpg", banner: "orbit.jpg", links: "https://example.org/observatory"),
        Person(
            handle: "ben", name: "Ben", bio: "Reads everything, answers most of it.", avatar: "p-jun.jpg",
            isPerson: true),
        Person(
            handle: "cleo", name: "Cleo", bio: "Keeps the house in order.", avatar: "p-amara.jpg",
            isPerson: true),
        Person(handle: "eve", name: "Eve", bio: "New here.", isPerson: true),
        Person(
            handle: "lowtide", name: "Low Tide Radio",
            bio: "Songs recorded between two tides on the old lifeboat slipway.", avatar: "a-tide.jpg",
            banner: "tide.jpg"),
        Person(
            handle: "mirabelle", name: "Atelier Mirabelle",
            bio: "Une cuisine, un four, quatre saisons. #pâtisserie", avatar: "a-mira.jpg",
            banner: "tartw.jpg",
            language: "fr"),
        Person(
            handle: "slowloom", name: "The Slow Loom", bio: "Old patterns, drafted again thread by thread.",
            avatar: "a-loom.jpg", banner: "weave2.jpg"),
        Person(
            handle: "twolens", name: "Two Lens Trek", bio: "Two people, two cameras, one battery.",
            avatar: "a-trek.jpg", banner: "ridge.jpg"),
        Person(
            handle: "soussol", name: "Piano Sous-Sol",
            bio: "Un piano droit, une cave, des études pour la pluie.",
            avatar: "a-piano.jpg", banner: "keys.jpg", language: "fr"),
        Person(
            handle: "kilnandclay", name: "Kiln & Clay",
            bio: "Forms thrown without stopping. Some of them survive.",
            avatar: "pots.jpg", banner: "kiln.jpg"),
        Person(
            handle: "nightferry", name: "Night Ferry",
            bio: "What the harbour looks like when nobody films it.",
            avatar: "harbour.jpg", banner: "night.jpg"),
        Person(handle: "dan", name: "Dan", isPerson: true),
        Person(handle: "ines", name: "Inès", avatar: "p-ines.jpg", isPerson: true, language: "fr"),
        Person(handle: "leila", name: "Leïla", avatar: "p-leila.jpg", isPerson: true, language: "fr"),
        Person(handle: "tomasz", name: "Tomasz", avatar: "p-tomasz.jpg", isPerson: true),
    ]

    /// Who may post at the stage the demo is in.
    static let invited = [
        "demo", "ada", "lowtide", "mirabelle", "slowloom", "twolens", "soussol", "kilnandclay", "nightferry",
    ]

    static let follows: [(String, [(String, Bell)])] = [
        (
            "ben",
            [
                ("lowtide", .all), ("ada", .all), ("mirabelle", .personalised), ("slowloom", .personalised),
                ("twolens", .all), ("soussol", .none), ("kilnandclay", .personalised), ("nightferry", .none),
                ("demo", .all),
            ]
        ),
        (
            "ines",
            [
                ("mirabelle", .all), ("lowtide", .all), ("ada", .personalised), ("soussol", .all),
                ("demo", .all),
            ]
        ),
        ("leila", [("ada", .all), ("mirabelle", .all), ("slowloom", .all), ("lowtide", .personalised)]),
        ("tomasz", [("lowtide", .all), ("twolens", .all), ("ada", .all), ("kilnandclay", .all)]),
        ("cleo", [("ada", .all), ("demo", .all), ("lowtide", .personalised)]),
        ("demo", [("lowtide", .all), ("ada", .all), ("mirabelle", .all), ("twolens", .personalised)]),
        ("ada", [("demo", .all), ("slowloom", .all), ("nightferry", .personalised)]),
        ("lowtide", [("nightferry", .all), ("soussol", .personalised), ("ada", .none)]),
        ("mirabelle", [("kilnandclay", .all), ("slowloom", .none)]),
        ("dan", [("ada", .all)]),
    ]
}
