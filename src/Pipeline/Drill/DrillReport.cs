using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipeline.Drill;

/// <summary>How a drill went.</summary>
/// <param name="Incident">What was played.</param>
/// <param name="Reported">What a user reported.</param>
/// <param name="Cause">The cause.</param>
/// <param name="Remedy">What mends it.</param>
/// <param name="Trouble">What the status called it, as a stored word.</param>
/// <param name="Subject">What it is about, as the status says it; null if the drill ended before.</param>
/// <param name="SecondsUntilSeen">From its begin until the status said it; null if the drill ended before.</param>
/// <param name="SecondsUntilOver">From its begin until all was right again.</param>
internal sealed record DrillReport(
    string Incident, string Reported, string Cause, string Remedy, string Trouble, string? Subject, double? SecondsUntilSeen,
    double SecondsUntilOver);

/// <summary>An incident that can be played.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reported">What a user reports.</param>
internal sealed record DrillChoice(string Name, string Reported);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(DrillReport))]
[JsonSerializable(typeof(IReadOnlyList<DrillChoice>))]
internal sealed partial class DrillJson : JsonSerializerContext;
