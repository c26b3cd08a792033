using System.Text.Json;

namespace Pipeline.Benchmarks;

/// <summary>The figures of one run, and what it ran on.</summary>
internal sealed record Run(Machine Machine, IReadOnlyList<Figure> Figures)
{
    /// <summary>A saved run; null if the file has none.</summary>
    public static Run? Find(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<Run>(File.ReadAllText(file), JsonSerializerOptions.Web) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
