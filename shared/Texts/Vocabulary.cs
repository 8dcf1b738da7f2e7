namespace Akorda.Texts;

/// <summary>The languages, sections, rubrics and topics of this newsroom, each with its names. Configuration section <c>Vocabulary</c>; left out, the press service's own defaults hold.</summary>
public sealed record Vocabulary
{
    /// <summary>Languages of the site, the state language first.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["kk", "ru", "en"];

    /// <summary>Languages that no event may be without.</summary>
    public IReadOnlyList<string> RequiredLanguages { get; init; } = ["kk"];

    /// <summary>Sections of the site.</summary>
    public IReadOnlyList<Section> Sections { get; init; } =
    [
        new()
        {
            Id = "events",
            Names = Names("Оқиғалар", "События", "Events"),
            Rubrics =
            [
                new() { Id = "akorda", Names = Names("Ақорда", "Акорда", "Akorda") },
                new() { Id = "domestic-trips", Names = Names("Ел ішіндегі сапарлар", "Поездки по стране", "Domestic trips") },
                new() { Id = "foreign-trips", Names = Names("Шетелге сапарлар", "Зарубежные поездки", "Foreign trips") },
                new() { Id = "statements", Names = Names("Мәлімдемелер", "Заявления", "Statements") },
            ],
        },
    ];

    /// <summary>Topics that events may carry.</summary>
    public IReadOnlyList<Named> Topics { get; init; } =
    [
        new() { Id = "foreign-policy", Names = Names("Сыртқы саясат", "Внешняя политика", "Foreign policy") },
        new() { Id = "economy", Names = Names("Экономика", "Экономика", "Economy") },
        new() { Id = "society", Names = Names("Қоғам", "Общество", "Society") },
        new() { Id = "culture", Names = Names("Мәдениет", "Культура", "Culture") },
    ];

    private static Dictionary<string, string> Names(string kk, string ru, string en) => new() { ["kk"] = kk, ["ru"] = ru, ["en"] = en };
}

/// <summary>Something with an id for addresses and a name in each language.</summary>
public record Named
{
    public required string Id { get; init; }
    public required IReadOnlyDictionary<string, string> Names { get; init; }
}

/// <summary>A section of the site with its rubrics.</summary>
public sealed record Section : Named
{
    public required IReadOnlyList<Named> Rubrics { get; init; }
}
